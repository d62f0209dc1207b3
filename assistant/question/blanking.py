"""A text without what it is not read for: names, requests and such are blanked, and the rest keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.folded import Folded, fold
from assistant.question.linking import Mention
from ingest.japanese.figures import figures
from ingest.japanese.readings import ends_in_predicate

BLANK = "|"
"""Stands for a letter of what is blanked: no part of any word."""


def without_words(text: Folded, words: Sequence[str]) -> Folded:
    """The text with these words blanked; the text itself where it has none of them."""
    plain = text.text
    for word in words:
        plain = plain.replace(word, BLANK * len(word))
    return text if plain == text.text else Folded.of(plain)


def without_names(text: Folded, found: Sequence[Mention]) -> Folded:
    """The text with the names in it blanked, so that a name's own words are no topic (`お助け隊サービス利用料`).

    An amount that stands between the words of a description (`券売機55万円のやつ、インボイスの枠で`) stays.
    """
    chars = list(text.text)
    amounts = {place for figure in figures(text.text) if figure.kind == "yen" for place in range(*figure.span)}
    for mention in found:
        for place in range(*mention.span) if mention.span else ():
            if mention.holds_figure or place not in amounts:
                chars[place] = BLANK
    return replace(Folded.of("".join(chars)), kana=text.typed_in_kana) if found else text


def without_attributes(text: Folded, bare: Folded, found: Sequence[Mention]) -> Folded:
    """`bare` with what only says more of a name blanked (`統合されてできる新補助金の締切は`); `bare` itself without any.

    Args:
        text: the text.
        bare: the same with its names blanked.
        found: its names.
    """
    plain = bare.text
    for mention in found:
        before = text.text[: mention.span[0]] if mention.span else ""
        start = max(before.rfind(mark) + 1 for mark in "、,。 ?!")
        if start < len(before) and ends_in_predicate(before[start:]):
            plain = plain[:start] + BLANK * (len(before) - start) + plain[len(before) :]
    return bare if plain == bare.text else replace(Folded.of(plain), kana=text.typed_in_kana)


def without_span(text: Folded, span: tuple[int, int]) -> Folded:
    """The text with one span blanked."""
    plain = text.text[: span[0]] + BLANK * (span[1] - span[0]) + text.text[span[1] :]
    return replace(Folded.of(plain), kana=text.typed_in_kana)


def without_start(text: Folded, words: Sequence[str]) -> Folded:
    """The text without the longest of these words that it begins with."""
    start = max((len(fold(word)) for word in words if text.folded.startswith(fold(word))), default=0)
    if not start or start >= len(text.folded):
        return text
    return replace(Folded.of(text.text[text.span(start, start + 1)[0] :].lstrip("、, ")), kana=text.typed_in_kana)
