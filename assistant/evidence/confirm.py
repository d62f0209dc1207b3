"""はい or いいえ: what a person states, held against what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.japanese.figures import Figure, figures, same

Verdict = Literal["yes", "no", "depends"]
LEADS: dict[Verdict, str] = {"yes": "はい、", "no": "いいえ、", "depends": "場合によります。"}

_SENTENCE = re.compile(r"[。\n]")


def verdict(
    stated: Sequence[Figure],
    answers: Sequence[str],
    *,
    label: str | None = None,
    labels: Sequence[str] = (),
    most: bool = False,
) -> Verdict | None:
    """Whether the answers state what the person states; None where they say nothing of its kind.

    `label` is the applicant class that the person speaks of, `labels` all of them: what is said of another class doesn't
    count. `most` is for a ceiling: the largest amount of several is confirmed.
    """
    said = list(answers)
    if label:
        own = [piece for answer in answers for piece in _about(answer, label, labels)]
        said = own or said
    shown = [figure for text in said for figure in figures(text)]
    verdicts = [found for figure in stated if (found := _one(figure, shown, most)) is not None]
    if not verdicts:
        return None
    if "no" in verdicts:
        return "no"
    return "depends" if "depends" in verdicts else "yes"


def _about(answer: str, label: str, labels: Sequence[str]) -> list[str]:
    """What an answer says of one class: from its name to the next class's, within a sentence."""
    pieces = []
    for sentence in _SENTENCE.split(answer):
        place = sentence.find(label)
        if place < 0:
            continue
        rest = sentence[place + len(label) :]
        ends = [found for other in labels if other != label and (found := rest.find(other)) >= 0]
        piece = rest[: min(ends)] if ends else rest
        if figures(piece):
            pieces.append(piece)
    return pieces


def _one(claim: Figure, shown: Sequence[Figure], most: bool) -> Verdict | None:
    alike = [figure for figure in shown if _comparable(figure, claim)]
    if not alike:
        return None
    agreeing = [figure for figure in alike if same(figure, claim)]
    if not agreeing:
        return "no"
    others = {(figure.kind, str(figure.value)) for figure in alike if not same(figure, claim)}
    if not others:
        return "yes"
    if most and claim.kind == "yen":
        amounts = [figure.value for figure in alike if isinstance(figure.value, int)]
        return "yes" if amounts and claim.value == max(amounts) else "depends"
    return "yes" if claim.kind in ("date", "time", "phone", "url", "email") else "depends"


def _comparable(figure: Figure, claim: Figure) -> bool:
    if claim.kind == "slash":
        return figure.kind in ("slash", "rate", "date")
    if figure.kind == "slash":
        return claim.kind in ("rate", "date")
    if claim.kind == "count":
        return figure.kind == "count" and figure.unit == claim.unit
    return figure.kind == claim.kind
