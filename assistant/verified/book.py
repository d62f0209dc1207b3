"""The verified answers that are in force, held in memory and matched against questions."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.accounts.roles import role_label
from assistant.conversation.memory import Resolved
from assistant.records.models import VerifiedAnswer
from assistant.records.reviews import TOKYO
from assistant.reply import Citation
from assistant.verified.matching import Embed, Likeness, Vectors, compare, difference_in_words
from assistant.verified.meaning import Meaning, MeaningReader
from assistant.verified.model import GivenAnswer
from assistant.verified.store import VerifiedStore
from ingest.japanese.figures import figures

_log = logging.getLogger(__name__)

_LOOK_AGAIN = 5.0
"""Seconds after which another process's changes are looked for."""


@dataclass(frozen=True)
class _Wording:
    """One question that an answer is given to."""

    answer: VerifiedAnswer
    question: str
    meaning: Meaning
    vector: Vectors


@dataclass(frozen=True)
class Trial:
    """How a question compares with one wording, for staff to see."""

    answer_id: int
    wording: str
    likeness: Likeness


class VerifiedBook:
    """Implements `VerifiedAnswers`. Threads may share it."""

    def __init__(
        self,
        store: VerifiedStore,
        reader: MeaningReader,
        embed: Embed,
        *,
        stands: Callable[[VerifiedAnswer], bool] = lambda answer: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._reader = reader
        self._embed = embed
        self._stands = stands
        self._clock = clock
        self._lock = threading.Lock()
        self._wordings: tuple[_Wording, ...] = ()
        self._stamp: tuple[Any, ...] | None = None
        self._looked_at = float("-inf")

    def find(self, question: str, resolved: Sequence[Resolved], day: date) -> GivenAnswer | None:
        """The verified answer to this question, or None. Never raises: without records the assistant answers itself."""
        try:
            wordings = self._current()
            if not wordings:
                return None
            meaning = self._reader.of(question, resolved)
            best = self._best(meaning, wordings, day)
        except Exception:
            _log.exception("verified answers could not be consulted")
            return None
        return _given(*best) if best else None

    def try_out(self, question: str) -> list[Trial]:
        """How a question compares with every wording of its programme, the nearest first."""
        asked = self._reader.read(question)
        vector = self._embed([asked.bare])[0]
        trials = []
        for wording in self._current():
            cosine = float(wording.vector @ vector)
            likeness = compare(wording.meaning, asked, cosine, self._reader.interchangeable)
            trials.append(Trial(wording.answer.id, wording.question, likeness))
        return sorted(trials, key=lambda trial: (not trial.likeness.matches, -trial.likeness.cosine))

    def refresh(self) -> None:
        """Take in changes at once, after this process made one."""
        with self._lock:
            self._looked_at = float("-inf")

    def _best(self, asked: Meaning, wordings: Sequence[_Wording], day: date) -> tuple[VerifiedAnswer, float] | None:
        # The question is embedded only where its words allow a match: this costs every other question nothing.
        candidates = [
            wording
            for wording in wordings
            if difference_in_words(wording.meaning, asked, self._reader.interchangeable) is None
            and not outdated(wording.answer.answer, day)
        ]
        if not candidates:
            return None
        vector = self._embed([asked.bare])[0]
        judged = [(wording, float(wording.vector @ vector)) for wording in candidates]
        alike = [
            (wording.answer, cosine)
            for wording, cosine in judged
            if compare(wording.meaning, asked, cosine, self._reader.interchangeable).matches
        ]
        return max(alike, key=lambda found: (found[1], found[0].id), default=None)

    def _current(self) -> tuple[_Wording, ...]:
        with self._lock:
            if self._clock() - self._looked_at >= _LOOK_AGAIN:
                stamp = self._store.stamp()
                if stamp != self._stamp:
                    self._wordings = self._read()
                    self._stamp = stamp
                self._looked_at = self._clock()
            return self._wordings

    def _read(self) -> tuple[_Wording, ...]:
        # Another process may answer from other documents: what stands there needn't stand here.
        standing = [answer for answer in self._store.published() if self._stands(answer)]
        pairs = [(answer, text) for answer in standing for text in (answer.question, *answer.variants)]
        meanings = [self._reader.read(text) for _, text in pairs]
        vectors = list(self._embed([meaning.bare for meaning in meanings])) if pairs else []
        return tuple(
            _Wording(answer, text, meaning, vector)
            for (answer, text), meaning, vector in zip(pairs, meanings, vectors, strict=True)
        )


def outdated(answer: str, day: date) -> bool:
    """Whether every full date in an answer has passed: `締切は5月8日です` is no answer on May 9th any more."""
    days = []
    for figure in figures(answer):
        if figure.kind == "date" and isinstance(figure.value, tuple) and len(figure.value) == 3:
            year, month, number = figure.value
            if year and month and number:
                try:
                    days.append(date(year, month, number))
                except ValueError:
                    continue
    return bool(days) and max(days) < day


def notice(answer: VerifiedAnswer) -> str:
    """`窓口確認済み` with the day and the reviewer's role; never a name."""
    day = answer.published_at.astimezone(TOKYO).date()
    role = role_label(answer.published_role)
    return f"窓口確認済み：{day.year}年{day.month}月{day.day}日に、窓口の{role}が確かめた回答です。"


def _given(answer: VerifiedAnswer, cosine: float) -> GivenAnswer:
    return GivenAnswer(
        id=answer.id,
        text=answer.answer,
        citations=tuple(Citation.model_validate(citation) for citation in answer.citations),
        notice=notice(answer),
        confirmed_at=answer.published_at,
        confirmed_by_role=answer.published_role,
        cosine=cosine,
    )
