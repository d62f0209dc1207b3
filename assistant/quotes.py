"""Proof of what the corpus says: a quote stands in its lines, and every figure stands in a quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

from ingest.japanese.comparing import states
from ingest.japanese.figures import figures
from ingest.japanese.normalise import squeeze
from ingest.yaml_file import Location, YamlFile, YamlFileError

# Shorter garbled strings (a lost bracket, one digit) are also parts of sound words.
_GARBLED_MIN = 3


class Mended(Protocol):
    """A note on words as printed: another reading (kind `text`), or how a cell was moved (other kinds)."""

    @property
    def lines(self) -> tuple[int, int]: ...
    @property
    def printed(self) -> str: ...
    @property
    def reading(self) -> str: ...
    @property
    def certainty(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Source(Protocol):
    """What the checks need of a document: its lines as received, and its mended readings."""

    @property
    def source_lines(self) -> Sequence[str]: ...
    @property
    def errata(self) -> Sequence[Mended]: ...


class Evidence(BaseModel):
    """Words of a document that prove a statement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str | None = Field(None, description="資料のID。書かなければ、ファイルの先頭の document")
    lines: tuple[int, int] = Field(description="資料の行番号（最初と最後）")
    quote: Annotated[str, Field(min_length=1)] = Field(description="その行にある文字を、そのまま写したもの")


class Proof:
    """Checks one file's quotes and figures against the documents.

    Problems are raised as errors that name file, line and field.
    """

    def __init__(
        self,
        file: YamlFile,
        sources: Mapping[str, Source],
        default_document: str,
        error: type[YamlFileError] = YamlFileError,
    ) -> None:
        self._file = file
        self._sources = sources
        self._default = default_document
        self._error = error

    def check_quotes(self, evidence: Sequence[Evidence], location: Location) -> None:
        """Every quote stands, verbatim, in the lines that it names.

        Raises:
            YamlFileError: an unknown document, lines outside it, or a quote that isn't there.
        """
        for index, item in enumerate(evidence):
            here = (*location, index)
            source = self._sources.get(item.document or self._default)
            if source is None:
                raise self._fail((*here, "document"), f"資料「{item.document or self._default}」がありません")
            first, last = item.lines
            if not 1 <= first <= last <= len(source.source_lines):
                raise self._fail(
                    (*here, "lines"), f"行番号は1から{len(source.source_lines)}までで、小さい順に書いてください"
                )
            printed = "\n".join(source.source_lines[first - 1 : last])
            if item.quote not in printed:
                problem = f"引用が資料の{_span(first, last)}にありません。資料の文字をそのまま写してください"
                raise self._fail((*here, "quote"), problem)
            if item.quote.count("\n") != last - first:
                raise self._fail((*here, "lines"), "引用のある行だけを書いてください")

    def check_figures(self, text: str, evidence: Iterable[Evidence], location: Location) -> None:
        """Every figure of the text stands, by value and unit, in one of the quotes or in its mended reading.

        Raises:
            YamlFileError: names the first figure that no quote states.
        """
        shown = [figure for item in evidence for words in self._words(item) for figure in figures(words)]
        for claim in figures(text):
            if not states(shown, claim):
                raise self._fail(location, f"「{claim.text}」が引用の中にありません。引用を足すか、文を直してください")

    def check_words(self, text: str, evidence: Iterable[Evidence], location: Location) -> None:
        """No word that the extraction garbled, and no uncertain reading, is passed on as a fact.

        Raises:
            YamlFileError: names the word and, where there is one, its reading.
        """
        said = squeeze(text)
        for item in evidence:
            for mended in self._mended(item):
                printed, reading = squeeze(mended.printed), squeeze(mended.reading)
                if mended.certainty == "uncertain" and _told(reading, said):
                    raise self._fail(location, f"「{mended.reading}」は読みが不確かです。事実として書かないでください")
                if _told(printed, said) and printed not in reading:
                    guess = mended.certainty == "uncertain"
                    advice = "書かないでください" if guess else f"「{mended.reading}」と書いてください"
                    raise self._fail(location, f"「{mended.printed}」は資料の印字の乱れです。{advice}")

    def _words(self, item: Evidence) -> list[str]:
        """What a quote says: as printed, and as mended where the quote holds the garbled words."""
        readings = [
            mended.reading
            for mended in self._mended(item)
            if mended.certainty != "uncertain" and mended.printed.strip() in item.quote
        ]
        return [item.quote, *readings]

    def _mended(self, item: Evidence) -> list[Mended]:
        """The mended readings on the lines of a quote."""
        source = self._sources.get(item.document or self._default)
        if source is None:
            return []
        first, last = item.lines
        return [
            mended
            for mended in source.errata
            if mended.kind == "text" and mended.lines[0] <= last and first <= mended.lines[1]
        ]

    def _fail(self, location: Location, problem: str) -> YamlFileError:
        return self._file.error(location, problem, self._error)


def _told(word: str, text: str) -> bool:
    return len(word) >= _GARBLED_MIN and word in text


def _span(first: int, last: int) -> str:
    return f"{first}行目" if first == last else f"{first}～{last}行目"
