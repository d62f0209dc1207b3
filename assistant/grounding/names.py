"""Takes names that hold figures out of a text: the amount in `100億宣言企業向け` is none that the text states."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.japanese.comparing import same
from ingest.japanese.figures import Figure, figures
from ingest.japanese.normalise import normalise

_FIRST_CODE = 0xE000
"""The first of the characters that no text uses; each stands for a value."""


def without_names(text: str, names: Iterable[str]) -> str:
    """The text, normalised, without these names, however their figures are written (`百億宣言` for `100億宣言`).

    Names that hold no figure stay.
    """
    plain = normalise(text)
    holding = [(name, found) for name in sorted(names, key=len, reverse=True) if (found := _figures(name))]
    stated = figures(plain) if holding else []
    values: list[Figure] = []
    pieces = _pieces(plain, stated, values)
    coded = "".join(code for code, _ in pieces)
    for name, found in holding:
        if not all(any(same(own, figure) for own in stated) for figure in found):
            continue
        sought = "".join(code for code, _ in _pieces(normalise(name), found, values))
        while (start := coded.find(sought)) >= 0:
            del pieces[start : start + len(sought)]
            coded = coded[:start] + coded[start + len(sought) :]
    return "".join(spelt for _, spelt in pieces)


@lru_cache(maxsize=1000)
def _figures(name: str) -> tuple[Figure, ...]:
    return tuple(figures(normalise(name)))


def _pieces(plain: str, found: Iterable[Figure], values: list[Figure]) -> list[tuple[str, str]]:
    """The letters of a text, and its figures, each with the one character that stands for it and as it is spelt.

    `values` are the figures that already have a character; new ones are added.
    """
    pieces: list[tuple[str, str]] = []
    end = 0
    for figure in found:
        index = next((at for at, known in enumerate(values) if same(known, figure)), len(values))
        if index == len(values):
            values.append(figure)
        pieces += [(letter, letter) for letter in plain[end : figure.span[0]]]
        pieces.append((chr(_FIRST_CODE + index), plain[figure.span[0] : figure.span[1]]))
        end = figure.span[1]
    return [*pieces, *((letter, letter) for letter in plain[end:])]
