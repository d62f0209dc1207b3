"""A plan told by the one before: `倍だと`, `半分の金額なら`, `2割安くなったら`, `あと200万円増やすと`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from assistant.question.folded import fold
from assistant.question.language.amount_roles import ChangeCues, QuantityCues
from assistant.question.patterns import any_of
from ingest.japanese.numerals import NUMBER, parse_number

Direction = Literal["more", "less"]
CostBefore = Literal["first", "previous"]
_LOOSE = r"(?:くらい|ぐらい|ほど|程度|分|だけ|ばかり)?"
_THING = "[一-龠々ァ-ヶーA-Za-z]{1,10}"
_OF_A_SHARE = {"割": 10, "%": 100, "パーセント": 100}


def direction(text: str, span: tuple[int, int], cues: ChangeCues) -> Direction | None:
    """Whether an amount is what a plan grows or shrinks by (`あと200万円`, `50万円値引き`); None where it is a plan's own.

    `500万円に増やす` tells the plan itself.
    """
    behind = re.compile(rf"円?{_LOOSE}(?:を|が|も|の)?\s*(?:(?P<more>{any_of(cues.more)})|{any_of(cues.less)})")
    if found := behind.match(text, span[1]):
        return "more" if found["more"] else "less"
    if _is_uncovered(text, span, cues):
        return "less"
    further = re.search(rf"{any_of(cues.further)}\s*$", text[: span[0]])
    return "more" if further and not text.startswith(cues.reaching, span[1]) else None


def _is_uncovered(text: str, span: tuple[int, int], cues: ChangeCues) -> bool:
    """Whether an amount is the part of a cost that isn't covered (`800万円のうち対象外が100万円`)."""
    uncovered = any_of(cues.uncovered)
    before, after = text[: span[0]], text[span[1] :]
    if not any(word in before for word in cues.out_of):
        return False
    told_before = re.search(rf"{uncovered}[^\d、。]{{0,6}}$", before)
    return bool(told_before or re.match(rf"円?{_LOOSE}[はがの]?[^\d、。]{{0,4}}{uncovered}", after))


def comes_on_top(text: str, span: tuple[int, int], words: QuantityCues) -> bool:
    """Whether an amount comes on top of a plan told before (`チラシ10万円も追加`, `あとレジ10万`)."""
    before, after = fold(text[: span[0]]), fold(text[span[1] :])
    said = before.endswith(tuple(map(fold, words.on_top_said)))
    if said or fold(text).startswith(tuple(map(fold, words.on_top_starts))):
        return True
    otherwise = any(after.startswith(fold(word)) for word in words.alternatives)
    on_top = before.endswith(tuple(map(fold, words.on_top_before))) or after.startswith(
        tuple(map(fold, words.on_top_after))
    )
    begins = fold(text).startswith(tuple(map(fold, words.additions)))
    its_price = before in {f"{fold(word)}も" for word in words.changes.of_a_cost}  # `値段も30万円です`
    return (on_top or begins) and not (otherwise or its_price)


def says_sum(text: str, words: QuantityCues) -> bool:
    """Whether a text speaks of what several things come to together (`全部で`)."""
    return any(word in text for word in words.totals if len(word) > 1)


def asks_for_sum(text: str, span: tuple[int, int], words: QuantityCues) -> bool:
    """Whether what an amount comes to together with others is spoken of behind it (`レジ25万円を入れると合計いくら`)."""
    return says_sum(text[span[1] :], words)


def times(text: str, cues: ChangeCues) -> Fraction | None:
    """How many times the plan before a plan is; None where it isn't told so."""
    supposed = rf"(?:{any_of(cues.supposed)}|$)"
    multiple = re.search(rf"(?<!人一)({NUMBER})?\s*(?:倍|ばい)額?{supposed}", text)
    half = re.search(rf"{any_of(cues.half)}{supposed}", text)
    share = re.search(_share(cues), text)
    found = multiple or half or share
    if found is None or _of_other_things(text[: found.start()], cues):
        return None
    if multiple:
        return _number(multiple[1]) if multiple[1] else Fraction(2)
    return Fraction(1, 2) if half else _of_share(share)


