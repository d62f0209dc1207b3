"""How a text is read aloud, in hiragana: so that `しめきり`, `シメキリ` and a mistyped homophone find `締切`."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.japanese.normalise import normalise, squeeze, to_hiragana

_NUMERALS = frozenset("〇一二三四五六七八九十百千万億円")

_GIVES_REASON = ("から", "て", "で", "し")

_local = threading.local()


def _tokenizer() -> Any:
    """One SudachiPy tokenizer a thread: a tokenizer must not be shared between threads."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().create()
    return _local.tokenizer


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary()


@lru_cache(maxsize=20_000)
def reading(text: str) -> str:
    """The reading in hiragana; what has no reading (digits, Latin letters) stays as it is, in lower case."""
    parts = []
    for morpheme in _tokenizer().tokenize(squeeze(text)):
        said = morpheme.reading_form()
        surface = morpheme.surface()
        parts.append(said if said and not surface.isascii() and said != "キゴウ" else surface)
    return to_hiragana("".join(parts)).casefold()


@lru_cache(maxsize=20_000)
def strangeness(text: str) -> int:
    """How little a text reads like words of Japanese: the cost of the dictionary's best way to cut it into words."""
    return int(_tokenizer().tokenize(text).get_internal_cost())


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, how it is read, and whether the dictionary has it."""

    start: int
    end: int
    reading: str
    known: bool


@lru_cache(maxsize=2_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of a normalised text, in its order."""
    return tuple(
        Word(m.begin(), m.end(), to_hiragana(m.reading_form()), not m.is_oov()) for m in _tokenizer().tokenize(text)
    )


@lru_cache(maxsize=5_000)
def letter_readings(kanji: str) -> tuple[str, ...]:
    """How the dictionary reads a kanji that stands alone, in katakana; nothing where it has no such word."""
    return tuple(sorted({morpheme.reading_form() for morpheme in _dictionary().lookup(kanji)}))


@lru_cache(maxsize=20_000)
def content_words(text: str) -> tuple[str, ...]:
    """Normalised forms of nouns, verbs, adjectives and numbers, in order: what a sentence is about."""
    kept = []
    for morpheme in _tokenizer().tokenize(squeeze(text)):
        part, detail = morpheme.part_of_speech()[:2]
        if part in ("名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞") and detail not in (
            "非自立可能",
            "助動詞語幹",
        ):
            kept.append(morpheme.normalized_form().casefold())
    return tuple(kept)


@lru_cache(maxsize=20_000)
def noun_runs(text: str) -> tuple[str, ...]:
    """Nouns that stand together, as one string each, in order: `関東経済産業局`, `問い合わせ先`."""
    runs: list[str] = []
    joined = False
    for morpheme in _tokenizer().tokenize(normalise(text)):
        part, detail = morpheme.part_of_speech()[:2]
        if part == "名詞" or (joined and part == "接尾辞" and detail == "名詞的"):
            runs[-1:] = [runs[-1] + morpheme.surface()] if joined else [*runs[-1:], morpheme.surface()]
            joined = True
        else:
            joined = False
    return tuple(runs)


@lru_cache(maxsize=20_000)
def ends_in_predicate(text: str) -> bool:
    """Whether a text ends in a verb or an adjective (`まだ出せる`, `もう終わった`), so that `?` makes it a yes/no question.

    A request (`教えてくれる`) is none, and a text typed in kana alone can't be told.
    """
    if is_kana_text(text):
        return False
    morphemes = list(_tokenizer().tokenize(squeeze(text)))
    verbs = [m.normalized_form() for m in morphemes[-4:] if m.part_of_speech()[0] == "動詞"]
    if not morphemes or set(verbs) & {"教える", "下さる", "呉れる", "頂く"}:
        return False
    last = morphemes[-1].part_of_speech()
    return last[0] in ("動詞", "形容詞", "助動詞") and last[5].startswith(("終止形", "連体形"))


@lru_cache(maxsize=20_000)
def ends_in_reason(text: str) -> bool:
    """Whether a text ends as half a sentence that gives a reason (`間に合わなかったので`, `予算が少なくて`).

    One that ends in けど or が is none: `仕組みがあればいいんだけど` asks for it.
    """
    if text.endswith("ので"):
        return True
    morphemes = list(_tokenizer().tokenize(squeeze(text)))
    if len(morphemes) < 2 or morphemes[-1].surface() not in _GIVES_REASON:
        return False
    return morphemes[-2].part_of_speech()[0] in ("動詞", "形容詞", "助動詞")


def is_kana_text(text: str) -> bool:
    """Whether a text is typed (nearly) without kanji, so that words have to be found by their reading."""
    letters = [char for char in text if char.isalpha()]
    # An amount written out (六千万円) tells nothing of how the words are written.
    kanji = sum("\u3400" <= char <= "\u9fff" and char not in _NUMERALS for char in letters)
    kana = sum("\u3040" <= char <= "\u30ff" for char in letters)
    return kana >= 4 and kanji * 8 <= kana
