"""What politely asks to be told: `ご案内いただけますでしょうか`, `お聞きしてもいいですか`.

It has the form of a yes/no question and holds words that name topics elsewhere (いただけます holds タダ), yet says only
that an answer is wanted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question.language.dialogue import Requests
from assistant.question.patterns import any_of

# `教えてもらえるんですか` asks whether someone teaches.
_REALLY_ASKS = r"(?!(?:え|け|れ)?る(?:ん|の|か))"


def request_span(text: str, requests: Requests) -> tuple[int, int] | None:
    """Where a request stands in a normalised clause; None where there is none."""
    found = _pattern(requests).search(text)
    return found.span() if found else None


@lru_cache(maxsize=4)
def _pattern(requests: Requests) -> re.Pattern[str]:
    asks = rf"[ごお御]?{any_of(requests.verbs)}(?:して|て|で|し|の|を|は|も){{0,2}}{any_of(requests.favours)}"
    tail = rf"(?:[ぁ-んァ-ヶー]|{any_of(requests.manners)}){{0,18}}(?=[、。,.?]|$)"
    return re.compile(f"(?:{asks}{_REALLY_ASKS}|{any_of(requests.whole)}){tail}")
