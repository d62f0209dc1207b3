"""The data files of a corpus that staff may edit: rules, statements, words, facts. Where each lies and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.library.versions import LibraryError
from ingest.errors import CorpusError, DocumentError, MadoguchiError
from ingest.yaml_file import Location, YamlFileError, field_name, read_yaml

KINDS: Mapping[str, str] = {
    "programmes": "制度",
    "statements": "窓口の文",
    "asks": "聞き方の例",
    "claims": "確かめたい言い方",
    "menu": "投資支援メニュー",
    "language": "言葉",
    "facts": "計算に使う事実",
}
"""Kinds of data files and what staff call them. All but those of SINGLE are folders of the corpus."""

SINGLE = frozenset({"menu", "facts"})
"""Kinds that are one file at the corpus's top, named like the kind."""

_RESTING = ("programmes", "statements", "menu")
"""Kinds of files that name the document that they rest on."""

_BESIDE = ("statements", "asks", "claims")
"""Kinds of files that belong to the programme (or `general`) that they are named after."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, order=True)
class DataFile:
    """One data file. Its name can point nowhere but into its folder."""

    kind: str
    name: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not _NAME.fullmatch(self.name) or (self.kind in SINGLE and self.name != self.kind):
            raise LibraryError("名前が正しくありません。")

    @property
    def place(self) -> str:
        """Where it lies in the corpus: `programmes/jizokuka.yaml`."""
        return f"{self.kind}.yaml" if self.kind in SINGLE else f"{self.kind}/{self.name}.yaml"

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.name}"

    @classmethod
    def of_key(cls, key: str) -> DataFile:
        """The file of a `key`. Raises LibraryError."""
        kind, _, name = key.partition("/")
        return cls(kind, name)

    @classmethod
    def of_place(cls, place: str) -> DataFile | None:
        """The file at a place of the corpus; None where that is no data file."""
        key = place.removesuffix(".yaml")
        try:
            return cls.of_key(key if "/" in key else f"{key}/{key}")
        except LibraryError:
            return None


@dataclass(frozen=True)
class Problem:
    """Something wrong in a corpus. `place` is the file's place in it, `location` the field where there is one."""

    place: str
    line: int | None
    location: Location
    text: str

    @property
    def said(self) -> str:
        """In one line: `programmes/x.yamlの12行目「rounds[0].name」: …`."""
        where = f"{self.place}{f'の{self.line}行目' if self.line else ''}"
        field = field_name(self.location)
        return f"{where}{f'「{field}」' if field else ''}: {self.text}" if where else self.text


def data_files(corpus: Path, kind: str) -> list[DataFile]:
    """The files of a kind that a corpus has."""
    if kind in SINGLE:
        file = DataFile(kind, kind)
        return [file] if (corpus / file.place).is_file() else []
    return [DataFile(kind, path.stem) for path in sorted((corpus / kind).glob("*.yaml")) if _NAME.fullmatch(path.stem)]


def resting_on(corpus: Path, document_id: str) -> list[DataFile]:
    """Data files that name this document as theirs, and what stands beside the programmes and statements that leave
    with it."""
    found: set[DataFile] = set()
    for kind in _RESTING:
        for file in data_files(corpus, kind):
            try:
                data = read_yaml(corpus / file.place).data
            except YamlFileError:
                continue
            if isinstance(data, dict) and data.get("document") == document_id:
                found.add(file)
    gone = {file.name for file in found if file.kind in ("programmes", "statements")}
    found |= {file for kind in _BESIDE for file in data_files(corpus, kind) if file.name in gone}
    return sorted(found, key=lambda file: (list(KINDS).index(file.kind), file.name))


def problems_of(corpus: Path) -> list[Problem]:
    """Everything that keeps a corpus from being answered from, file by file."""
    return [_problem(error, corpus) for error in _errors(corpus)]


def _errors(corpus: Path) -> Iterator[MadoguchiError]:
    from assistant.claims import survey_claims
    from assistant.menu import survey_menu
    from assistant.needs import survey_needs
    from assistant.programmes.book import survey_programmes
    from assistant.question.vocabulary import survey_vocabulary
    from assistant.statements import survey_statements
    from assistant.verified.meaning import INTERCHANGEABLE, survey_interchangeable
    from assistant.ways_to_ask import survey_ways_to_ask
    from ingest.documents import load_documents

    try:
        documents = {document.id: document for document in load_documents(corpus / "documents")}
    except DocumentError as error:
        # Every quote hangs on the documents: nothing else can be judged without them.
        yield error
        return
    book, problems = survey_programmes(corpus, documents)
    yield from problems
    if book is None:
        return
    tracks = book.tracks()
    statements, problems = survey_statements(corpus / "statements", documents, tracks)
    yield from problems
    if statements is not None:
        longer, problems = survey_ways_to_ask(statements, corpus / "asks")
        yield from problems
        yield from survey_claims(corpus / "claims", longer)[1]
    language = corpus / "language"
    yield from survey_menu(corpus / "menu.yaml", documents, tracks)[1]
    yield from survey_needs(language / "needs.yaml", documents, tracks)[1]
    yield from survey_vocabulary(language)[1]
    yield from survey_interchangeable(language / INTERCHANGEABLE)[1]


def _problem(error: MadoguchiError, corpus: Path) -> Problem:
    path: Path | None = None
    line: int | None = None
    location: Location = ()
    text = str(error)
    if isinstance(error, YamlFileError):
        path, line, location, text = error.path, error.line, error.location, error.problem
    elif isinstance(error, CorpusError):
        path, line, text = error.path, error.line, error.problem
    text = text.replace(f"{corpus}/", "").replace(str(corpus), "資料")
    place = path.relative_to(corpus).as_posix() if path and path.is_relative_to(corpus) else ""
    return Problem(place, line, location, text)
