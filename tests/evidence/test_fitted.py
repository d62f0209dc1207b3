"""The model that is fitted to every way to ask: what it finds, and the file that it is kept in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.evidence import fitted as module
from assistant.evidence.array_file import read_arrays, write_arrays
from assistant.evidence.catalogue import Catalogue, Vectors
from assistant.evidence.fitted import FittedEntries
from assistant.evidence.utterances import cached_vectors
from assistant.statements import StatementBook, StatementFile

_WORDS = ("上限", "補助率", "締切", "車", "電話")
_IDS = {"上限": "ceiling", "締切": "closing", "車": "car"}


def _embed(texts: list[str] | tuple[str, ...]) -> Vectors:
    """One direction a word: which examples are near is plain to see."""
    found = np.array([[1.0 + 4.0 * (word in text) for word in _WORDS] for text in texts], dtype=np.float32)
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def _catalogue() -> Catalogue:
    book = StatementBook(
        {
            "x": StatementFile.model_validate(
                {
                    "programme": "x",
                    "document": "d",
                    "statements": [
                        {
                            "id": "phone",
                            "topic": "contact",
                            "say": "電話です。",
                            "evidence": [{"lines": [1, 1], "quote": "電話"}],
                        }
                    ],
                    "unknowns": [
                        {
                            "id": id_,
                            "topic": "overview",
                            "say": "資料に書かれていません。",
                            "asks": [f"{word}は", f"{word}の話"],
                        }
                        for word, id_ in _IDS.items()
                    ],
                }
            )
        }
    )
    return Catalogue(book, lambda text: text, _embed)


def test_a_question_finds_the_entry_whose_examples_it_is_like(tmp_path: Path) -> None:
    entries = FittedEntries(_catalogue(), tmp_path / "fitted.npz")
    for word, id_ in _IDS.items():
        found = entries.best(_embed([f"{word}を知りたい"])[0], "x")
        assert found is not None
        assert found[0].id == id_
        assert found[1] > 0.5
    far = entries.best(_embed(["補助率"])[0], "x")
    assert far is not None
    assert far[1] < 0.5, "unlike all of them"


def test_a_programme_without_entries_has_none(tmp_path: Path) -> None:
    assert FittedEntries(_catalogue(), tmp_path / "fitted.npz").best(_embed(["上限"])[0], "y") is None


def test_what_was_fitted_is_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = FittedEntries(_catalogue(), tmp_path / "fitted.npz")
    monkeypatch.setattr(module.FittedEntries, "_fit", lambda *_: pytest.fail("fitted again"))
    again = FittedEntries(_catalogue(), tmp_path / "fitted.npz")
    vector = _embed(["締切を知りたい"])[0]
    assert again.best(vector, "x") == first.best(vector, "x")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "fitted.npz"
    path.write_bytes(damage)
    assert FittedEntries(_catalogue(), path).best(_embed(["車を知りたい"])[0], "x") is not None
    assert len(path.read_bytes()) > len(damage)


def test_arrays_of_something_else_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "arrays.npz"
    write_arrays(path, "one", {"a": np.arange(3)})
    assert read_arrays(path, "one")["a"].tolist() == [0, 1, 2]
    assert read_arrays(path, "another") == {}
    assert read_arrays(tmp_path / "missing.npz", "one") == {}


def test_only_texts_that_the_file_lacks_are_embedded(tmp_path: Path) -> None:
    asked: list[str] = []

    def embed(texts: list[str] | tuple[str, ...]) -> Vectors:
        asked.extend(texts)
        return _embed(texts)

    path = tmp_path / "vectors.npz"
    cached_vectors(["上限は", "締切は"], path, "model", embed)
    found = cached_vectors(["締切は", "車は"], path, "model", embed)
    assert asked == ["上限は", "締切は", "車は"]
    assert np.allclose(found, _embed(["締切は", "車は"]))
    cached_vectors(["車は"], path, "another model", embed)
    assert asked[-1] == "車は"
