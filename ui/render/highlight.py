"""Where in a source line the cited words stand, and where the figures in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.japanese.figures import figures
from ingest.japanese.normalise import normalise

Span = tuple[int, int]

_CONTEXT = 90
"""Characters of a long line that are shown before and after the cited words."""
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A run of text: within the cited words or around them, and whether it is a figure."""

    text: str
    cited: bool = False
    figure: bool = False


def figure_spans(text: str) -> list[Span]:
    """Where figures stand in the text as it is (not normalised), left to right and apart from one another."""
    normal = normalise(text)
    starts = _starts(text, normal)
    spans: list[Span] = []
    for figure in figures(text):
        first, last = _back(starts, figure.span, len(text))
        # A width or an invisible character may hide between: spaces at the ends are no part of a figure.
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last and (not spans or first >= spans[-1][1]):
            spans.append((first, last))
    return spans


def _starts(text: str, normal: str) -> Sequence[int]:
    """For each character of `text`, where it begins in its normalised form."""
    if len(text) == len(normal):
        return range(len(text))
    return [len(normalise(text[:index])) for index in range(len(text))]


def _back(starts: Sequence[int], span: Span, end: int) -> Span:
    first = max((index for index, start in enumerate(starts) if start <= span[0]), default=0)
    last = next((index for index, start in enumerate(starts) if start >= span[1]), end)
    return first, max(last, first)


def pieces_of_quote(quote: str) -> list[Piece]:
    """The cited words cut at their figures."""
    return [Piece(text, cited=True, figure=is_figure) for text, is_figure in _cut(quote)]


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    position = 0
    for first, last in figure_spans(text):
        if position < first:
            yield text[position:first], False
        yield text[first:last], True
        position = last
    if position < len(text):
        yield text[position:], False


def pieces_in_context(verbatim: str, quote: str) -> list[Piece]:
    """The cited words within the lines that they come from; a long line is shortened around them.

    The quote alone where it doesn't stand in `verbatim`.
    """
    place = verbatim.find(quote)
    if place < 0 or not quote:
        return pieces_of_quote(quote)
    before, after = verbatim[:place], verbatim[place + len(quote) :]
    if len(before) > _CONTEXT:
        before = _ELLIPSIS + before[-_CONTEXT:].lstrip()
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rstrip() + _ELLIPSIS
    around = [[Piece(before)] if before else [], pieces_of_quote(quote), [Piece(after)] if after else []]
    return [piece for part in around for piece in part]
