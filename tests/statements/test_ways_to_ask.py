"""More ways to ask: added to their statements, and a mistake is named with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.statements import StatementBook, load_statements
from assistant.ways_to_ask import AskError, with_ways_to_ask
from tests.statements.conftest import CORPUS, Leaflet

STATEMENTS = """\
programme: todai
document: leaflet
statements:
  - id: ceiling
    topic: ceiling
    say: 通常枠の補助上限は50万円です。
    evidence:
      - {lines: [2, 2], quote: "通常枠：50万円"}
    asks: [上限はいくらですか]
unknowns:
  - id: winners
    topic: outcome
    say: 採択率は、資料に書かれていません。
    asks: [採択率は]
"""
SOUND = """\
programme: todai
asks:
  ceiling:
    - なんぼまで出るん
    - 上限はいくらですか
  winners:
    - どのくらい通るもんですか
"""


@pytest.fixture
def small(tmp_path: Path) -> StatementBook:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "todai.yaml").write_text(STATEMENTS, encoding="utf-8")
    return load_statements(folder, {"leaflet": Leaflet()}, {"todai": ()})


def asks(folder: Path, text: str, name: str = "todai.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_ways_to_ask_are_added_once(small: StatementBook, tmp_path: Path) -> None:
    book = with_ways_to_ask(small, asks(tmp_path / "asks", SOUND))
    assert book.get("todai/ceiling").asks == ("上限はいくらですか", "なんぼまで出るん")
    assert next(book.unknowns("todai")).asks == ("採択率は", "どのくらい通るもんですか")


def test_without_a_folder_the_statements_stay(small: StatementBook, tmp_path: Path) -> None:
    assert with_ways_to_ask(small, tmp_path / "nothing").files == small.files


@pytest.mark.parametrize(
    ("text", "name", "line", "said"),
    [
        (SOUND.replace("  winners:", "  losers:"), "todai.yaml", 6, "文「losers」"),
        (SOUND.replace("どのくらい通るもんですか", "上限はいくらですか"), "todai.yaml", 7, "「ceiling」にもあります"),
        (SOUND.replace("todai", "minato"), "minato.yaml", 1, "「minato」の文のファイル"),
        (SOUND, "other.yaml", 1, "ファイル名"),
        (SOUND.replace("    - なんぼまで出るん\n", "    -\n"), "todai.yaml", 4, "asks"),
    ],
    ids=["unknown statement", "leads to two", "unknown programme", "file name", "empty"],
)
def test_a_mistake_is_named(small: StatementBook, tmp_path: Path, text: str, name: str, line: int, said: str) -> None:
    with pytest.raises(AskError) as caught:
        with_ways_to_ask(small, asks(tmp_path / "asks", text, name))
    message = str(caught.value)
    assert f"{line}行目" in message
    assert said in message
    assert "\n" not in message


def test_the_corpus_has_many_ways_to_ask(book: StatementBook) -> None:
    """Every file loads with its statements, and adds to them."""
    longer = with_ways_to_ask(book, CORPUS / "asks")
    before = sum(len(entry.asks) for entry in (*book.statements(), *book.unknowns()))
    after = sum(len(entry.asks) for entry in (*longer.statements(), *longer.unknowns()))
    assert after > before
