"""Whether a question says more than what answers it: `赤字なら誰でも3/4`, `必ず3ヶ月`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.confirming.claims import reach
from assistant.evidence.confirming.verdict import Verdict
from assistant.evidence.figure_kinds import MONEY, topic_of
from assistant.question.framing import unframed
from assistant.question.language.operations import YesNoCues
from ingest.japanese.comparing import same
from ingest.japanese.figures import Figure, figures

_WIDER = {"all", "whole", "else", "enough"}
_ASKED = re.compile(r"ど(?:の|んな|こ)[^も、。]{0,8}か")
"""`どの場合に当たるか` says nothing of every case."""


def widened(question: str, said: Sequence[str], cues: YesNoCues) -> bool:
    """Whether a question says `all`, `other than` or `that is enough` where nothing that is said does."""
    known = _ASKED.sub("", "".join(said))
    return bool((reach(unframed(question, cues.frames), cues) - reach(known, cues)) & _WIDER)


def held(found: Verdict | None, stated: Sequence[Figure], said: Sequence[str], cues: YesNoCues) -> Verdict | None:
    """The verdict on figures that are claimed of every case: it isn't so where another case has another figure."""
    varies = any(word in text for text in said for word in cues.varying)
    return "no" if found in ("no", "depends") or varies or _others(stated, said) else None


def _others(stated: Sequence[Figure], said: Sequence[str]) -> bool:
    """Whether the answer has another figure of the kind of one that is claimed."""
    found = [figure for text in said for figure in figures(text)]
    return any(
        topic_of(claim) == topic_of(other) and not same(other, claim)
        for claim in stated
        for other in found
        if claim.kind in MONEY
    )
