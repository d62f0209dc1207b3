"""Tracks, programmes and special cases spoken of by what they are for: `海外に売る方`, `被災した人の枠`, `賃金を上げる特例`.

A description says less than a name. It counts where a word for what it is follows it (`枠`, `方`, `やつ`),
and it picks among what is spoken of; nothing else in a text is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.programmes.names import NameEntry
from assistant.question.deeds import Deed
from assistant.question.folded import Folded, fold, word_reading
from assistant.question.language.dialogue import Descriptions
from assistant.question.linking import Mention
from assistant.question.patterns import any_of
from assistant.question.stems import CERTAINTY, blanked, stems_of

_GAP = "[^、。?!|]{0,8}?"
_TAIL = "[^、。?!|0-9]{0,14}?"
_NOUN_BEFORE = re.compile("[一-龠々ァ-ヶー]+$")
_SURE_READING = 5
_FEWEST_LETTERS = 2
"""Letters of a name that have to be remembered."""


@dataclass(frozen=True)
class _Described:
    entry: NameEntry
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class _Found:
    mention: Mention
    sure: bool
    """Whether the word that follows says by itself what kind of thing is spoken of (`枠`)."""
    subject: bool


class DescriptionReader:
    """Finds what is described rather than named."""

    def __init__(
        self,
        described: Iterable[NameEntry],
        names: Sequence[NameEntry],
        words: Descriptions,
        bought: Sequence[str] = (),
        classes: Sequence[str] = (),
    ) -> None:
        """`bought` are words for what is bought: `レジを入れるのは` speaks of the register, not of a track; `classes` are
        those for applicants."""
        self.words = words
        self._bought = tuple(fold(word) for word in bought)
        self._names = names
        ends = {"track": words.kinds, "programme": words.things, "special": words.specials}
        self._described = [
            _Described(entry, self._compiled(_alternatives(entry.text), ends[entry.target], _TAIL))
            for entry in described
            if entry.kind != "deed"
        ]
        self._deeds = [
            Deed(entry, re.compile(_alternatives(entry.text))) for entry in described if entry.kind == "deed"
        ]
        links, ends = _any(words.links), {"track": words.kinds, "programme": words.grants}
        self.stems = stems_of(names, words, classes)
        for stem in self.stems:
            # `設備やITの補助金` is a list of what is wanted; one of names is for `ListedNames`.
            alone = f"(?<!{')(?<!'.join(words.listing)})" if words.listing and stem.entry.target == "programme" else ""
            form = f"{'(?<![a-z0-9])' if stem.text[0].isascii() else ''}{alone}{re.escape(stem.text)}"
            self._described.append(_Described(stem.entry, self._compiled(form, ends[stem.entry.target], links)))
        self._which = re.compile(f"{any_of(words.which)}(?!{_any(words.amounts)})")
        self._tail = re.compile(f"の?{_any([*words.kinds, *words.ones])}(?!{_any(words.not_after)})")
        self._kind = re.compile(f"の?{_any(words.kinds)}(?!{_any(words.not_after)})")
        self._forgotten = re.compile(_any(words.forgotten))

    def _compiled(self, form: str, ends: Sequence[str], between: str) -> re.Pattern[str]:
        words = self.words
        noun = f"(?<!{')(?<!'.join(map(re.escape, map(fold, words.not_before)))})" if words.not_before else ""
        after = f"(?!{_any(words.not_after)})"
        sure, ones, subjects, sides = (
            _any([*ends, *words.asked]),
            _any(words.ones),
            _any(words.subjects),
            _any(words.sides),
        )
        ending = f"{noun}(?:(?P<sure>{sure})|{ones}){after}|(?P<subject>{subjects})|(?P<side>{sides})"
        return re.compile(f"(?:{form}){between}(?:{ending})(?:の{_any(words.kinds)})?")

    def find(self, text: Folded, named: Sequence[Mention], spoken_of: Sequence[str] = ()) -> list[Mention]:
        """What a clause describes, of the programmes named in it, else of those spoken of, else of all."""
        if self.asks_which(text):
            return []
        owners = list(dict.fromkeys(m.programme for m in named if m.entry.target == "programme"))
        places = {(m.span, m.programme) for m in named}
        alone = [m for m in named if not any(span == m.span and owner != m.programme for span, owner in places)]
        of_tracks = list(dict.fromkeys(m.programme for m in alone if m.entry.target == "track"))
        found = self._all(text, named)
        proper = [m.programme for m in named if m.entry.target == "track" and m.entry.kind != "other"]
        deeds = self._done(text, owners or proper or of_tracks or spoken_of[:1])
        if owners:
            kept = [each for each in found if each.mention.programme in owners]
            kept += self._of_others_names(text, named, owners)
            return [*_best([each for each in kept if each.mention.entry.target != "programme"]), *deeds]
        if of_tracks:
            kept = [each for each in found if each.mention.programme in of_tracks and not each.subject]
            return [*_best([each for each in kept if each.mention.entry.target != "programme"]), *deeds]
        for programme in dict.fromkeys(spoken_of):
            if own := [each for each in found if each.mention.programme == programme]:
                return [*_best(own), *deeds]
        if deeds:
            return deeds
        known = [each for each in found if not each.subject]
        return _best([each for each in known if each.sure or each.mention.entry.target == "programme"])

    def _done(self, text: Folded, owners: Sequence[str]) -> list[Mention]:
        """The special cases of these programmes of which a clause says what is done for them; those that say most,
        where one says what another does and more (`賃上げを大幅に`)."""
        found = [
            Mention(each.entry, span, CERTAINTY)
            for each in self._deeds
            if each.entry.programme in owners and (span := each.find(text, self.words.deeds))
        ]
        return [one for one in found if not any(_holds(other, one) for other in found)]

    def asks_which(self, text: Folded) -> bool:
        """Whether it is asked which of them it is. As written: `オーダーメイドの方` is no `どの方`."""
        return self._which.search(text.text) is not None

    def tails(self, text: Folded, named: Sequence[Mention]) -> list[tuple[int, int]]:
        """Where words for a track follow the name of one (`高付加価値化の枠`), as spans of the normalised text."""
        spans = []
        for mention in named:
            if mention.span is None or mention.entry.target != "track":
                continue
            start = len([place for place in text.positions if place < mention.span[1]])
            if match := self._tail.match(text.folded, start):
                spans.append(text.span(match.start(), match.end()))
        return spans

    def without_specials(self, text: Folded, named: Sequence[Mention]) -> list[Mention]:
        """The names, without special cases where a word for a track follows what is a track's name, too
        (`インボイスの枠`)."""
        tracks = {mention.span for mention in named if mention.span and mention.entry.target == "track"}
        called = {
            span for span in tracks if span and self._kind.match(text.folded, sum(p < span[1] for p in text.positions))
        }
        return [mention for mention in named if mention.entry.target != "special" or mention.span not in called]

    def half_remembered(self, text: Folded) -> list[Mention]:
        """Every programme whose name begins with what stands before `なんとか`, or ends in what stands behind it."""
        match = self._forgotten.search(text.folded)
        if match is None:
            return []
        before, behind = text.folded[: match.start()], text.folded[match.end() :]
        best: dict[str, tuple[int, Mention]] = {}
        for entry in self._names:
            name = fold(entry.text)
            if entry.target != "programme" or entry.kind in ("typo", "romaji"):
                continue
            length = next((n for n in range(len(name), _FEWEST_LETTERS - 1, -1) if before.endswith(name[:n])), 0)
            span = text.span(match.start() - length, match.end())
            if not length:
                length = self._ending(name, behind)
                span = text.span(match.start(), match.end() + length)
            if length > best.get(entry.programme, (0,))[0]:
                best[entry.programme] = (length, Mention(entry, span, CERTAINTY))
        most = max((length for length, _ in best.values()), default=0)
        return [mention for length, mention in best.values() if length == most]

    def _ending(self, name: str, behind: str) -> int:
        """How many letters at the end of a name, without the word for what it is (`補助金`), a text begins with."""
        ending = max((fold(word) for word in self.words.things if name.endswith(fold(word))), key=len, default="")
        stem = name.removesuffix(ending)
        return next((n for n in range(len(stem) - 1, _FEWEST_LETTERS, -1) if behind.startswith(stem[-n:])), 0)

    def _of_others_names(self, text: Folded, named: Sequence[Mention], owners: Sequence[str]) -> list[_Found]:
        """What is described by another programme's name: `デジタル化補助金のお助け隊に使える枠`."""
        if len(owners) < 2:
            return []
        found = []
        for owner in owners:
            own = [mention for mention in named if mention.programme == owner]
            found += [
                each
                for each in self._all(text, own)
                if each.sure
                and each.mention.programme == owner
                and any(_overlap(each.mention, other) for other in named if other.programme != owner)
            ]
        return found

    def others(self, text: Folded, named: Sequence[Mention], negations: Sequence[str]) -> list[Mention]:
        """The names, with the other of two tracks where one is named as not meant (`カタログじゃない方`)."""
        taken_back = re.compile(f"{_any(negations)}{self._tail.pattern}")
        found = []
        for mention in named:
            start = len([place for place in text.positions if mention.span and place < mention.span[1]])
            other = self._other(mention) if mention.span and taken_back.match(text.folded, start) else None
            found.append(Mention(other, mention.span, CERTAINTY) if other else mention)
        return found

    def _other(self, mention: Mention) -> NameEntry | None:
        """The official name of the other track, where there are two."""
        of_programme = [each for each in self._names if each.target == "track" and each.kind == "official"]
        every = [each for each in of_programme if each.programme == mention.programme]
        rest = [each for each in every if each.tracks != mention.entry.tracks]
        return rest[0] if len(every) == 2 and len(rest) == 1 and mention.entry.target == "track" else None

    def _all(self, text: Folded, named: Sequence[Mention]) -> list[_Found]:
        folded = blanked(text, named)
        found = []
        for each in self._described:
            if match := each.pattern.search(folded):
                start, end = text.span(match.start(), match.end())
                # A noun that stands right before it is part of it (`課題企業と組むほう`).
                noun = _NOUN_BEFORE.search(text.text[:start])
                span = (noun.start() if noun else start, end)
                entry = replace(each.entry, kind="described")
                subject = match.group("subject") is not None
                beside = subject or match.group("side") is not None
                if beside and any(word in match.group() for word in self._bought):
                    continue
                found.append(_Found(Mention(entry, span, CERTAINTY), match.group("sure") is not None, subject))
        return found


