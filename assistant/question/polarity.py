"""What decides between はい and いいえ besides figures: negations, and the organisations that a claim names.

`返さなくていいですか` and `返さないといけませんか` want opposite answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.japanese.normalise import normalise
from ingest.japanese.readings import content_words, noun_runs

_NOUN_NEXT = re.compile(r"(?:かった|い)?の?(?!場合|時|限|訳|以上|程|済)[一-龠ァ-ヶA-Za-z]")
_AS_NEAR = 0.15
_CONCEDING = 10
"""The most letters between a negation and the word that makes a mere condition of it (`できない社員でも`)."""
_WHOLE = 3
"""An ending this long names an office on its own (`商工会`)."""


@lru_cache(maxsize=16)
def _counter(negatives: tuple[str, ...], neutral: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern over both, the longest first, so that `ないといけない` is found before `ない`."""
    words = sorted({normalise(word) for word in (*negatives, *neutral)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=16)
def _normalised(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalise, words))


@lru_cache(maxsize=20_000)
def negated(text: str, negatives: tuple[str, ...], neutral: tuple[str, ...], only: tuple[str, ...] = ()) -> bool:
    """Whether a text has an odd number of negations.

    `neutral` are phrases that look like one and aren't: obligations (`ないといけない`) and polite forms (`ませんか`).
    `only` are words that go with a negation and mean `only`.
    Kana aren't folded: `センタ` holds no `せん`.
    """
    positive = _normalised(neutral)
    plain = normalise(text)
    found = [match.group() for match in _counter(negatives, neutral).finditer(plain)]
    turns = sum(word not in positive for word in found)
    if turns and any(word in plain for word in only):
        turns -= 1  # `製造業しか使えん` says what can be used
    return turns % 2 == 1


@lru_cache(maxsize=20_000)
def qualifies(text: str, negatives: tuple[str, ...], neutral: tuple[str, ...]) -> bool:
    """Whether a negation stands before a noun that it only says more of (`登録のないソフト`, `未登録のツール`).

    In `賃上げしない場合` it is a case that is denied.
    """
    positive = _normalised(neutral)
    plain = normalise(text)
    return any(
        _NOUN_NEXT.match(plain, match.end())
        for match in _counter(negatives, neutral).finditer(plain)
        if match.group() not in positive
    )


def beyond_condition(text: str, negatives: tuple[str, ...], neutral: tuple[str, ...]) -> str | None:
    """What a text says under a negated condition (`参加できる` of `経験がなくても参加できる`); None where it has none."""
    positive = _normalised(neutral)
    plain = normalise(text)
    found = (match for match in _counter(negatives, neutral).finditer(plain) if match.group() not in positive)
    first = next(found, None)
    rest = plain[first.end() :] if first else ""
    return rest if content_words(rest) else None


def concedes(text: str, negatives: tuple[str, ...], neutral: tuple[str, ...], even: tuple[str, ...]) -> bool:
    """Whether a negation of a text is one that is conceded (`経験がなくてもいい`)."""
    positive = _normalised(neutral)
    plain = normalise(text)
    found = (match for match in _counter(negatives, neutral).finditer(plain) if match.group() not in positive)
    return any(plain.startswith(even, match.end()) for match in found)


def turned_round(
    question: str,
    examples: Sequence[str],
    negatives: tuple[str, ...],
    neutral: tuple[str, ...],
    only: tuple[str, ...] = (),
    even: tuple[str, ...] = (),
) -> bool:
    """Whether a question is put the other way round than the example that it is most like.

    One that says by a negation whom it is about (`経験のない人は参加できない`) is held against examples with such a
    condition (`経験がなくても参加できる`) by what they say under it; so is one that concedes something by a word of
    `even` (`未経験の社員でも参加できる`).
    """
    words = set(content_words(question))
    under = beyond_condition(question, negatives, neutral) if qualifies(question, negatives, neutral) else None
    conditional = {each: rest for each in examples if (rest := beyond_condition(each, negatives, neutral))}
    if any(word in normalise(question) for word in even):
        under = _under_concession(question, negatives, neutral, even)
        conditional = {example: conditional.get(example, example) for example in examples}
    elif under is None or not conditional:
        under, conditional = question, {example: example for example in examples}
    shares: list[tuple[float, bool]] = []
    own = negated(under, negatives, neutral, only)
    for example, rest in conditional.items():
        others = set(content_words(example))
        share = len(words & others) / max(1, len(words | others))
        shares.append((share, negated(rest, negatives, neutral, only) != own))
    best = max((share for share, _ in shares), default=0.0)
    if not best:  # it is put in words of its own
        return sum(turned for _, turned in shares) * 2 > len(shares)
    return all(turned for share, turned in shares if share >= best - _AS_NEAR)


def _under_concession(text: str, negatives: tuple[str, ...], neutral: tuple[str, ...], even: tuple[str, ...]) -> str:
    """What a text says whatever it concedes by a negation (`いける` of `経験がなくてもいける`); else the text itself."""
    rest = beyond_condition(text, negatives, neutral)
    places = [place for word in even if rest and 0 <= (place := rest.find(word)) <= _CONCEDING]
    return rest[min(places) :] if rest and places else text


def organisations(text: str, endings: Sequence[str]) -> tuple[str, ...]:
    """The organisations that a text names (`文部科学省`), known by their last letters."""
    return tuple(
        run
        for run in noun_runs(text)
        if any(run.endswith(ending) and (len(run) > len(ending) or len(ending) >= _WHOLE) for ending in endings)
    )


def named_in(name: str, others: Sequence[str]) -> bool:
    """Whether one of the organisations is this one, in full or in short (`経産省` of `経済産業省`)."""
    return any(_within(name, other) or _within(other, name) for other in others)


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
