"""Whether a word is taken back by what stands around it: `小規模・再生には該当せず`, `赤字でねくて`, `特例は使わない`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.question.folded import Folded
from assistant.question.language.applicant import Denials
from assistant.question.patterns import any_of

_NOUN = r"[一-龠々ァ-ヶーA-Za-z0-9]{1,12}"
"""Anything else in a list of what is denied."""
_BRACKETED = r"\([^()]*\)|「[^「」]*」"
# What a question is about stands in front of the class that it asks (`従業員25人の製造業は小規模?`).
_TOPIC_MARK = re.compile(r"[はもが、]|って")
# `小規模には当たりませんか`: asks, and denies nothing.
_ASKS = r"(?!(?:ん|な?い|へん)?(?:です|でしょう|の|ん)?(?:か|\?)[?。\s]*$)"


def denied(text: Folded, start: int, end: int, denials: Denials, listed: Sequence[str] | None = ()) -> bool:
    """Whether a word at these places of the folded text is denied.

    Args:
        text: the text.
        start: where the word begins in the folded text.
        end: where it ends there.
        denials: the words that deny.
        listed: words that may stand in one loose list with it (`小規模・再生には…`); None where it is never listed.
    """
    first, last = text.span(start, end)
    plain = text.text
    if any(plain[:first].endswith(word) for word in denials.before):
        return True
    return _pattern(denials, None if listed is None else tuple(listed)).match(plain, last) is not None


def without_replaced(text: str, words: Sequence[str], denials: Denials) -> str:
    """The text without things that others take the place of: `タブレットじゃなくてレジでした` tells of the レジ."""
    things = any_of(words)
    instead = rf"(?:{any_of(denials.particles)})*{any_of(denials.replacing)}(?!ても)て?[、,\s]*(?!も)"
    return re.sub(rf"{things}{instead}(?=[^。?]*{things})", "", text)


def asked_of(text: Folded, start: int, end: int, denials: Denials) -> bool:
    """Whether a class at these places is what a question asks (`うちは小規模に当たりますか`), so that it isn't told."""
    first, last = text.span(start, end)
    ahead = text.text[:first]
    concerns = _TOPIC_MARK.search(ahead) is not None or any(word in ahead for word in denials.concerning)
    return concerns and _asks_whether(denials).fullmatch(text.text, last) is not None


def self_answered(message: str, words: Sequence[str], denials: Denials) -> str:
    """The message with questions that it denies itself as statements: `最低賃金近傍？うちは該当なし`, `小規模？いや違います`."""
    refused, own_question = _self_answers(denials)
    return _behind(words, own_question, "は、", _behind(words, refused, "ではなく、", message))


def _behind(words: Sequence[str], pattern: re.Pattern[str], instead: str, message: str) -> str:
    """The message with what fits the pattern replaced where it stands right behind one of the words."""
    ends = tuple(words)
    return pattern.sub(lambda found: instead if message[: found.start()].endswith(ends) else found[0], message)


@lru_cache(maxsize=10)
def _asks_whether(denials: Denials) -> re.Pattern[str]:
    return re.compile(rf"{any_of(denials.asked)}*(?:(?<=か)|(?<=かな)|(?<=かね)|\?)[?。\s]*")


@lru_cache(maxsize=10)
def _self_answers(denials: Denials) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What refuses the question before it (`か？いいえ、`), and the mark of one that is denied (`？うちは該当なし`)."""
    refused = rf"(?:か|ですか)?\?[\s、]*{any_of(denials.refusals)}[、,。\s]*"
    particles = rf"(?:{any_of(denials.particles)}|[、\s])*"
    answers = any_of((*denials.words, *denials.fitting, *denials.sure, *denials.own_answers))
    return re.compile(refused), re.compile(rf"\?[\s、]*(?={particles}{answers})")


@lru_cache(maxsize=100)
def _pattern(denials: Denials, listed: tuple[str, ...] | None) -> re.Pattern[str]:
    behind = rf"(?:{any_of(denials.behind)}|{_BRACKETED})*"
    particles = rf"(?:{any_of((*denials.particles, *denials.wholly))}|[、\s])*"
    words = rf"(?:{any_of(denials.sure)}|(?!{any_of(denials.unless)}){any_of(denials.words)})"
    fitting = any_of(denials.fitting)
    if listed is None:
        return re.compile(rf"{behind}{particles}(?:{words}|{fitting}){_ASKS}")
    strong, loose, same = any_of(denials.joins), any_of(denials.loose_joins), any_of(listed)
    near = rf"(?:(?:{strong}(?:{same}|{_NOUN})|{loose}{same}){behind})*"
    whole = rf"(?:(?:{strong}|{loose})(?:{same}|{_NOUN}){behind})*"
    return re.compile(
        rf"{behind}(?:{near}{particles}(?:{words}|{fitting})"
        rf"|{whole}{particles}(?:{fitting}|{any_of(denials.wholly)}{particles}{words})){_ASKS}"
    )
