"""When a programme can be applied for, judged against the day asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from assistant.conversation.memory import Resolved
from assistant.evidence.dates.apart import Apart
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.of_all import OfAll
from assistant.evidence.dates.of_programme import OfProgramme
from assistant.evidence.dates.order import Order
from assistant.evidence.dates.rounds import lists_all, named, taking_in
from assistant.evidence.dates.verdict import hangs_on_condition
from assistant.evidence.dates.wording import Wording
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.question.periods import Period
from assistant.question.rounds import rounds_perhaps
from assistant.reply import Round
from assistant.schedule import Schedule
from ingest.japanese.figures import Figure

_DATES = "dates"
_REMEMBERED = 256
"""How many texts are kept as they were read: one question reads the same few again and again."""

__all__ = ["Dates"]


class Dates:
    """Answers from the schedule."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule) -> None:
        self._vocabulary = knowledge.vocabulary
        self._when = lru_cache(maxsize=_REMEMBERED)(self._read)
        self.schedule = schedule
        wording = Wording(knowledge)
        self._of_programme = OfProgramme(knowledge, schedule, wording)
        self._of_all = OfAll(schedule, wording)
        self._apart = Apart(schedule, wording)
        self._order = Order(knowledge, schedule, wording)

    def find(self, item: Resolved, programme: str, now: date | datetime) -> Finding | None:
        """The rounds of a programme, or of the tracks asked for; None where it has neither rounds nor a reason."""
        return self._of_programme.find(item, programme, self._asked(item, now), now)

    def rounds(self, item: Resolved, programme: str, now: date | datetime) -> tuple[Round, ...]:
        """The rounds that a question about a programme or its tracks is about."""
        tracks: Sequence[str | None] = item.scope.tracks_of(programme) or (None,)
        return tuple(each.round for track in tracks for each in self.schedule.rounds(now, programme, track))

    def overview(self, item: Resolved, now: date | datetime, programmes: Sequence[str] = ()) -> Finding:
        """Every programme, or these: what can be applied for on the day asked, what opens next, the rounds named.

        Rounds that only one track has, or several alike, name it (`23次の受付はもう始まってますよね`).
        """
        when = self._asked(item, now)
        if when.rounds and not programmes and (scope := self._of_all.subject_of(when.rounds, now)):
            own = replace(item, scope=scope)
            if found := self._apart.find(own, when, now) or self._of_programme.find(
                own, scope.programmes[0], when, now
            ):
                return found
        return self._of_all.find(item, when, now, programmes)

    def of_need(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Which of the programmes that serve a need can be applied for, where that is what is asked of them."""
        when = self._asked(item, now)
        chooses = when.asks_status or when.picks or when.sorting or (when.applying and when.period is not None)
        if item.ask.scope.programmes or item.ask.sure_topics != (_DATES,) or not chooses:
            return None
        if when.sorting:  # `いつでも出せるものと締切のあるものを分けて` is asked of all
            return self.overview(replace(item, scope=item.ask.scope), now)
        pairs = [(one, track) for one in item.scope.programmes for track in item.scope.tracks_of(one) or (None,)]
        beside = self.brief(pairs, now)
        if beside is None:
            return None
        found = self.overview(item, now, item.scope.programmes)
        return found if found.rounds else replace(beside, lead=found.lead, points=(*found.points, *beside.points))

    def apart(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Which of two closings comes first, and how many days lie between them, where that is asked."""
        return self._apart.find(item, self._asked(item, now), now)

    def order(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Whether a closing comes before another, or both hours of a round are the same, where that is asked."""
        return self._order.find(item, self._asked(item, now), now)

    def brief(self, about: Sequence[tuple[str, str | None]], now: date | datetime) -> Finding | None:
        """The rounds of several programmes and tracks, a line each; None where none of them has any."""
        return self._of_all.brief(about, now)

    def asks_when(self, text: str, now: date | datetime) -> bool:
        """Whether a text asks about taking applications on some day (`まだ間に合いますか`), or about certain rounds."""
        when = self._when(text, now)
        return when.asks_status or when.picks

    def hangs_on_condition(self, item: Resolved, now: date | datetime) -> bool:
        """Whether it is asked of someone, or under a condition, if one may apply: that isn't for the calendar."""
        return hangs_on_condition(item.ask, self._asked(item, now), self._vocabulary.yes_no)

    def asks_for_some(self, text: str, now: date | datetime) -> bool:
        """Whether a text says which rounds it wants: by a day, a number, their state or their place among the others."""
        when = self._when(text, now)
        state = when.asks_status or when.always or when.upcoming or when.untaken
        return state or when.picks or bool(when.rounds) or when.period is not None

    def asks_next_closing(self, text: str, now: date | datetime) -> bool:
        """Whether a text asks when and for the closing that comes next, not for one after another (`その次の締切`)."""
        when = self._when(text, now)
        return self.asks_when(text, now) and when.closing and when.next and not (when.then or when.missed)

    def asks_certain(self, text: str, now: date | datetime) -> bool:
        """Whether a text asks for what only the calendar knows: `一番早く締め切られるのは`, `夏に出せるのは`, `何時まで`."""
        when = self._when(text, now)
        return when.picks or when.hour or (when.asks_status and (when.elsewhen or when.at) is not None)

    def turns_on_hour(self, item: Resolved, now: date | datetime) -> bool:
        """Whether it is asked about an instant of a day on which a round opens or closes at some hour."""
        if not (item.ask.yes_no and _DATES in item.ask.sure_topics):
            return False
        when = self._asked(item, now)
        if when.at is None:
            return False
        judged = [each for one in item.scope.programmes for each in self.schedule.rounds(now, one)]
        return any(
            (each.opens_has_time and each.round.opens and each.round.opens.date() == when.at.date())
            or (each.closes_has_time and each.round.closes and each.round.closes.date() == when.at.date())
            for each in judged
        )

    def knows(self, item: Resolved, now: date | datetime) -> bool:
        """Whether the rounds themselves answer, whatever else isn't known of the dates.

        That is so for the time of day of a closing, for a round by its number, for how many rounds there are where all are
        listed, for what takes applications at any time, and for a period in which some round does.
        """
        when = self._asked(item, now)
        if when.rounds and (item.ask.bare or when.closing or when.opening or when.taking):
            return True
        if (when.closing or when.missed or when.then) and not when.ending and self._takes_always(item, now):
            return True  # `カタログ型は締切を過ぎたら来年まで待つ?`
        missed = when.then and when.period is not None
        if when.hour or (when.left is None and not missed and not when.counting):
            return when.hour
        judged = [
            found for programme in item.scope.programmes or (None,) for found in self.schedule.rounds(now, programme)
        ]
        if when.counting and lists_all(judged):
            return True
        if when.then and when.period and when.period.is_day:
            # `今日を逃したら次は?`: what closes after that day
            return any(found.round.closes and found.round.closes.date() > when.period.last for found in judged)
        return (when.taking or when.closing) and when.left is not None and bool(taking_in(judged, when.left))

    def _takes_always(self, item: Resolved, now: date | datetime) -> bool:
        """Whether all that is asked about takes applications at any time."""
        judged = [found for programme in item.scope.programmes for found in self.rounds(item, programme, now)]
        return bool(judged) and all(found.status == "always" for found in judged)

    def names_round(self, item: Resolved, words: Iterable[str], now: date | datetime) -> bool:
        """Whether one of these words is the number of a round that is asked for: the calendar says which there are."""
        return any(figure.text in word for figure in self._asked(item, now).rounds for word in words)

    def asks_only_rounds(self, item: Resolved, now: date | datetime) -> bool:
        """Whether a later turn names a round of what was spoken of, and nothing else (`2回目は？`)."""
        named = [figure.text for figure in self._when(item.ask.text, now).rounds]
        other = [noun for noun in item.ask.rest if noun not in named]
        return bool(named) and not other and "programme" in item.carried and item.ask.sure_topics == ("dates",)

    def asks_later(self, item: Resolved, now: date | datetime) -> bool:
        """Whether the closing after the one named before is wanted (`その次は？`)."""
        return item.closing is not None and self._asked(item, now).then

    def asks_one_of_all(self, item: Resolved, now: date | datetime) -> bool:
        """Whether the first or the last of all is wanted, not those of each programme (`早いのはどっち？`)."""
        when = self._asked(item, now)
        return (when.first or when.last) and (when.of_all or item.operation == "compare")

    def _asked(self, item: Resolved, now: date | datetime) -> When:
        """What the question asks of the calendar; where it names no days, those of the question that it goes on with."""
        own = self._when(item.ask.text, now)
        if not own.rounds:
            own = replace(own, rounds=self._numbered(item, now))
        if item.held_against:
            own = replace(own, period=None, at=None, part=None, weekday=None, taking=False, over_said=())
        if own.then_at and (days := self._told_days(item, now)):
            own = replace(own, period=days)  # `4月の中旬に準備ができます。その時点で受付中の型は?`
        elif own.period is None and (own.taking or own.over or own.remaining):
            # `5月に入ってからでないと動けません。間に合いますか`
            told = [self._when(ask.text, now).free for ask in item.message if ask is not item.ask]
            own = replace(own, period=next(filter(None, told), None))
        elif own.ready and own.taking and own.free:
            own = replace(own, period=own.free)  # `6月下旬に書類がそろうので、何次に間に合う?`
        if not item.before or own.says_something:
            return own
        read = [self._when(text, now) for text in item.before]
        earlier = next((when for when in read if when.says_something), own)
        return replace(
            own,
            period=earlier.period,
            rounds=earlier.rounds,
            rounds_before=True,
            at=earlier.at,
            step=earlier.step,
            opening=earlier.opening,
            closing=earlier.closing,
            hour=earlier.hour,
            last=earlier.last,
        )

    def _numbered(self, item: Resolved, now: date | datetime) -> tuple[Figure, ...]:
        """The counts that are the numbers of rounds of what is asked about (`持続化19回の締切日`)."""
        ends = [mention.span[1] for mention in item.ask.mentions if mention.span]
        perhaps = rounds_perhaps(item.ask.text, ends)
        about = [(one, track) for one in item.scope.programmes for track in item.scope.tracks_of(one) or (None,)]
        judged = [found for each in about for found in self.schedule.rounds(now, *each)] if perhaps else []
        return tuple(figure for figure in perhaps if named(judged, [figure]))

    def _told_days(self, item: Resolved, now: date | datetime) -> Period | None:
        """The days that the nearest clause before this one tells."""
        clauses = [ask for ask in item.message if ask.text != item.ask.text]
        read = [self._when(ask.text, now).elsewhen for ask in reversed(clauses)]
        return next(filter(None, read), None)

    def _read(self, text: str, now: date | datetime) -> When:
        return When.read(text, now, self._vocabulary)
