"""Figures that a question takes from the documents and asks about: `見出しの4,000万円と表の3,000万円はどう違う？`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.blanking import BLANK
from assistant.question.language.amount_roles import QuantityCues
from assistant.question.patterns import any_of

Span = tuple[int, int]

_OF_A_NAME = re.compile(rf"{re.escape(BLANK)}(?:の|は|が)?(?:最大|上限)?$")
_BRACKETS = {"「": "」", "『": "』", '"': '"', "“": "”"}
_INSIDE = 8
"""The most letters of a heading in front of a figure in brackets (`「直接被害200万円」`)."""
_JOINED = re.compile(r"円?(?:と|、|・|や|に対して)$")


def asks_about_quoted(text: str, unsure: Sequence[Span], cues: QuantityCues) -> bool:
    """Whether a text asks why figures of the documents differ, or fit together.

    `unsure` are the places of the amounts that nothing beside them says to be costs. In `50万円だと？100万円だと、どう違う？`
    they are plans all the same.
    """
    quoted = cues.quoted
    if not unsure or not re.search(any_of(quoted.asks), text):
        return False
    if any(re.match(rf"円?{any_of(quoted.supposing)}", text[end:]) for _, end in unsure):
        return False
    if re.search(any_of(quoted.places), text):
        return True
    return all(_is_pointed_at(text, span) for span in unsure)


def _is_pointed_at(text: str, span: Span) -> bool:
    """Whether an amount is that of a name, stands in brackets, or is joined to one (`ものづくりの3,000万円と1億円`)."""
    before, after = text[: span[0]], text[span[1] :].removeprefix("円")
    opened = max(before.rfind(mark) for mark in _BRACKETS)
    in_brackets = opened >= 0 and len(before) - opened <= _INSIDE and after.startswith(_BRACKETS[before[opened]])
    return bool(in_brackets or _OF_A_NAME.search(before) or _JOINED.search(before))
