"""What a message tells of the use its answer is put to: `チラシに載せるので`, `税理士に見せる`, `客待ち中`.

Its words name no topic and no situation of the person, yet they would: 税理士 points at consulting fees, `資料` at the
documents, `入れる` at buying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.question.language.dialogue import Asides

_PIECE = re.compile(r"[^、。,!?\s]+[、。,!?\s]*|[?\s]+")
_KANA = "[ぁ-んー]"
# What may follow the verb where the aside ends: the rest of its ending, and a noun that it describes (`出す書類だ`).
_ENDING = rf"{_KANA}{{0,12}}(?:思{_KANA}{{1,6}}|存じ{_KANA}{{1,8}}|予定{_KANA}{{0,6}})?(?<![かがけ]な)"
_CLOSE = r"[~ー。、,!\s]*$"
_ASKS = re.compile(r"(?:か|かね|かな|かしら|っけ)[。、\s]*$|\?")
# What a place may be compounded with (`稟議書`, `勉強会資料`).
_PAPER = "[書類票表板欄帳紙会誌報録資料]"
_LONGEST_HEAD = 24


def without_asides(message: str, cues: Asides, is_asked: Callable[[str], bool], is_named: Callable[[str], bool]) -> str:
    """A normalised message without its asides; the message itself where too little would be left to answer.

    Args:
        message: the message.
        cues: the words that make an aside.
        is_asked: whether a text asks something by itself.
        is_named: whether a text names or asks something, so that it is no aside.
    """
    patterns = _patterns(cues)
    if patterns is None:
        return message
    kept: list[str] = []
    for piece in _PIECE.findall(message):
        end = _aside_end(piece, patterns)
        if not end or _ASKS.search(piece[:end]) or is_named(piece[:end]):
            kept.append(piece)
        elif (rest := piece[end:].lstrip("、, ")).strip("。! "):
            kept.append(rest)
        elif kept and kept[-1].endswith(("、", ",")):
            kept[-1] = kept[-1].rstrip("、, ") + " "
    left = "".join(kept).strip()
    return left if left != message.strip() and left and is_asked(left) else message


def _aside_end(piece: str, patterns: Sequence[re.Pattern[str]]) -> int:
    """Where the aside ends that a piece begins with; 0 where it begins with none."""
    return max((found.end() for pattern in patterns if (found := pattern.match(piece))), default=0)


@lru_cache(maxsize=4)
def _patterns(cues: Asides) -> tuple[re.Pattern[str], ...] | None:
    if not cues.places:
        return None
    places, reasons = f"(?:{_any(cues.places)}){_PAPER}{{0,2}}", _any(cues.reasons)
    to, by = _any(cues.to), _any(cues.by)
    modifier = rf"[^をはも]{{0,{_LONGEST_HEAD}}}?"
    written = rf"{modifier}{places}{_KANA}{{0,2}}?(?:{to}).{{0,8}}?(?:{_any(cues.written)})"
    told = rf"[^をはもが]{{1,{_LONGEST_HEAD}}}?(?:{to}).{{0,6}}?(?:{_any(cues.told)})"
    heard = rf"[^をはも]{{1,{_LONGEST_HEAD}}}?(?:{by})(?:{_any(cues.heard)})"
    moved = rf"[^はも]{{1,12}}?(?:{_any(cues.moving)})(?:{_any(cues.moved)})"
    use = rf"{modifier}{places}(?:{_any(cues.uses)})"
    heads = (written, told, moved, heard)
    whole = [rf"(?:{head}){_ENDING}(?:(?:{_any(cues.things)}){_KANA}{{0,4}})?{_CLOSE}" for head in heads]
    reason = [rf"(?:{head}){_KANA}{{0,8}}?(?:{reasons})(?=[^、。]*)" for head in heads]
    alone = rf"(?:[^をはも]{{0,10}}?(?:{_any(cues.alone)})(?:{_KANA}{{0,4}})){_CLOSE}"
    return tuple(re.compile(text) for text in (*whole, *reason, rf"{use}{_KANA}{{0,4}}{_CLOSE}", alone))


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
