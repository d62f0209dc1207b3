"""An amount that somebody is said to be granted: `400万円使って200万円もらった`, `…を出すと3,500万円もらえると言う`."""

from __future__ import annotations

import re

from assistant.question.language.amount_roles import GrantCues
from assistant.question.patterns import any_of

_LOOSE = r"円?(?:くらい|ぐらい|ほど|近く|程度|まで)?[もがはを]?\s*"


def is_received(text: str, span: tuple[int, int], cues: GrantCues) -> bool:
    """Whether the words right behind the amount that stands there say that it is granted."""
    return re.match(rf"{_LOOSE}{any_of(cues.received)}", text[span[1] :]) is not None
