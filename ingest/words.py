"""What the lexical index counts: words in their dictionary spelling, whole numbers, and pieces of two or three characters.

Words come from SudachiPy, split A (the shortest units), in their normalised form, so that 問合せ, 問い合わせ and 問合わせ
are one word, and 受け付ける is found by 受付ける. Only content words count. A number stays whole, because `2,500` cut
into `2` and `500` finds every other amount.
"""

from __future__ import annotations

import re
import threading
from importlib.metadata import version
from typing import Any

from ingest.japanese.normalise import normalise
from ingest.japanese.numerals import parse_number

_SCALES = "十百千万億兆"
NUMBER = re.compile(rf"\d+(?:[,.:/-]\d+)*(?:[{_SCALES}]+(?:\d+(?:[,.]\d+)*)?)*")
"""A number with its separators and scales, on normalised text: 2,500万, 1億2,000万, 2/3, 17:00, 050-3821-7013."""

_CONTENT = frozenset(("名詞", "代名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "接頭辞", "接尾辞", "感動詞"))
# Words that only carry grammar (する, ある, こと, よう …): they stand in every passage.
_EMPTY = frozenset(("為る", "居る", "有る", "成る", "事", "こと", "物", "もの", "よう"))
# Sudachi refuses more than 49,149 bytes at a time; a cut between two calls costs at most one word.
_LONGEST = 12_000
_GRAM_BREAK = re.compile(r"[\s、。,.!?「」『』()\[\]【】・…:;/\"'<>|]+")
_GRAM_SIZES = (2, 3)

_local = threading.local()


def tokenizer_version() -> str:
    """What the words of an index depend on; recorded in its manifest."""
    return f"words-2/sudachipy-{version('sudachipy')}/sudachidict-core-{version('sudachidict-core')}"


def words(text: str) -> list[str]:
    """Content words and numbers of a text, in order, repeated as often as they occur. Safe under threads."""
    text = normalise(text)
    found: list[str] = []
    position = 0
    for number in NUMBER.finditer(text):
        found += _content_words(text[position : number.start()])
        found.append(_whole(number.group()))
        position = number.end()
    return found + _content_words(text[position:])


def grams(text: str) -> list[str]:
    """Runs of two and three characters of a text, not across punctuation, in lower case."""
    found: list[str] = []
    for piece in _GRAM_BREAK.split(normalise(text).lower()):
        for size in _GRAM_SIZES:
            found += (piece[at : at + size] for at in range(len(piece) - size + 1))
    return found


def ends_in_predicate(text: str) -> bool:
    """Whether the last word, punctuation aside, leaves a sentence rather than a name: a verb, an adjective, です, か, は …"""
    morphemes = list(_tokenizer().tokenize(normalise(text)[:_LONGEST]))
    kinds = [morpheme.part_of_speech() for morpheme in morphemes]
    while kinds and kinds[-1][0] in ("補助記号", "空白"):
        kinds.pop()
    if not kinds:
        return False
    kind, subkind, *_ = kinds[-1]
    return kind in ("動詞", "形容詞", "助動詞") or (kind == "助詞" and subkind in ("終助詞", "係助詞"))


def _whole(number: str) -> str:
    """One spelling for one number: 2,500万, 2500万 and 25,000,000 are the same word."""
    if any(char in _SCALES for char in number):
        try:
            value = parse_number(number)
        except ValueError:
            return number
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    return number.replace(",", "")


def _content_words(text: str) -> list[str]:
    found: list[str] = []
    for start in range(0, len(text), _LONGEST):
        for morpheme in _tokenizer().tokenize(text[start : start + _LONGEST]):
            if morpheme.part_of_speech()[0] in _CONTENT:
                form = morpheme.normalized_form().lower()
                if form not in _EMPTY:
                    found.append(form)
    return found


def _tokenizer() -> Any:
    """This thread's tokenizer: a Sudachi tokenizer refuses a second thread ("Already borrowed")."""
    if not hasattr(_local, "tokenizer"):
        from sudachipy import SplitMode

        _local.tokenizer = _dictionary().tokenizer(SplitMode.A)
    return _local.tokenizer


_dictionary_lock = threading.Lock()
_dictionary_held: list[Any] = []


def _dictionary() -> Any:
    """The dictionary, read once for all threads (it is memory-mapped and never written)."""
    with _dictionary_lock:
        if not _dictionary_held:
            from sudachipy import Dictionary

            _dictionary_held.append(Dictionary(dict="core"))
        return _dictionary_held[0]
