"""Whether a text says a fact: by value and unit for figures, by letter for words.

`2,500万円`, `25,000,000円` and `二千五百万円` are one fact; `50万円` does not occur in `150万円`; spaces, widths and
citation markers make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.figures import MARKER, Figure, figures, fold, links


@dataclass(frozen=True, slots=True)
class _Token:
    """One letter, or one whole figure: a figure is never cut, which is what respects digit boundaries."""

    char: str
    figure: Figure | None = None
    link: bool = False
    spaced: bool = False
    """Whether a space stands before it."""


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[_Token, ...]:
    folded = fold(MARKER.sub("", text))
    at_figure = {figure.span[0]: figure for figure in figures(folded)}
    in_link = {position for first, last in links(folded) for position in range(first, last)}
    tokens: list[_Token] = []
    spaced, at = False, 0
    while at < len(folded):
        figure = at_figure.get(at)
        if figure:
            tokens.append(_Token("", figure, False, spaced))
            spaced, at = False, figure.span[1]
            continue
        if folded[at].isspace():
            spaced = True
        elif folded[at] == "か" and folded[at : at + 2] == "から" and tokens and tokens[-1].figure:
            # 750万円から2,500万円 is 750万円~2,500万円.
            tokens.append(_Token("~", spaced=spaced))
            spaced, at = False, at + 1
        else:
            tokens.append(_Token(folded[at], link=at in in_link, spaced=spaced))
            spaced = False
        at += 1
    return tuple(tokens)


def contains(text: str, spelling: str, *, strict: bool = False) -> bool:
    """Whether `text` says `spelling`.

    `strict` is for words that must not appear: a date with a year is then found only with that year, and 50% is not
    found in 1/2, so that a right answer is not blamed for a figure that it does not show.
    """
    wanted, held = _tokens(spelling), _tokens(text)
    if not wanted:
        return False
    if any(_match(held, start, wanted, strict) for start in range(len(held) - len(wanted) + 1)):
        return True
    return _plain_numbers(wanted) and _by_letter(text, spelling)


def contains_any(text: str, spellings: Iterable[str], *, strict: bool = False) -> bool:
    return any(contains(text, spelling, strict=strict) for spelling in spellings)


def _plain_numbers(wanted: Sequence[_Token]) -> bool:
    """Whether the only figures are numbers without a unit: `2、3` is meant by letter, and found in 2、3ヶ月."""
    kinds = {(reading.kind, reading.form) for token in wanted if token.figure for reading in token.figure.readings}
    return kinds == {("number", "")}


def _by_letter(text: str, spelling: str) -> bool:
    letters = re.escape(re.sub(r"\s", "", fold(spelling)))
    pattern = rf"(?<![\d])(?<!\d[.,]){letters}(?![\d万億千]|[.,]\d)"
    return re.search(pattern, re.sub(r"\s", "", fold(MARKER.sub("", text)))) is not None


def _match(held: Sequence[_Token], start: int, wanted: Sequence[_Token], strict: bool) -> bool:
    end = start + len(wanted)
    if not all(_same(a, b, strict) for a, b in zip(held[start:end], wanted, strict=True)):
        return False
    return not (start > 0 and _joined(held[start - 1], held[start])) and not (
        end < len(held) and _joined(held[end - 1], held[end])
    )


def _same(held: _Token, wanted: _Token, strict: bool) -> bool:
    if held.figure or wanted.figure:
        return bool(held.figure and wanted.figure and _says(held.figure, wanted.figure, strict))
    # `ipa` in www.ipa.go.jp names no one.
    return held.char == wanted.char and (wanted.link or not held.link)


def _says(held: Figure, wanted: Figure, strict: bool) -> bool:
    """A whole date says its month, a month alone doesn't say a date."""
    for a in held.readings:
        for b in wanted.readings:
            if a.kind == "month" and b.kind == "date":
                continue
            if strict and b.year is None and b.kind in ("date", "month"):
                # A forbidden date without a year is wrong in any year.
                if a.equals(b):
                    return True
            elif a.equals(b, strict=strict):
                return True
    return False


def _joined(left: _Token, right: _Token) -> bool:
    """Whether two neighbours are parts of one word of ASCII letters or of one host name."""
    if right.spaced or left.figure or right.figure:
        return False
    if left.link and right.link:
        return "/" not in (left.char, right.char) and left.char != "@"
    return _word(left.char) and _word(right.char)


def _word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
