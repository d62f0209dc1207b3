"""Cutting one message into the clauses that ask or tell something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.japanese.normalise import normalise

_SENTENCE_END = re.compile(r"(?<=[。!?！？])|\n+|(?<=[a-z]\.) ")


def split_clauses(text: str, connectives: Sequence[str]) -> list[str]:
    """Sentences, cut again before a connective that starts another question (`…、あと締切は？`)."""
    joined = "|".join(sorted((re.escape(normalise(word)) for word in connectives), key=len, reverse=True))
    cut = re.compile(rf"[、,。 ](?=(?:{joined})[、, ぁ-んァ-ヶ一-龠])") if joined else None
    clauses: list[str] = []
    for sentence in _SENTENCE_END.split(normalise(text)):
        if sentence and sentence.strip():
            clauses += [
                part.strip(" 、,") for part in (cut.split(sentence) if cut else [sentence]) if part.strip(" 、,。?!")
            ]
    return clauses


def split_told(clause: str, helps: Sequence[str], subjects: Sequence[str]) -> list[str]:
    """A clause that first tells a situation and then asks for help (`人が来ないんだけど、何かある?`), cut between the two.

    Args:
        clause: the clause.
        helps: words that ask for whatever helps.
        subjects: what ends a part that is asked after (`率がいちばん高いのは、どの制度?`), and tells nothing.
    """
    places = [place for word in helps if (place := clause.find(word)) >= 0]
    cut = clause.rfind("、", 0, min(places, default=0))
    told, asked = clause[:cut], clause[cut + 1 :]
    if cut <= 0 or not told.strip(" 、,") or told.endswith(tuple(subjects)):
        return [clause]
    return [told.strip(" 、,"), asked.strip(" 、,")]


def split_pairs(
    text: str,
    names: Sequence[tuple[int, int]],
    topics: Sequence[tuple[int, str]],
    joins: Sequence[str],
    unjoined: Sequence[str],
) -> list[str]:
    """A clause that asks something else of each of several names (`Aの締切とBの補助率`), cut before each such name.

    Args:
        names: spans of the names in the text, in its order.
        topics: where each word of a topic begins, and which topic it is of.
        joins: what stands between the questions.
        unjoined: what ends like a join and isn't one.
    """
    if not names or any(place < names[0][0] for place, _ in topics):
        return [text]
    starts: list[int] = []
    asked: list[set[str]] = []
    ends = [*(first for first, _ in names[1:]), len(text)]
    open_start: int | None = None
    for (first, _), end in zip(names, ends, strict=True):
        own = {topic for place, topic in topics if first <= place < end}
        open_start = first if open_start is None else open_start
        if own:
            # A name without a topic of its own belongs to the next that has one (`AとBの締切`).
            starts.append(open_start)
            asked.append(own)
            open_start = None
    if len(starts) < 2 or all(own == asked[0] for own in asked):
        return [text]
    for start in starts[1:]:
        before = text[:start].rstrip()
        if not before.endswith(tuple(joins)) or before.endswith(tuple(unjoined)):
            return [text]
    pieces = [text[first:last] for first, last in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]
    return [piece.strip(" 、,") for piece in pieces]
