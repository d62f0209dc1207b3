"""The real corpus, read once, and a small one to break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.needs import NeedBook, load_needs
from assistant.programmes.book import ProgrammeBook, load_programmes
from assistant.statements import StatementBook, load_statements
from ingest.documents import Document, load_document

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BRIEFING = "meti-digital-2026-02"


@pytest.fixture(scope="session")
def briefing() -> Document:
    return load_document(CORPUS / "documents" / BRIEFING)


@pytest.fixture(scope="session")
def programmes(briefing: Document) -> ProgrammeBook:
    return load_programmes(CORPUS, {BRIEFING: briefing})


@pytest.fixture(scope="session")
def book(briefing: Document, programmes: ProgrammeBook) -> StatementBook:
    return load_statements(CORPUS / "statements", {BRIEFING: briefing}, programmes.tracks())


@pytest.fixture(scope="session")
def needs(briefing: Document, programmes: ProgrammeBook) -> NeedBook:
    return load_needs(CORPUS / "language" / "needs.yaml", {BRIEFING: briefing}, programmes.tracks())


@dataclass(frozen=True)
class Note:
    """A mended reading of the small document."""

    lines: tuple[int, int]
    printed: str
    reading: str
    certainty: str = "certain"
    kind: str = "text"


@dataclass(frozen=True)
class Leaflet:
    """A document of a few lines."""

    source_lines: tuple[str, ...] = (
        "灯台補助金のご案内",
        "補助上限　通常枠：50万円",
        "締切　4月30日（木）17:00",
        "資金引上げ特例を選べます",
        "対象　1.0以上の事業者",
        "設営・設片費も対象",
        "図は左の欄に移した",
    )
    errata: tuple[Note, ...] = (
        Note((4, 4), "資金引上げ特例", "賃金引上げ特例"),
        Note((5, 5), "1.0以上", "10以上"),
        Note((6, 6), "設営・設片費", "設営・設備費", "uncertain"),
        Note((7, 7), "左の欄", "右の欄に99件を置いた", "certain", "layout"),
    )


SOUND = """\
programme: todai
document: leaflet
statements:
  - id: ceiling
    topic: ceiling
    tracks: [tsujo]
    say: 通常枠の補助上限は、50万円です。
    evidence:
      - {lines: [2, 2], quote: "通常枠：50万円"}
    asks:
      - いくらまで出ますか
  - id: dates
    topic: dates
    say: 締切は、4月30日（木）17時です。
    more: 賃金引上げ特例も選べます。
    evidence:
      - {lines: [3, 4], quote: "締切　4月30日（木）17:00\\n資金引上げ特例"}
unknowns:
  - id: rate
    topic: rate
    say: 50万円の何割かは、資料に書かれていません。
    asks:
      - 補助率はいくつですか
    near: [ceiling]
"""


@dataclass
class Bench:
    """A folder with the small corpus, whose files a test may break."""

    folder: Path
    tracks: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"todai": ("tsujo",)})

    def write(self, text: str, name: str = "todai.yaml") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def load(self) -> StatementBook:
        return load_statements(self.folder, {"leaflet": Leaflet()}, self.tracks)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.write(SOUND)
    return made


@pytest.fixture
def broken(bench: Bench) -> Callable[[str, str], Bench]:
    """The small corpus with one passage of its file changed."""

    def change(old: str, new: str) -> Bench:
        assert SOUND.count(old) == 1, "the passage to change stands once in the sound file"
        bench.write(SOUND.replace(old, new))
        return bench

    return change
