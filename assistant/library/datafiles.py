"""The data files of a corpus that staff may edit: rules, statements, words, facts. Where each lies and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.library.versions import LibraryError
from ingest.errors import CorpusError, DocumentError, MadoguchiError
from ingest.yaml_file import Location, YamlFileError, field_name

KINDS: Mapping[str, str] = {
    "programmes": "制度",
    "statements": "窓口の文",
    "language": "言葉",
    "facts": "計算に使う事実",
}
"""Kinds of data files and what staff call them. All but `facts` are folders of the corpus."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, order=True)
class DataFile:
    """One data file. Its name can point nowhere but into its folder."""

    kind: str
    name: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not _NAME.fullmatch(self.name) or (self.kind == "facts" and self.name != "facts"):
            raise LibraryError("名前が正しくありません。")

    @property
    def place(self) -> str:
        """Where it lies in the corpus: `programmes/jizokuka.yaml`."""
        return "facts.yaml" if self.kind == "facts" else f"{self.kind}/{self.name}.yaml"

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.name}"

    @classmethod
    def of_key(cls, key: str) -> DataFile:
        """The file of a `key`. Raises LibraryError."""
        kind, _, name = key.partition("/")
        return cls(kind, name)


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
    if kind == "facts":
        return [DataFile("facts", "facts")] if (corpus / "facts.yaml").is_file() else []
    return [DataFile(kind, path.stem) for path in sorted((corpus / kind).glob("*.yaml")) if _NAME.fullmatch(path.stem)]


def problems_of(corpus: Path) -> list[Problem]:
    """Everything that keeps a corpus from being answered from, file by file."""
    return [_problem(error, corpus) for error in _errors(corpus)]


def _errors(corpus: Path) -> Iterator[MadoguchiError]:
    from assistant.needs import load_needs
    from assistant.programmes.book import survey_programmes
    from assistant.question.vocabulary import load_vocabulary
    from assistant.statements import survey_statements
    from assistant.verified.meaning import INTERCHANGEABLE, load_interchangeable
    from ingest.documents import load_documents

    language = corpus / "language"
    try:
        documents = {document.id: document for document in load_documents(corpus / "documents")}
    except DocumentError as error:
        # Every quote hangs on the documents: nothing else can be judged without them.
        yield error
        return
    tracks: dict[str, tuple[str, ...]] = {}
    try:
        book, problems = survey_programmes(corpus, documents)
        tracks = book.tracks()
        yield from problems
    except MadoguchiError as error:
        yield error
        return
    try:
        yield from survey_statements(corpus / "statements", documents, tracks)[1]
    except MadoguchiError as error:
        yield error
    for load in (
        lambda: load_vocabulary(language),
        lambda: load_needs(language / "needs.yaml", documents, tracks),
        lambda: load_interchangeable(language / INTERCHANGEABLE),
    ):
        try:
            load()
        except MadoguchiError as error:
            yield error


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
