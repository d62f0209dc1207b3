"""What a question asks of the calendar: a day or a period, an opening or a closing, certain rounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from assistant.programmes.model import JST
from assistant.question.blanking import without_words
from assistant.question.days import figures_of_now, period_meant, weekday_named
from assistant.question.folded import Folded, cued, fold
from assistant.question.hours import PartOfDay, instant, is_end, part_of_day, time_named
from assistant.question.language.times import RoundWords
from assistant.question.missing import not_missed, says_missed
from assistant.question.periods import Period
from assistant.question.rounds import ORDINAL, ROUND_NOUNS, rounds_named
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.figures import Figure, figures

_COUNTING = "0123456789一二三四五六七八九十何"
_NUMBERED = re.compile(rf"{ORDINAL}?[0-9]+[次回]")


@dataclass(frozen=True)
class When:
    """A question as the calendar sees it."""

    text: str
    asked_on: date
    period: Period | None = None
    """The days that it names."""
    of_now: tuple[str, ...] = ()
    """Figures that only tell what day it is (`3月に入ったので`), or when something else happens."""
    weekday: int | None = None
    """A weekday that it names, Monday as 0."""
    at: datetime | None = None
    """The instant, where it names a day and a time."""
    part: PartOfDay | None = None
    """The part of the day that stands for the time, where no hour is named (`今晩`)."""
    rounds: tuple[Figure, ...] = ()
    """Numbers of rounds: `2次`, `第19回`."""
    missed: bool = False
    """Whether the rounds or the days were missed: what comes after them is wanted."""
    beside_missed: bool = False
    """Whether they come after others that were missed (`1次に間に合わなかったら2次に出してもいい?`)."""
    rounds_before: bool = False
    """Whether an earlier question named them: they hold only where such rounds are."""
    taking: bool = False
    """Whether applications are taken."""
    may: bool = False
    """Whether only words ask that which may ask whether someone may apply, whatever the day (`申し込める?`)."""
    over_said: tuple[str, ...] = ()
    """The words that ask whether it is too late."""
    opening: bool = False
    closing: bool = False
    next: bool = False
    first: bool = False
    """Wants the one of all that closes first."""
    last: bool = False
    of_all: bool = False
    """Wants the first or the last of all tracks, not that of each (`一番早いのは`)."""
    then: bool = False
    """Wants the one after the one that was named before."""
    apart: bool = False
    """Wants to know how many days lie between two closings."""
    remaining: bool = False
    """Wants only what isn't over."""
    counting: bool = False
    """Wants to know how many rounds there are."""
    which: bool = False
    """Wants to know in which round a day falls."""
    always: bool = False
    """Wants what has no closing."""
    sorting: bool = False
    """Wants that told apart from what has closings."""
    untaken: bool = False
    """Wants what takes no applications."""
    upcoming: bool = False
    """Wants what hasn't begun."""
    hour: bool = False
    applying: bool = False
    """A day is planned for applying (`6月20日に出すなら`)."""
    hindered: bool = False
    """It tells what keeps the person from applying (`6月末まで忙しい`)."""
    ready: bool = False
    """It tells a day, or days, from which on the person can (`5月20日に書類が揃います`, `6月下旬に決算が出る`)."""
    only_then: bool = False
    """It tells days before which the person can't (`5月に入ってからでないと動けません`)."""
    then_at: bool = False
    """It points at the days that another clause tells (`その時点で`)."""
    length: bool = False
    """Wants to know how long applications are taken."""
    ending: bool = False
    """Wants to know how long something goes on (`いつまでやっている?`)."""
    denied: bool = False
    """It states a day and denies it (`5月20日じゃないよね`)."""
    step: bool = False
    """The period is that of something other than applying (`6月に契約したい`)."""

    @classmethod
    def read(cls, text: str, now: date | datetime, vocabulary: Vocabulary) -> When:
        """The question of a text asked on a day or at an instant."""
        folded, words = Folded.of(text), vocabulary.rounds
        says = partial(_has, folded)
        asked_on = now.date() if isinstance(now, datetime) else now
        told = _told_beside(folded, words)
        period = period_meant(Folded.of(folded.text[len(told) :]), asked_on, vocabulary.days)
        time = time_named(folded.text)
        if time and is_end(folded.text, time.span[1], vocabulary.days):
            # `5月8日の17時まで`, `17時まで`: a closing is stated.
            period = replace(period, until=True) if period else None
            day = None
        else:
            day = period.first if period and period.is_day else None if period else asked_on
        at = instant(day, time) if day and time else None
        named = rounds_named(folded.text, vocabulary.days)
        rounds = not_missed(named, folded.text, words)
        missed = says_missed(folded.text, words) and not rounds
        part = part_of_day(folded, vocabulary.days) if day and not time else None
        if part and day:
            at = datetime(day.year, day.month, day.day, part.hour, tzinfo=JST)
        return cls(
            text=folded.text,
            asked_on=asked_on,
            period=period,
            of_now=(
                *figures_of_now(folded, asked_on, vocabulary.days),
                *(figure.text for figure in figures(told)),
            ),
            weekday=weekday_named(folded),
            at=at,
            part=part,
            rounds=rounds or named,
            missed=missed,
            beside_missed=bool(rounds) and rounds != named,
            taking=_has(without_words(folded, words.quoted_words), words.open_words),
            may=not (says(words.now_words) or says([w for w in words.open_words if w not in words.may_words])),
            over_said=tuple(word for word in words.closed_words if says((word,))),
            opening=_has(without_words(folded, words.from_now), words.opening_words),
            closing=says(words.closing_words),
            next=_says_next(folded, words.next_words) and (missed or rounds == named),
            first=says(words.first_words),
            last=says(words.last_words),
            of_all=says(words.of_all_words),
            # `1次に間に合わなかったら2次に出してもいい?` names the one that comes after.
            then=says(words.then_words) and (not rounds or rounds == named),
            apart=says(words.apart_words),
            remaining=says(words.remaining_words),
            counting=says(words.count_words) and not says(words.which_words),
            which=says(words.which_words),
            always=says(words.always_words),
            sorting=_sorts(folded, words),
            untaken=says(words.untaken_words),
            upcoming=says(words.upcoming_words),
            hour=says(words.hour_words),
            applying=says(words.plan_words),
            hindered=says(words.hindered_words) and not says(words.only_until_words),
            ready=period is not None
            and not period.is_open
            and says(words.ready_words)
            and not says(vocabulary.days.by),
            only_then=period is not None and says(words.only_then_words),
            then_at=period is None and says(words.then_at_words),
            length=says(words.length_words),
            ending=says(words.ending_words),
            denied=period is not None and says(vocabulary.days.denied_claims),
            step=period is not None and says(words.step_words) and not says(words.applying_words),
        )

    @property
    def over(self) -> bool:
        """Whether it asks if it is too late."""
        return bool(self.over_said)

    @property
    def of_any_day(self) -> bool:
        """Whether it may ask who can apply, and how: no day, round or closing is spoken of, nor that it is too late."""
        named = self.period is not None or self.at is not None or bool(self.rounds) or self.picks or self.missed
        return self.taking and self.may and not (named or self.over or self.closing or self.opening or self.always)

    @property
    def elsewhen(self) -> Period | None:
        """The period, where it isn't just the day asked on and isn't that of something else than applying."""
        if self.period is None or self.step or (self.period.is_day and self.period.first == self.asked_on):
            return None
        return self.period

    @property
    def free(self) -> Period | None:
        """When a person can apply who tells it: after days till which they can't, from the last of some days on, or in
        those days only."""
        if self.period is None:
            return None
        if self.hindered and self.period.until and self.period.last < date.max:
            return Period(self.period.last + timedelta(days=1), date.max)
        if self.ready and not self.hindered and not self.period.until:
            return Period(self.period.last, date.max)
        return Period(self.period.first, date.max) if self.only_then else None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that an answer may name, besides those of the rounds."""
        if self.period is None:
            return (self.at,) if self.at else ()
        own = (self.period.first,) if self.period.is_open else (self.period.first, self.period.last)
        return (*own, self.at) if self.at else own

    @property
    def left(self) -> Period | None:
        """What is left of that period, where it has begun."""
        period = self.elsewhen
        if period is None or not period.holds(self.asked_on):
            return period
        return replace(period, first=self.asked_on)

    @property
    def said_round(self) -> str:
        """The rounds as the person names them (`第6回`, `5次締切`)."""
        said = []
        for figure in self.rounds:
            first, last = figure.span
            first -= self.text[:first].endswith(ORDINAL)
            noun = next((noun for noun in ROUND_NOUNS if self.text.startswith(noun, last)), "")
            said.append(self.text[first:last] + noun)
        return "・".join(dict.fromkeys(said))

    @property
    def says_something(self) -> bool:
        """Whether the question itself says what is wanted of the calendar."""
        flags = (
            self.taking,
            self.over,
            self.opening,
            self.closing,
            self.hour,
            self.upcoming,
            self.untaken,
            self.always,
        )
        return self.period is not None or bool(self.rounds) or self.picks or any(flags)

    @property
    def asks_status(self) -> bool:
        """Asks whether applications are taken, or what falls in a period."""
        return self.taking or self.over or self.hour or (self.elsewhen is not None and (self.opening or self.closing))

    @property
    def picks(self) -> bool:
        """Asks for one of the rounds by its place among them, not by its number."""
        return self.next or self.first or self.last or self.then


def _has(text: Folded, words: Sequence[str]) -> bool:
    return any(cued(text, word) for word in words)


def _told_beside(text: Folded, words: RoundWords) -> str:
    """What a text begins with that tells of something else on some day (`6月に7人になるんだけど` of `…、申し込める?`)."""
    ends = [place + len(word) for word in words.beside_ends if (place := text.text.find(word)) > 0]
    told = text.text[: max(ends, default=0)]
    folded = Folded.of(told)
    return told if folded.has_any(words.beside_words) and not folded.has_any(words.applying_words) else ""


def _sorts(text: Folded, words: RoundWords) -> bool:
    """Whether what has no closing and what has one are to be told apart (`随時のものと締切のあるものを分けて`)."""
    dated = _has(without_words(text, words.always_words), words.closing_words)
    return dated and _has(text, words.always_words) and _has(text, words.sorting_words)


def _says_next(text: Folded, words: Sequence[str]) -> bool:
    """`次は` asks for the next one; in `1次は` and `何次は` it is part of a round's name, and `次の第6回` names one."""
    for word in words:
        for start, end in text.find_all(fold(word)):
            counted = start and text.folded[start - 1] in _COUNTING
            if not counted and not _NUMBERED.match(text.folded, end):
                return True
    return False