def cost_before(text: str, cues: ChangeCues) -> CostBefore | None:
    """Which of the costs told before a text means (`最初の額に戻します`); None where it means none."""
    if any(word in text for word in cues.to_first):
        return "first"
    return "previous" if any(word in text for word in cues.to_previous) else None


def count_change(text: str, end: int, cues: ChangeCues) -> Direction | None:
    """Whether the count that ends there is what another one grows or shrinks by (`3軒抜けて`, `2社加わる`)."""
    behind = rf"{_LOOSE}(?:が|も|は|を)?{any_of(cues.in_between)}?"
    found = re.match(
        rf"{behind}(?:(?P<more>{any_of((*cues.more, *cues.joined))})|{any_of((*cues.less, *cues.left))})", text[end:]
    )
    return None if found is None else "more" if found["more"] else "less"


def count_reached(text: str, end: int, cues: ChangeCues) -> bool:
    """Whether the count that ends there is what another one came to (`15社から5社に減った`)."""
    words = any_of((*cues.becoming, *cues.more, *cues.joined, *cues.less, *cues.left))
    return re.match(rf"{_LOOSE}(?:に|まで|へ){words}", text[end:]) is not None


def _of_other_things(before: str, cues: ChangeCues) -> bool:
    """Whether something else than what a plan costs changes (`売上が3割減って`)."""
    about = re.search(r"([一-龠々ァ-ヶー]+)[がはもの]\s*$", before)
    return about is not None and not about[1].endswith(cues.of_a_cost)


def share_left(text: str, end: int, cues: ChangeCues) -> Fraction:
    """What is left of the amount that ends there where a share is taken off it or put on it (`60万円の2割引`)."""
    told = re.match(
        rf"円?(?:\([^()]*\))?(?:の(?:{any_of(cues.of_a_cost)}|{_THING}))?(?:のところ|から|より|[のをがにで、\s])*"
        rf"{any_of(cues.in_between)}?{_share(cues)}",
        text[end:],
    )
    return _of_share(told) or Fraction(1)


def pieces_left(text: str, span: tuple[int, int], words: QuantityCues) -> Fraction:
    """What is left of the price of several pieces where some of them aren't covered (`2台で30万円、1台は対象外`)."""
    counter = any_of(words.things)
    told = re.search(rf"({NUMBER})\s*({counter})(?:分)?{any_of(words.totals)}$", text[: span[0]])
    uncovered = rf"(?:分)?[はがも]?{any_of(words.changes.uncovered)}"
    out_of = re.match(
        rf"円?(?:です|だ)?[がで、]*{any_of(words.changes.out_of)}?、?({NUMBER})\s*({counter}){uncovered}",
        text[span[1] :],
    )
    if told is None or out_of is None or told[2] != out_of[2]:
        return Fraction(1)
    whole, part = _number(told[1]), _number(out_of[1])
    return 1 - part / whole if whole and part is not None and part < whole else Fraction(1)


def _share(cues: ChangeCues) -> str:
    """The pattern of a share that something grows or shrinks by (`2割安く`, `10%引き`)."""
    shares = any_of(tuple(_OF_A_SHARE))
    more, less = any_of((*cues.more, *cues.more_of_a_share)), any_of((*cues.less, *cues.less_of_a_share))
    return rf"({NUMBER})\s*({shares}){_LOOSE}[もをの]?\s*(?:(?P<more>{more})|{less})"


def _of_share(found: re.Match[str] | None) -> Fraction | None:
    share = _number(found[1]) if found else None
    part = share / _OF_A_SHARE[found[2]] if found and share is not None else None
    if found is None or part is None or not 0 < part < 1:
        return None
    return 1 + part if found["more"] else 1 - part


def _number(text: str) -> Fraction | None:
    try:
        return parse_number(text)
    except ValueError:
        return None
