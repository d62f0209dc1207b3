"""What a clause says that is no question for the sources: small talk, orders to this system, what is declined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.folded import Folded, fold
from assistant.question.language.declines import Decline, Injection
from assistant.question.language.dialogue import Afterthought, SmallTalk

_LEAST_OF = 5
_LINGERING = "。!、ーわよねぞ "
_MOST_AROUND = 1.5
"""How much longer than its words a clause may be that only asks back."""

# What follows a verb in て that tells what someone does (`審査しているのはどこ`), and asks for nothing to be done.
_BY_SOMEONE = re.compile("い(?:る|ま)|る|ん(?:の|で|や|です)|おり|お(?:られ|る)|はる|ます|とる")


def talks(text: Folded, every: Sequence[SmallTalk]) -> SmallTalk | None:
    """Small talk whatever else the clause holds."""
    return next((talk for talk in every if text.has_any(talk.always)), None)


def small_talk(text: Folded, every: Sequence[SmallTalk]) -> SmallTalk | None:
    """Small talk is the whole clause or nearly so; a greeting before a question is no small talk."""
    if talked := talks(text, every):
        return talked
    for talk in every:
        for word in talk.words:
            if text.has(fold(word)) and len(fold(word)) * 2.5 >= len(text.folded) - 4:
                return talk
    return None


def afterthought(text: Folded, every: Sequence[Afterthought]) -> Afterthought | None:
    """What a short clause asks back about the last answer: the one whose words make up most of it."""
    plain = text.folded.rstrip("。.!、")
    found = [(len(word), each) for each in every for said in each.words if (word := fold(said)) in plain]
    length, chosen = max(found, key=lambda pair: pair[0], default=(0, None))
    return chosen if chosen and len(plain) <= _LEAST_OF + length * _MOST_AROUND else None


def tells_hearsay(clause: str, endings: tuple[str, ...]) -> bool:
    """Whether a clause ends in that something was heard or read (`…と聞きましたよ`)."""
    return clause.rstrip(_LINGERING).endswith(endings)


def gives_orders(text: Folded, orders: Injection) -> bool:
    """Whether a clause gives this system orders."""
    ending = text.folded.rstrip("。.!?、,~ー")
    said = any(_stands(text, word) for word in orders.words) or ending.endswith(tuple(map(fold, orders.endings)))
    return said or any(pattern.search(text.text) for pattern in orders.patterns)


def _stands(text: Folded, word: str) -> bool:
    """Whether a word stands in a text; one that begins with a bracket (`<system>`) only with it."""
    return word.casefold() in text.text.casefold() if word[0] in "[<" else text.has(fold(word))


def declined(text: Folded, declines: Sequence[Decline]) -> Decline | None:
    """What a clause asks for that isn't this counter's job."""
    for decline in declines:
        if any(pattern.search(text.text) for pattern in decline.unless):
            continue
        if any(_asked_of_us(text, fold(word)) for word in decline.words):
            return decline
        if any(pattern.search(text.text) for pattern in decline.patterns):
            return decline
    return None


def about_something_else(text: Folded, declines: Sequence[Decline], trade_after: Sequence[str]) -> Decline | None:
    """What a clause is about, where that is no subject of this counter and not only the trade of whoever asks."""
    for decline in declines:
        for word in decline.subjects:
            places = text.find_all(fold(word))
            if any(not text.folded.startswith(tuple(map(fold, trade_after)), end) for _, end in places):
                return decline
    return None


def _asked_of_us(text: Folded, word: str) -> bool:
    """Whether a word stands in the text, other than in what someone else does."""
    found = text.find_all(word)
    if not word.endswith("て"):
        return bool(found)
    return any(not _BY_SOMEONE.match(text.folded, end) for _, end in found)