def _best(found: Sequence[_Found]) -> list[Mention]:
    """One for each place: of descriptions that end alike, those that say most; those of one track once."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda one: (one.subject, one.mention.span or (0, 0))):
        rivals = [other for other in kept if _overlap(other.mention, each.mention)]
        if (
            any(
                other.mention.span == each.mention.span and other.mention.programme != each.mention.programme
                for other in rivals
            )
            or not rivals
        ):
            kept.append(each)
    return [each.mention for each in kept]


def _holds(one: Mention, other: Mention) -> bool:
    """Whether one place lies within another of the same programme, and is less."""
    if one.span is None or other.span is None or one.span == other.span or one.programme != other.programme:
        return False
    return one.span[0] <= other.span[0] and other.span[1] <= one.span[1]


def _overlap(one: Mention, other: Mention) -> bool:
    if one.span is None or other.span is None:
        return False
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _any(words: Iterable[str]) -> str:
    """A group for any of the words in folded text."""
    return any_of(tuple(map(fold, words)))


def _alternatives(text: str) -> str:
    """`新製品/新商品…作/つく` as a pattern: `/` stands between ways to say it, `…` for a few letters."""
    return _GAP.join(_any(_with_readings(part.split("/"))) for part in text.split("…"))


def _with_readings(words: Sequence[str]) -> list[str]:
    """The words, and how the longer ones are typed in kana."""
    return [*words, *(said for word in words if len(said := word_reading(word)) >= _SURE_READING)]
