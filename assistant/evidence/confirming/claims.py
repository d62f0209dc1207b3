"""Which listed claim a yes/no question puts: by meaning and words, and by whether it says `only`, `all` or `must`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.claims import Claim, Kind
from assistant.evidence.confirming.verdict import Verdict
from assistant.evidence.matching.catalogue import Catalogue
from assistant.programmes.names import NameEntry
from assistant.question.framing import asked_last, unframed
from assistant.question.language.operations import YesNoCues
from assistant.question.patterns import any_of
from assistant.question.polarity import beyond_condition, concedes, negated, qualifies
from assistant.statements import Unknown
from ingest.bundled import Vectors
from ingest.japanese.normalise import normalise
from ingest.japanese.readings import content_words

_WORDS = 0.5
"""What the words count beside the meaning."""
_OTHER_REACH = 0.2
"""What it takes off that one says `only`, `all` or `must` and the other doesn't."""
_TURNED = 0.1
"""What it takes off that one is a negation of the other: the verdict is then turned round."""
_OTHER_TRACK = 0.15
"""What it takes off that the claim names a track and the question none."""
_AS_WRITTEN = 0.1
"""What it adds that both are written alike, names and all."""
_VERDICTS: dict[str, Verdict] = {"holds": "yes", "wrong": "no", "depends": "depends"}
_OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "depends": "depends"}
_DECIDED = ("holds", "wrong")
_SHORTEST = 4
WIDE = {"all", "whole", "only", "else"}
_ENOUGH = {"enough"}
_MORE_DENIED = {"all", "whole"}
_NEARLY = 0.15
_COVERED = 0.5
_COVERED_WRONG = 0.3
"""The share of the question's words, by weight, that a claim and what settles it must have.

A claim that is wrong stays so with another name in it (`シナリオは標的型メール`).
"""
_LOOKED_AT = 60
_SURELY_PUT = 0.8
"""How alike a wrong claim has to be where none of the words that make it wrong is said."""


@dataclass(frozen=True)
class Put:
    """A claim that a question puts, how surely (1 where in the very same words), and whether the other way round."""

    claim: Claim
    score: float
    turned: bool = False
    denies: bool = False
    """Whether the question itself denies (`パソコンは買えない?`)."""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the question; None where its figures have to be compared, or nothing is to be said."""
        found = _VERDICTS.get(self.claim.kind)
        return _OPPOSITE[found] if found and self.turned else found


@dataclass(frozen=True)
class _Listed:
    claim: Claim
    words: frozenset[str]
    reach: frozenset[str]
    negative: bool
    qualified: bool
    """Whether a negation in it only says which thing is meant (`登録のないソフト`)."""
    conditional: bool
    """Whether it says something under a negated condition (`賃上げしなくても申請できる`)."""
    conceding: bool
    """Whether it says so in the form of a concession (`経験がなくてもいい`)."""
    tracks: frozenset[str]
    others: frozenset[str]
    """The other programmes that the claim names."""
    pairs: frozenset[str]
    focus: str
    against: frozenset[str]
    """Its words that what settles it hasn't: one of them makes it wrong."""
    telling: frozenset[str]
    """Its words by which its tracks are known where no name is said: nothing on others has them."""


