"""Says nothing twice: what another statement beside it already tells is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.statements import Statement
from ingest.japanese.figures import figures
from ingest.japanese.normalise import squeeze
from ingest.japanese.readings import content_words

_TOLD = 0.8
"""The share of a statement's words that another one must have, besides all its figures, to tell the same."""


def without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that another one tells, and without conditions that were already said.

    The first is what answers, so it stays; a wider one on its topic that tells it again is left out, unless the first
    speaks of one class of applicants and the wider one of all. Of the others the wider one stays. Order is kept.
    """
    if not statements:
        return []
    first, *others = dict.fromkeys(statements)
    kept = [
        entry
        for entry in others
        if not tells(first, entry) and not (not first.applicants and _alike(first, entry) and tells(entry, first))
    ]
    kept = [
        entry
        for index, entry in enumerate(kept)
        if not any(
            tells(other, entry) and not (tells(entry, other) and index < place)
            for place, other in enumerate(kept)
            if other is not entry
        )
    ]
    return _with_new_conditions([first, *kept])


def tells(wide: Statement, narrow: Statement) -> bool:
    """Whether everything that one statement says is also said by another."""
    if wide.tracks and not set(narrow.tracks) <= set(wide.tracks):
        return False
    words, said = _words(narrow), _words(wide)
    return bool(words) and _figures(narrow) <= _figures(wide) and len(words & said) >= _TOLD * len(words)


def _alike(first: Statement, other: Statement) -> bool:
    return first.topic == other.topic and (not other.tracks or set(first.tracks) <= set(other.tracks))


def _with_new_conditions(statements: Sequence[Statement]) -> list[Statement]:
    said: set[str] = set()
    kept = []
    for entry in statements:
        said |= _sentences(entry.say)
        if entry.more and _sentences(entry.more) <= said:
            entry = entry.model_copy(update={"more": None})
        said |= _sentences(entry.more or "")
        kept.append(entry)
    return kept


def _text(entry: Statement) -> str:
    return f"{entry.say}\n{entry.more or ''}"


def _sentences(text: str) -> set[str]:
    return {squeeze(part) for part in re.split("[。\n]", text) if part.strip()}


@lru_cache(maxsize=4000)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


@lru_cache(maxsize=4000)
def _figures_of(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((figure.kind, str(figure.value)) for figure in figures(text))


def _words(entry: Statement) -> frozenset[str]:
    return _words_of(_text(entry))


def _figures(entry: Statement) -> frozenset[tuple[str, str]]:
    return _figures_of(_text(entry))
