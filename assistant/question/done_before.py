"""When a person did what they tell of: `去年宣言を出したんだが、いくら出る?` asks nothing of last year."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question.patterns import any_of
from assistant.question.rounds import ROUND_NOUNS

# The year itself may be asked of (`去年の締切`, `去年は`): then it is no adverb of what was done.
_ADVERB = "(?:に|、)?(?![のはもがかまだでとや、。?!])"
_PART = "の[0-9一-龠]{1,4}(?:ごろ)?に"
_SUBJECT = "(?:が|は|も|って)"
_PAST = "[^。?!]*(?:でした|だった)(?:か|\\?)"
_DONE = "(?=[^、。?!]*[ただ](?:(?:の|ん)?(?:です|だ)?(?:が|け[どれ]|ので|から)|[ぁ-ん]{0,8}[、。]).)"


def without_years_told(message: str, years: tuple[str, ...], founding: tuple[str, ...]) -> str:
    """A normalised message without the years in which its own person did something that leads to a question.

    Args:
        message: the message.
        years: words for years that are over.
        founding: what is done in the year that a firm begins.
    """
    return _founded(years, founding).sub("", _told(years).sub("", message))


@lru_cache(maxsize=4)
def _founded(years: tuple[str, ...], founding: tuple[str, ...]) -> re.Pattern[str]:
    """A year behind which somebody is described by what they founded in it, or in a part of it (`去年開業したパン屋なら`,
    `去年の秋に独立して`)."""
    founded = f"{any_of(founding)}(?:[ぁ-ん]{{1,4}}[ただ][ぁ-ん]{{0,4}}[一-龠ァ-ヶ]|[しっい]?て(?![もは]))"
    return re.compile(f"{any_of(years)}(?:{_PART}|{_ADVERB})(?=[^、。?!]{{0,6}}{founded})")


@lru_cache(maxsize=4)
def _told(years: tuple[str, ...]) -> re.Pattern[str]:
    of_rounds = f"[^、。?!]*{any_of(ROUND_NOUNS)}{_SUBJECT}"  # `去年公募があったけど、何月?` asks of them
    return re.compile(f"{any_of(years)}{_ADVERB}(?!{of_rounds}|{_PAST}){_DONE}")