class Claims:
    """Compares a question with every listed claim of a programme."""

    def __init__(
        self,
        claims: Sequence[Claim],
        catalogue: Catalogue,
        cues: YesNoCues,
        strip_names: Callable[[str], str],
        named_in: Callable[[str], Sequence[NameEntry]],
        embed: Callable[[Sequence[str]], Vectors],
    ) -> None:
        """`named_in` finds the programmes and tracks that a text names."""
        self._catalogue = catalogue
        self._cues = cues
        texts = [strip_names(without_counts(claim.text)) for claim in claims]
        self._listed = [
            self._list(claim, text, named_in(claim.text)) for claim, text in zip(claims, texts, strict=True)
        ]
        self._vectors = catalogue.centred(embed(texts)) if texts else np.zeros((0, 1), dtype=np.float32)
        self._having: dict[str, list[int]] = defaultdict(list)
        for index, listed in enumerate(self._listed):
            for word in listed.words:
                self._having[word].append(index)

    def _list(self, claim: Claim, bare: str, named: Sequence[NameEntry]) -> _Listed:
        words = frozenset(content_words(bare))
        of_track = [entry for entry in named if entry.programme == claim.programme and entry.target == "track"]
        tracks = frozenset(track for entry in of_track for track in entry.tracks)
        return _Listed(
            claim,
            words,
            reach(claim.text, self._cues),
            self._negative(claim.text),
            qualifies(claim.text, self._cues.negatives, self._cues.neutral),
            beyond_condition(claim.text, self._cues.negatives, self._cues.neutral) is not None,
            concedes(claim.text, self._cues.negatives, self._cues.neutral, self._cues.even),
            tracks,
            frozenset(entry.programme for entry in named if entry.target == "programme") - {claim.programme},
            _pairs(claim.text),
            focus_of(bare, self._cues),
            words - frozenset(content_words(_said(claim))),
            frozenset(word for word in words if tracks and self._catalogue.tells(word, claim.programme, tracks)),
        )

    def put(
        self,
        question: str,
        bare: str,
        vector: Vectors,
        programme: str | None,
        tracks: Sequence[str] = (),
        others: Collection[str] = (),
        claimed: str | None = None,
    ) -> list[Put]:
        """The claims that a question could put, the surest first.

        Args:
            question: the question as it was put.
            bare: the same without names and without the words that only ask.
            vector: the unit vector of `bare`.
            programme: whose claims are looked at; None for those of all.
            tracks: those that the question names; claims about others alone aren't put.
            claimed: what of the question is claimed, where something else in it only frames that or is set aside.
            others: the other programmes that it names; a claim that names one is put only with it.
        """
        if not self._listed:
            return []
        pairs = _pairs(bare_claim(question, self._cues))
        claimed = question if claimed is None else claimed
        last = asked_last(claimed, self._cues.last, self._cues.checking)
        said, negative = reach(claimed, self._cues), self._negative(last)
        conceding = not negative and any(word in claimed for word in self._cues.even)
        more = denied_with_less(claimed, negative, self._cues)
        qualified = qualifies(claimed, self._cues.negatives, self._cues.neutral)
        conditional = beyond_condition(claimed, self._cues.negatives, self._cues.neutral) is not None
        found = []
        words = tuple(word for word in content_words(bare) if word not in self._cues.selves)
        focus = focus_of(bare, self._cues)
        own = set(words)
        for index, alike in self._nearest(words, vector, programme):
            listed = self._listed[index]
            about = listed.tracks or frozenset(listed.claim.entry.tracks)
            if tracks and about and not about & set(tracks):
                continue
            if listed.tracks and not listed.tracks & set(tracks) and not listed.telling & own:
                continue  # `条件あるか` names no track: that `創業型に条件はない` is wrong says nothing of it
            if listed.others != set(others) - {listed.claim.programme}:
                continue
            if focus and listed.focus and focus != listed.focus:
                continue  # something else is said to be the only one (`IPAだけで審査`, `合格した講座だけ`)
            known = listed.words | self._catalogue.known(listed.claim.entry)
            turned = listed.claim.kind in _DECIDED and listed.negative != negative
            if turned and (qualified or listed.qualified):
                continue  # `未登録のソフトも使える` denies nothing: it speaks of another software
            if turned and conditional != listed.conditional:
                continue  # `登録しないままでも使える` is no denial of `免税でも使える`
            if turned and conceding and listed.conceding:
                continue  # `未経験の社員でも参加できる` denies nothing of `経験がなくてもいい`
            if turned and _otherwise_wide(listed.reach, said - (more if listed.claim.kind == "holds" else set())):
                continue  # `全部だめ` is more than that `全部使える` is wrong, `個人は使えない` than `個人しか使えない`
            plainly_wrong = listed.claim.kind == "wrong" and not turned
            denied = plainly_wrong or (listed.claim.kind == "holds" and turned)
            covered = self._catalogue.words.covered(words, known)
            if _overreaches(listed.claim.kind, listed.reach, said, turned):
                continue
            if covered < (_COVERED_WRONG if plainly_wrong else _COVERED):
                continue  # something else is asked besides
            if plainly_wrong and alike < _SURELY_PUT and listed.against and not listed.against & own:
                continue  # what makes it wrong (`UTM` in `端末監視はUTMを置く`) isn't said
            apart = (listed.reach ^ said) - (more | _ENOUGH if denied else set())
            score = alike - _OTHER_REACH * len(apart) + _TURNED * turned
            score += _AS_WRITTEN * (len(pairs & listed.pairs) / max(1, len(pairs | listed.pairs)) - 0.5)
            score -= _OTHER_TRACK * bool(listed.tracks - set(tracks))
            found.append(Put(listed.claim, score, turned, negative))
        return sorted(found, key=lambda put: -put.score)

    def _nearest(self, words: Collection[str], vector: Vectors, programme: str | None) -> list[tuple[int, float]]:
        """The claims of a programme that are most alike in words and meaning, with how much."""
        alike = (1 - _WORDS) * (self._vectors @ self._catalogue.centred(vector[None, :])[0])
        own = set(words)
        for index in {index for word in own for index in self._having.get(word, ())}:
            alike[index] += _WORDS * self._catalogue.words.likeness(own, self._listed[index].words)
        order: list[int] = np.argsort(-alike).tolist()
        if programme is not None:
            order = [index for index in order if self._listed[index].claim.programme == programme]
        return [(index, float(alike[index])) for index in order[:_LOOKED_AT]]

    def _negative(self, text: str) -> bool:
        return negated(text, self._cues.negatives, self._cues.neutral, self._cues.only)


