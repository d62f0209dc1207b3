"""How scores are put together."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.fusion import HybridScorer, Weights, standardised
from ingest.words import words
from tests.ingest.helpers import TinyEmbedder

TEXTS = ["補助率は2/3です。", "申請の締切は5月8日です。", "電話は050-3821-7013です。", "上限は750万円です。"]


def scorer(weights: Weights | None = None) -> HybridScorer:
    return HybridScorer(TEXTS, TinyEmbedder().passages(TEXTS), [words(text) for text in TEXTS], weights=weights)


def test_standardised() -> None:
    found = standardised(np.array([1, 2, 3, 4], np.float32))
    assert found.mean() == pytest.approx(0, abs=1e-6)
    assert found.std() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("scores", [[], [0.5], [0.2, 0.2, 0.2]])
def test_scores_that_are_all_alike_decide_nothing(scores: list[float]) -> None:
    assert not standardised(np.array(scores, np.float32)).any()


def test_fused_is_the_sum_of_its_parts() -> None:
    question = "補助率は2/3ですか"
    scores = scorer().scores(question, TinyEmbedder().query(question))
    assert scores.fused == pytest.approx(scores.dense + scores.lexical)
    assert scores.dense == pytest.approx(standardised(scores.cosine))
    assert scores.fused.argmax() == 0


def test_no_lexical_weight_leaves_the_meaning() -> None:
    question = "締切"
    scores = scorer(Weights(lexical=0.0)).scores(question, TinyEmbedder().query(question))
    assert np.array_equal(scores.fused, scores.dense)


def test_words_that_cover_little_of_the_question_count_little() -> None:
    vector = TinyEmbedder().query("何")
    on_topic = scorer().scores("電話", vector).lexical
    beside = scorer().scores("電話 を もらう 犬 猫 空 海 山 川 森 雲 雨", vector).lexical
    assert on_topic.argmax() == beside.argmax() == 2
    assert beside.max() < on_topic.max() / 2


def test_a_heading_that_is_a_sentence_lifts_its_passages() -> None:
    embedder = TinyEmbedder()
    vectors = embedder.passages(TEXTS)
    heading = embedder.passages(["いつまでに申し込めますか"])
    question = embedder.query("いつまでに申し込めますか")
    without = HybridScorer(TEXTS, vectors, [[] for _ in TEXTS]).scores("。", question)
    with_heading = HybridScorer(TEXTS, vectors, [[] for _ in TEXTS], heading, [-1, 0, -1, -1]).scores("。", question)
    assert with_heading.fused.argmax() == 1
    others = [0, 2, 3]
    # Passages without such a heading keep their likeness: they aren't put back for lacking one.
    assert with_heading.cosine[others] == pytest.approx(without.cosine[others], abs=1e-6)
