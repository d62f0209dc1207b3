"""Rounds by their numbers, as a person names them: `2次締切`, `第19回`, `1次から順に`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.question.language.times import DayWords
from ingest.japanese.figures import Figure, figures

ROUND_NOUNS = ("締切", "公募", "募集")
ORDINAL = "第"
_TIMES = "回"
_ROUND_UNITS = ("次", _TIMES)
_LONGEST_RUN = 20


def rounds_named(text: str, words: DayWords) -> tuple[Figure, ...]:
    """The rounds that a text names, and those that it runs through (`1次から4次まで`, `2次以降`)."""
    found = [figure for figure in figures(text) if figure.kind == "count" and _is_round(figure, text)]
    # `第19回とか第9回とか、型ごとの締切`: what is only an example isn't all that is wanted.
    found = [figure for figure in found if not text.startswith(words.examples, figure.span[1])]
    # `23次の次の24次`: the first only says which the other is.
    found = [figure for figure in found if not _leads_to_next(figure, found, text, words)]
    for place, figure in enumerate(found):
        if _begins_a_run(text[figure.span[1] :], words):
            ends = next((other.value for other in found[place + 1 :] if other.unit == figure.unit), None)
            return tuple(_run(figure, ends))
    return tuple(found)


def rounds_perhaps(text: str, names: Sequence[int]) -> tuple[Figure, ...]:
    """The counts that may be the number of a round or how many there are: `19回の締切日`, and `持続化19回` right behind a
    name, which ends at one of `names`."""
    return tuple(
        figure
        for figure in figures(text)
        if figure.kind == "count"
        and figure.unit == _TIMES
        and (text[figure.span[1] :].removeprefix("の").startswith(ROUND_NOUNS) or _stands_behind(figure, text, names))
    )


def _stands_behind(figure: Figure, text: str, names: Sequence[int]) -> bool:
    """Whether a figure stands right behind a name, or behind its の."""
    return any(end <= figure.span[0] and text[end : figure.span[0]].strip() in ("", "の") for end in names)


def _is_round(figure: Figure, text: str) -> bool:
    """`2次`, `第19回` and `5回目の公募`; not `3回まで`."""
    if figure.unit not in _ROUND_UNITS:
        return False
    return figure.unit == "次" or text[: figure.span[0]].endswith(ORDINAL) or text.startswith("目", figure.span[1])


def _leads_to_next(figure: Figure, named: Sequence[Figure], text: str, words: DayWords) -> bool:
    """Whether the number of another round stands right behind a round and what says that it comes after it."""
    after = text[figure.span[1] :]
    word = next((word for word in words.following if after.startswith(word)), "")
    place = figure.span[1] + len(word)
    return bool(word) and any(0 <= other.span[0] - place <= len(ORDINAL) for other in named)


def _begins_a_run(after: str, words: DayWords) -> bool:
    noun = next((noun for noun in ROUND_NOUNS if after.startswith(noun)), "")
    return after[len(noun) :].startswith((*words.since, *words.onwards))


def _run(first: Figure, last: object) -> Iterator[Figure]:
    """The rounds from one on to another, or to more than there ever are."""
    if isinstance(first.value, Fraction):
        end = last if isinstance(last, Fraction) else first.value + _LONGEST_RUN
        for number in range(int(first.value), int(end) + 1):
            yield replace(first, value=Fraction(number))