def denied_with_less(text: str, negative: bool, cues: YesNoCues) -> frozenset[str]:
    """What a text may say more than a claim that is wrong, and be wrong with it: that all of it is so.

    That `対象外` is wrong denies `絶対対象外`, too; `全部が無料じゃない` may only say that some isn't.
    """
    utterly = any(word in normalise(text) for word in cues.utterly)
    return frozenset(_MORE_DENIED if utterly or not negative else ())


def _otherwise_wide(claimed: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a claim that is turned round says more or less than the question, so that it decides nothing."""
    return bool({"all", "whole"} & (said | claimed) or "only" in said ^ claimed)


def _overreaches(kind: Kind, claimed: frozenset[str], said: frozenset[str], turned: bool) -> bool:
    """Whether a claim is wrong only because it says `all` or `only`, or holds only because the question's isn't said.

    Turned round, what was wrong holds: that `対象外` is wrong makes `試作の分だけが対象` no more true.
    """
    if kind == "compare":
        return bool((said - claimed) & _ENOUGH)  # `創業2年目なら、それだけで使える`
    if kind not in _DECIDED:
        return False
    if kind == ("holds" if turned else "wrong"):
        return bool((claimed - said) & WIDE)
    return bool((said - claimed) & (WIDE | _ENOUGH))


def _said(claim: Claim) -> str:
    entry = claim.entry
    return entry.say if isinstance(entry, Unknown) else f"{entry.say}{entry.more or ''}"


def _pairs(text: str) -> frozenset[str]:
    plain = normalise(text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def reach(text: str, cues: YesNoCues) -> frozenset[str]:
    """What a text says by `only`, `all`, `the whole`, `must`, `other than` or `that is enough`: with one of them it's
    another claim."""
    plain = _without_besides(text, cues.exclusive, cues.besides)
    named = (
        ("only", cues.exclusive),
        ("enough", cues.sufficing),
        ("all", cues.universal),
        ("whole", cues.entire),
        ("must", cues.necessary),
        ("else", cues.excepting),
    )
    return frozenset(name for name, words in named if any(word in plain for word in words))


@lru_cache(maxsize=20_000)
def _without_besides(text: str, exclusive: tuple[str, ...], besides: tuple[str, ...]) -> str:
    """A text without an `only` that says so of nothing (`製造業だけじゃなく`, `2年目だけど`)."""
    return re.sub(rf"{any_of(exclusive)}{any_of(besides)}", "", normalise(text))


def focus_of(text: str, cues: YesNoCues) -> str:
    """What a text says to be the only one: the content word before `だけ`; nothing where it says of none."""
    plain = normalise(text)
    places = [place for word in cues.exclusive if (place := plain.find(word)) > 0]
    return next(iter(content_words(plain[: min(places)])[-1:]), "") if places else ""


def nearest(puts: Sequence[Put]) -> Put | None:
    """The surest; one that is put as it is listed goes before one of the same entry that is turned round.

    In `機械を買わずに外注費だけで出せますか` the negation is only how it is done.
    """
    first = puts[0] if puts else None
    if first is None or not first.turned:
        return first
    plain = (
        put
        for put in puts
        if not put.turned and put.claim.entry == first.claim.entry and put.score >= first.score - _NEARLY
    )
    return next(plain, first)


def without_counts(text: str) -> str:
    """A claim with `何` in place of its numbers: `3回` and `4回` are put alike, and compared afterwards."""
    return re.sub(r"\d[\d,.]*", "何", normalise(text))


def bare_claim(text: str, cues: YesNoCues) -> str:
    """A claim without the words at its end that ask for confirmation (`…んですよね`, `…と聞きました`)."""
    plain = re.split(r"[?。!]", unframed(text.strip(), cues.frames))[0].rstrip("~ー 、")
    endings = [word for word in (*cues.assertions, *cues.endings) if len(word) > 1 and plain.endswith(word)]
    longest = max(endings, key=len, default="")
    if not longest or len(plain) - len(longest) < _SHORTEST:
        return plain
    return re.sub(r"(?:なん|ん|の)$", "", plain[: -len(longest)])
