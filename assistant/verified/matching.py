"""Whether a question asks what a verified answer was written for.

Nearness of sentence vectors alone can't tell: `交付決定の前に発注してもいいですか` and `…の後に…` are nearer to each
other (0.98) than most paraphrases are. So a question matches only where its programme, track, figures, facts, denial and
every content word agree, synonyms aside (corpus/language/interchangeable.yaml), and then is near by meaning too. What
is missed for another wording is won back by staff, who add that wording to the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verified.meaning import Interchangeable, Meaning

NEAR = 0.75
"""Least cosine of the two questions without names. Calibrated by `python -m evals.verified_matching` on the dev half of
evals/verified_pairs.yaml: 0.05 below the lowest paraphrase there whose words agree (0.80). Near misses are already kept
out by the words (0 of 65 accepted on dev, 0 of 61 on test). tests/verified repeats the measurement."""

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class Likeness:
    """How two questions compare. `difference` says in Japanese why they don't match, None where they do."""

    cosine: float
    difference: str | None

    @property
    def matches(self) -> bool:
        return self.difference is None


def difference_in_words(verified: Meaning, asked: Meaning, words: Interchangeable) -> str | None:
    """Why two questions can't be the same, before their vectors are compared; None where nothing speaks against it."""
    if verified.programmes != asked.programmes:
        return "制度が違います"
    if verified.tracks != asked.tracks or verified.specials != asked.specials:
        return "枠・型や特例が違います"
    if verified.facts != asked.facts:
        return "申請者の条件が違います"
    if verified.figures != asked.figures:
        return "金額・日付などの数字が違います"
    if "topic" in asked.carried or "amount" in asked.carried:
        return "前の質問の続きなので、質問の全体が分かりません"
    if verified.denied != asked.denied:
        return "否定（ない・なし）の有無が違います"
    if verified.directions - asked.directions and asked.directions - verified.directions:
        return "「から」「まで」などの向きが違います"
    left_over = sorted((verified.words ^ asked.words) - _implied(verified, asked, words))
    if left_over:
        return f"片方にしかない語があります（{'、'.join(left_over[:5])}）"
    if not _ask_alike(verified, asked, words):
        return "尋ねていること（いつ・いくら・どこなど）が違います"
    return None


def _implied(one: Meaning, other: Meaning, words: Interchangeable) -> frozenset[str]:
    """Words of one side that the other side's question word says: 締め切り beside いつ."""
    found: set[str] = set()
    for mine, theirs in ((one, other), (other, one)):
        for kind in mine.asks - theirs.asks:
            found |= words.implied_by.get(kind, frozenset()) & (theirs.words - mine.words)
    return frozenset(found)


def _ask_alike(one: Meaning, other: Meaning, words: Interchangeable) -> bool:
    for mine, theirs in ((one, other), (other, one)):
        for kind in mine.asks - theirs.asks:
            if not words.implied_by.get(kind, frozenset()) & (theirs.words | mine.words):
                return False
    return True


def compare(verified: Meaning, asked: Meaning, cosine: float, words: Interchangeable) -> Likeness:
    """Whether the two ask the same."""
    difference = difference_in_words(verified, asked, words)
    if difference is None and cosine < NEAR:
        difference = f"意味の近さが足りません（{cosine:.2f}、必要なのは{NEAR:.2f}）"
    return Likeness(cosine, difference)
