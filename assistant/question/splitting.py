"""Cutting one message into the clauses that ask or tell something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.japanese.normalise import normalise

_SENTENCE_END = re.compile(r"(?<=[。!?！？])|\n+|(?<=[a-z]\.) ")


def split_clauses(text: str, connectives: Sequence[str]) -> list[str]:
    """Sentences, cut again before a connective that starts another question (`…、あと締切は？`)."""
    joined = "|".join(sorted((re.escape(normalise(word)) for word in connectives), key=len, reverse=True))
    cut = re.compile(rf"[、,。 ](?=(?:{joined})[、, ぁ-んァ-ヶ一-龠])") if joined else None
    clauses: list[str] = []
    for sentence in _SENTENCE_END.split(normalise(text)):
        if sentence and sentence.strip():
            clauses += [
                part.strip(" 、,") for part in (cut.split(sentence) if cut else [sentence]) if part.strip(" 、,。?!")
            ]
    return clauses
