"""Names without their ending (`IT` of `IT補助金`, `災害` of `災害枠`): what they are called by beside a word like it.

A stem is no name by itself. It counts before a word for what it names (`ITの補助金`, `災害のやつ`: see `describing.py`), and
in a list beside a name (`持続化とITの締切`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.programmes.names import NameEntry
from assistant.question.folded import Folded, fold
from assistant.question.language.dialogue import Descriptions
from assistant.question.linking import Mention
from assistant.question.patterns import any_of

CERTAINTY = 0.8
_SHORTEST = 2
_PROPER = ("official", "short", "old")
_PART_OF_A_WORD = re.compile("[一-龠々ァ-ヶーA-Za-z0-9]")
_AFTER_ONE = f"(?={any_of(tuple('のはもがでにをとや、。?!()/'))}|$)"


@dataclass(frozen=True)
class Stem:
    """A name without its ending."""

    text: str
    """Folded."""
    entry: NameEntry


def stems_of(entries: Iterable[NameEntry], words: Descriptions, classes: Sequence[str] = ()) -> list[Stem]:
    """The stems of programmes and tracks; `classes` are words for applicants, who are no programme (`中堅の方`)."""
    persons = tuple(map(fold, classes))
    found = []
    for entry in entries:
        if entry.target == "track" and entry.kind in (*_PROPER, "other"):
            endings = words.kinds
        elif entry.target == "programme" and entry.kind in _PROPER:
            endings = words.grants
        else:
            continue
        folded = fold(entry.text)
        ending = max((fold(word) for word in endings if folded.endswith(fold(word))), key=len, default="")
        stem = folded[: len(folded) - len(ending)] if ending else ""
        someone = entry.target == "programme" and any(word.startswith(stem) for word in persons)
        if len(stem) >= _SHORTEST and not someone:
            found.append(Stem(stem, entry))
    return found


def blanked(text: Folded, named: Sequence[Mention]) -> str:
    """The folded text with a bar for each letter of the names in it."""
    letters = list(text.folded)
    for mention in named:
        if mention.span:
            for index, place in enumerate(text.positions):
                if mention.span[0] <= place < mention.span[1]:
                    letters[index] = "|"
    return "".join(letters)


class ListedNames:
    """Finds stems in a list beside names: of any programme, and of the tracks of a programme of which one is named."""

    def __init__(self, stems: Iterable[Stem], words: Descriptions, joins: Sequence[str]) -> None:
        """`joins` are what stands between the things of a list."""
        joining, links = tuple(map(fold, (*joins, "/"))), any_of(tuple(map(fold, words.links)))
        joined = any_of(joining)
        # Behind a comma alone it is listed where the list goes on or ends: `クエスト、デジタルの経験` is no list.
        # Folded, `・` is nothing.
        on = rf"(?:{any_of(tuple(filter(None, joining)))}|\||{links}?$)"
        self._stems = [
            (
                stem,
                re.compile(
                    rf"\|(?:(?!、){joined}|、(?={re.escape(stem.text)}{on}))"
                    rf"(?P<behind>{re.escape(stem.text)}){links}?{_AFTER_ONE}"
                    rf"|(?P<before>{re.escape(stem.text)}){links}?{joined}\|"
                ),
            )
            for stem in stems
        ]

    def find(self, text: Folded, named: Sequence[Mention]) -> list[Mention]:
        """The stems in lists of a clause with these names."""
        if not any(mention.span and mention.entry.target != "special" for mention in named):
            return []
        programmes = {mention.programme for mention in named}
        tracks = {mention.programme for mention in named if mention.entry.target == "track"}
        folded = blanked(text, named)
        best: dict[tuple[str, tuple[str, ...]], tuple[int, Mention]] = {}
        for stem, pattern in self._stems:
            entry = stem.entry
            new = entry.programme in tracks if entry.target == "track" else entry.programme not in programmes
            match = pattern.search(folded) if new and stem.text in folded else None
            if match is None:
                continue
            span = text.span(*match.span("behind" if match.group("behind") else "before"))
            if match.group("before") and span[0] and _PART_OF_A_WORD.match(text.text[span[0] - 1]):
                continue
            key, rank = (entry.programme, entry.tracks), len(stem.text)
            if key not in best or rank > best[key][0]:
                best[key] = (rank, Mention(entry, span, CERTAINTY))
        return [mention for _, mention in best.values()]
