"""Whether a word is taken back by what stands around it: `小規模・再生には該当せず`, `赤字でねくて`, `特例は使わない`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.question.folded import Folded
from assistant.question.language.applicant import Denials

_NOUN = r"[一-龠々ァ-ヶーA-Za-z0-9]{1,12}"
"""Anything else in a list of what is denied."""
_BRACKET = r"(?:\([^()]*\)|「[^「」]*」)?"
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


def self_answered(message: str, words: Sequence[str], denials: Denials) -> str:
    """The message with questions that it denies itself as statements: `最低賃金近傍？うちは該当なし`, `小規模？いや違います`."""

    refused = re.compile(rf"(?:か|ですか)?\?[\s、]*(?:{_any(denials.refusals)})[、,。\s]*")

    def no(mark: re.Match[str]) -> str:
        return "ではなく、" if message[: mark.start()].endswith(tuple(words)) else mark[0]

    message = refused.sub(no, message)

    def plain(mark: re.Match[str]) -> str:
        return "は、" if message[: mark.start()].endswith(tuple(words)) else mark[0]

    return _own_question(denials).sub(plain, message)


@lru_cache(maxsize=10)
def _own_question(denials: Denials) -> re.Pattern[str]:
    answers = rf"(?:{_any(denials.words)}|{_any(denials.fitting)}|{_any(denials.sure)}|違)"
    return re.compile(rf"\?[\s、]*(?={_any_of(denials.particles)}*{answers})")


def _any_of(words: Sequence[str]) -> str:
    return rf"(?:{_any(words)}|[、\s])"


@lru_cache(maxsize=100)
def _pattern(denials: Denials, listed: tuple[str, ...] | None) -> re.Pattern[str]:
    behind = rf"(?:{_any(denials.behind)}|{_BRACKET[:-1]})*"
    particles = rf"(?:{_any(denials.particles)}|{_any(denials.wholly)}|[、\s])*"
    words = rf"(?:{_any(denials.sure)}|(?!{_any(denials.unless)})(?:{_any(denials.words)}))"
    fitting = _any(denials.fitting)
    if listed is None:
        return re.compile(rf"{behind}{particles}(?:{words}|{fitting}){_ASKS}")
    strong, loose = _any(denials.joins), rf"(?:{_any(denials.loose_joins)})"
    same = _any(listed)
    near = rf"(?:(?:(?:{strong})(?:{same}|{_NOUN})|{loose}(?:{same})){behind})*"
    whole = rf"(?:(?:{strong}|{loose})(?:{same}|{_NOUN}){behind})*"
    return re.compile(
        rf"{behind}(?:{near}{particles}(?:{words}|{fitting})"
        rf"|{whole}{particles}(?:{fitting}|(?:{_any(denials.wholly)}){particles}{words})){_ASKS}"
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
