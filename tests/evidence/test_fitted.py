"""The model that is fitted to every way to ask: what it finds, and the file that it is kept in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.evidence.matching.array_file import read_arrays, write_arrays
from assistant.evidence.matching.fitted import Cache, FittedEntries, Places, Vectors
from assistant.evidence.matching.utterances import cached_vectors

_WORDS = ("上限", "補助率", "締切", "車")
_EXAMPLES = ("上限は", "上限の話", "締切は", "締切の話", "車は", "車の話")
_OWNERS = np.array([0, 0, 1, 1, 2, 2])
_ENTRIES = {"x": [0, 1, 2], "y": [2]}


def _embed(texts: Sequence[str]) -> Vectors:
    """One direction a word: which examples are near is plain to see."""
    found = np.array([[0.1 + (word in text) for word in _WORDS] for text in texts], dtype=np.float32)
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def _fitted(cache: Path | None = None, examples: Sequence[str] = _EXAMPLES) -> FittedEntries:
    return FittedEntries(_embed(examples), _OWNERS, examples, _ENTRIES, Cache(cache, "model"))


def _cosines(asked: str, examples: Sequence[str] = _EXAMPLES) -> Vectors:
    found: Vectors = _embed(examples) @ _embed([asked])[0]
    return found


@pytest.mark.parametrize(("asked", "place"), [("上限を知りたい", 0), ("締切を知りたい", 1), ("車を買いたい", 2)])
def test_a_question_is_like_the_entry_whose_examples_it_is_like(asked: str, place: int) -> None:
    scores = _fitted().scores(_cosines(asked), "x")
    assert max(scores, key=lambda at: scores[at]) == place
    assert scores[place] > 0.5


def test_a_question_unlike_every_example_is_surely_none_of_them() -> None:
    assert max(_fitted().scores(_cosines("補助率"), "x").values()) < 0.5


def test_only_entries_of_the_programme_are_scored() -> None:
    fitted = _fitted()
    cosines = _cosines("上限")
    assert set(fitted.scores(cosines, "y")) == {2}
    assert fitted.scores(cosines, "nobody's") == {}


def test_where_no_programme_is_named_an_entry_of_several_is_as_sure_as_the_least_sure_of_them() -> None:
    fitted, cosines = _fitted(), _cosines("車の締切")
    of_x, of_y, of_all = fitted.scores(cosines, "x"), fitted.scores(cosines, "y"), fitted.scores_of_all(cosines)
    assert of_all == {0: of_x[0], 1: of_x[1], 2: min(of_x[2], of_y[2])}
    assert of_x[2] != of_y[2]


def test_what_was_fitted_is_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, cosines = tmp_path / "fitted.npz", _cosines("締切を知りたい")
    first = _fitted(cache).scores(cosines, "x")
    monkeypatch.setattr(FittedEntries, "_fit", lambda *_: pytest.fail("fitted again"))
    assert _fitted(cache).scores(cosines, "x") == first


def test_only_programmes_whose_examples_changed_are_fitted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, fitted = tmp_path / "fitted.npz", list[str]()
    _fitted(cache)
    fit = FittedEntries._fit

    def noted(self: FittedEntries, programme: str, owners: Places, examples: Vectors) -> Vectors:
        fitted.append(programme)
        return fit(self, programme, owners, examples)

    monkeypatch.setattr(FittedEntries, "_fit", noted)
    changed = _fitted(cache, ("補助率は", *_EXAMPLES[1:]))
    assert fitted == ["x"], "y has no example of the first entry"
    scores = changed.scores(_cosines("補助率", ("補助率は", *_EXAMPLES[1:])), "x")
    assert max(scores, key=lambda at: scores[at]) == 0
    _fitted(cache, ("補助率は", *_EXAMPLES[1:]))
    assert fitted == ["x"], "kept"


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "fitted.npz"
    cache.write_bytes(damage)
    assert _fitted(cache).scores(_cosines("車"), "x")[2] > 0.5
    assert len(cache.read_bytes()) > len(damage)


def test_arrays_of_something_else_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "arrays.npz"
    write_arrays(path, "one", {"a": np.arange(3)})
    assert read_arrays(path, "one")["a"].tolist() == [0, 1, 2]
    assert read_arrays(path, "another") == {}
    assert read_arrays(tmp_path / "missing.npz", "one") == {}


def test_only_texts_that_the_file_lacks_are_embedded(tmp_path: Path) -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return _embed(texts)

    path = tmp_path / "vectors.npz"
    cached_vectors(["上限は", "締切は"], path, "model", embed)
    found = cached_vectors(["締切は", "車は"], path, "model", embed)
    assert asked == ["上限は", "締切は", "車は"]
    assert np.allclose(found, _embed(["締切は", "車は"]))
    cached_vectors(["車は"], path, "another model", embed)
    assert asked[-1] == "車は"
