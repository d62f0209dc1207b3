"""What a message tells of the use its answer is put to: `チラシに載せるので`, `税理士に見せる`, `客待ち中`.

Its words name no topic and no situation of the person, yet they would: 税理士 points at consulting fees, `資料` at the
documents, `入れる` at buying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.question.language.dialogue import Asides
from assistant.question.patterns import any_of

_PIECE = re.compile(r"[^、。,!?\s]+[、。,!?\s]*|[?\s]+")
_KANA = "[ぁ-んー]"
_CLOSE = r"[~ー。、,!\s]*$"
_ASKS = re.compile(r"(?:か|かね|かな|かしら|っけ)[。、\s]*$|\?")
_LONGEST_HEAD = 24
_NOT_EVEN_IF = "(?<![てで]も)"
"""What ends in `ても` is a condition of what is asked (`18時に提出しても間に合う?`), and no aside."""


def without_asides(message: str, cues: Asides, is_asked: Callable[[str], bool], is_named: Callable[[str], bool]) -> str:
    """A normalised message without its asides; the message itself where too little would be left to answer.

    Args:
        message: the message.
        cues: the words that make an aside.
        is_asked: whether a text asks something by itself.
        is_named: whether a text names or asks something, so that it is no aside.
    """
    patterns = _patterns(cues)
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
def _patterns(cues: Asides) -> tuple[re.Pattern[str], ...]:
    place, to = f"{any_of(cues.places)}{any_of(cues.papers)}{{0,2}}", any_of(cues.to)
    modifier = rf"[^をはも]{{0,{_LONGEST_HEAD}}}?"
    someone = rf"[^をはもが]{{1,{_LONGEST_HEAD}}}?"
    written = rf"{modifier}{place}{_KANA}{{0,2}}?{to}.{{0,8}}?{any_of(cues.written)}"
    told = rf"{someone}{to}.{{0,6}}?{any_of(cues.told)}"
    heard = rf"[^をはも]{{1,{_LONGEST_HEAD}}}?{any_of(cues.by)}{any_of(cues.heard)}"
    moved = rf"[^はも]{{1,12}}?{any_of(cues.moving)}{any_of(cues.moved)}"
    head = rf"(?:{written}|{told}|{moved}|{heard})"
    # What may follow the verb where the aside ends: the rest of its ending, and a noun that it describes (`出す書類だ`).
    ending = rf"{_KANA}{{0,12}}(?:{any_of(cues.intending)}{_KANA}{{0,8}})?(?<![かがけ]な){_NOT_EVEN_IF}"
    whole = rf"{head}{ending}(?:{any_of(cues.things)}{_KANA}{{0,4}})?{_CLOSE}"
    reason = rf"{head}{_KANA}{{0,8}}?{any_of(cues.reasons)}"
    use = rf"{modifier}{place}{any_of(cues.uses)}{_KANA}{{0,4}}{_CLOSE}"
    alone = rf"[^をはも]{{0,10}}?{any_of(cues.alone)}{_KANA}{{0,4}}{_CLOSE}"
    unwanted = rf"[^?]{{1,{_LONGEST_HEAD}}}?{any_of(cues.unwanted_marks)}(?:もう)?{any_of(cues.unwanted)}{_KANA}{{0,8}}{_CLOSE}"
    return tuple(re.compile(text) for text in (whole, reason, use, alone, unwanted))
