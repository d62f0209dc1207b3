"""はい or いいえ to a question on days: a date that is claimed, and whether applications are taken in some period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from assistant.evidence.confirming.claims import reach
from assistant.evidence.confirming.verdict import LEADS, Verdict
from assistant.evidence.dates.asked import When
from assistant.evidence.dates.rounds import (
    ahead,
    by_track,
    closes,
    closing_in,
    latest_of_each,
    opening_in,
    taking,
    taking_in,
    taking_throughout,
)
from assistant.evidence.dates.wording import closing, opening, spoken, spoken_period
from assistant.evidence.model import Point
from assistant.question.ask import Ask
from assistant.question.language.operations import YesNoCues
from assistant.question.periods import Period
from assistant.question.polarity import beyond_condition, negated
from assistant.schedule import JudgedRound
from ingest.japanese.figures import Figure

_EVEN_IF = "ても"
_ASKS_WHICH = ("は?", "って?")


def lead(ask: Ask, when: When, judged: Sequence[JudgedRound], cues: YesNoCues) -> str:
    """`はい、`, `いいえ、`, `場合によります。`; nothing where no yes or no is asked, or what comes after a round missed."""
    if (when.missed and when.next) or when.beside_missed or not (ask.yes_no or _asks_whether(ask, when)):
        return ""
    under = _under_condition(ask, cues)
    if (under is not None and when.period is None) or hangs_on_condition(ask, when, cues):
        return ""  # `賃上げしなくても申請できますか`: the condition isn't for the calendar
    found = _verdict(ask, when, judged, cues)
    return LEADS[found] if found else ""


def goes_on(ask: Ask, when: When, cues: YesNoCues) -> Verdict:
    """The verdict on something that goes on for good: `まだ続いていますか` is so, `もう締め切った?` and `期限はある?` are not."""
    ends = when.over or when.closing or (when.period is not None and when.period.until)
    denied = bool(ends) and not when.always
    return _turned("no" if denied else "yes", not when.always and _negated(ask, when, cues))


def hangs_on_condition(ask: Ask, when: When, cues: YesNoCues) -> bool:
    """Whether it is asked of someone, or under a condition, if one may apply, whatever the day: `うちだけで申請できる?`,
    `被害はないけど申し込める?`, `女性部も申し込める?`."""
    if not (when.of_any_day and ask.yes_no):
        return False
    limited = reach(ask.text, cues) & {"only", "enough", "else"}
    return (
        bool(limited or ask.rest or ask.facts.values)
        or beyond_condition(ask.text, cues.negatives, cues.neutral) is not None
    )


def _asks_whether(ask: Ask, when: When) -> bool:
    """`今夜でもセーフ?`: a question mark behind words for whether it is in time, whatever the ending."""
    asks = ask.text.endswith("?") and not ask.text.endswith(_ASKS_WHICH) and not ask.wh_question
    return asks and (when.taking or when.over)


def _verdict(ask: Ask, when: When, judged: Sequence[JudgedRound], cues: YesNoCues) -> Verdict | None:
    stated = [each for each in ask.stated if each.kind in ("date", "time", "slash") and each.text not in when.of_now]
    period = when.period
    if when.step:
        return None
    if period and period.is_open and not (when.taking or when.over or when.closing or when.opening):
        # `4月30日の後はもう受け付けないの?` claims no day
        return _turned(in_period(judged, period), _negated(ask, when, cues))
    claims = ask.asserts and period is not None and period.until
    if hour_unsaid(ask, when, judged):
        return None
    if period and period.ends_all:
        last = by_track(latest_of_each(judged)).values()
        return _agreement([bool(closing_in(rounds, period)) for rounds in last], ask, cues)
    if period and lacks_closing(when, judged):
        return _agreement([bool(closing_in(rounds, period)) for rounds in by_track(judged).values()], ask, cues)
    today = period is not None and period.is_day and period.first == when.asked_on and not ask.asserts
    applying = applied_in(ask, when) is not None or when.at is not None or today
    if when.weekday is not None and not (stated or when.taking or when.over):
        return _agreement([_on_weekday(rounds, when) for rounds in by_track(judged).values()], ask, cues)
    if when.at and when.part and when.part.ends and not (when.taking or when.over):
        return "yes" if when.at in [found.round.closes for found in judged] else "no"
    if when.at and when.part:
        return _turned("yes" if _taken_at(judged, when.at) else "no", _means_over(ask, when, cues))
    if (stated or claims) and not (applying and (when.taking or when.over)):
        agreed = _agreement([_dates_agree(when, stated, rounds) for rounds in by_track(judged).values()], ask, cues)
        return _turned(agreed, when.denied)
    turned = _negated(ask, when, cues)  # `まだ始まっていませんよね`
    if when.at and (when.taking or when.over):
        return _turned("yes" if _taken_at(judged, when.at) else "no", _means_over(ask, when, cues))
    if when.elsewhen and (when.taking or when.over):
        return _turned(in_period(judged, when.elsewhen), _means_over(ask, when, cues))
    if period and not when.over and (when.closing or when.opening or period.until):
        falling = opening_in if when.opening else closing_in
        if ask.asserts:  # `締切は昨日でしたよね`
            agreed = _agreement([bool(falling(rounds, period)) for rounds in by_track(judged).values()], ask, cues)
            return _turned(agreed, when.denied)
        return "yes" if falling(judged, period) else "no"
    if not (when.taking or when.over):
        return None
    tracks = [bool(taking(rounds)) for rounds in by_track(judged).values()]
    if any(tracks) and not all(tracks):
        return "depends"
    if when.over and not when.taking:
        turned = not turned
    return _turned("yes" if any(tracks) else "no", turned)


def _agreement(agreeing: Sequence[bool], ask: Ask, cues: YesNoCues) -> Verdict:
    """Whether something claimed is so of all tracks, of none, or of some only."""
    if all(agreeing) or not any(agreeing):
        return "yes" if any(agreeing) else "no"
    every = "all" in reach(ask.text, cues) or ask.alike
    return "no" if every else "depends"


def _on_weekday(judged: Sequence[JudgedRound], when: When) -> bool:
    """Whether the weekday is that of a closing of a track (or of an opening): of those ahead, where any is."""
    rounds = ahead(judged) or judged
    days = [found.round.opens if when.opening else found.round.closes for found in rounds]
    return any(day is not None and day.weekday() == when.weekday for day in days)


def _means_over(ask: Ask, when: When, cues: YesNoCues) -> bool:
    """Whether はい would mean that it is too late (`夜9時だと遅い?`)."""
    return _negated(ask, when, cues) != (when.over and not when.taking)


def _negated(ask: Ask, when: When, cues: YesNoCues) -> bool:
    """Whether a question is turned round; by other words than those for being too late (`もう無理?`)."""
    text = _under_condition(ask, cues) or ask.text
    for word in when.over_said:
        text = text.replace(word, "")
    return negated(text, cues.negatives, cues.neutral, cues.only)


def _under_condition(ask: Ask, cues: YesNoCues) -> str | None:
    """What is asked under a negated condition (`間に合う?` of `今日出さなくても間に合う?`); None where there is none."""
    rest = beyond_condition(ask.text, cues.negatives, cues.neutral)
    return rest if rest and rest.startswith(_EVEN_IF) else None


def hour_unsaid(ask: Ask, when: When, judged: Sequence[JudgedRound]) -> bool:
    """Whether all hangs on the hour of a closing of which the documents give only the day."""
    days = [found for found in judged if found.round.closes and not found.closes_has_time]
    instant = when.period is not None or when.taking or when.over or bool(when.part)
    if when.at and instant:  # `締切時刻は17時ですか` names no day
        return any(found.round.closes and found.round.closes.date() == when.at.date() for found in days)
    times = any(figure.kind == "time" for figure in ask.stated)
    return times and len(days) == len([found for found in judged if found.round.closes])


def _turned(found: Verdict, turned: bool) -> Verdict:
    if not turned or found == "depends":
        return found
    return "no" if found == "yes" else "yes"


def lacks_closing(when: When, judged: Sequence[JudgedRound]) -> bool:
    """Whether a day is said to be that of a closing on which not all of these tracks have one (`7月21日の締切に間に合う?`)."""
    period = when.period
    if period is None or when.over or not (period.closing and period.is_day):
        return False
    return not all(closing_in(rounds, period) for rounds in by_track(judged).values())


def applied_in(ask: Ask, when: When) -> Period | None:
    """The period in which a person means to apply; a day that they state as that of a closing is none."""
    period = when.left
    if period is None or (ask.asserts and period.until):
        return None  # `5月20日まで出せますよね` states a closing
    return period


def in_period(judged: Sequence[JudgedRound], period: Period) -> Verdict:
    """Whether applications are taken in a period: all of a day, or some day of a longer one."""
    tracks = [bool(taking_in(rounds, period)) for rounds in by_track(judged).values()]
    if any(tracks) and not all(tracks):
        return "depends"
    return "yes" if any(tracks) else "no"


def on_instant(judged: Sequence[JudgedRound], when: When, at: datetime) -> Point:
    """Whether applications are taken at an instant, in a sentence."""
    said = spoken(at) + ("のその時間" if when.part else f"{at.hour}:{at.minute:02d}")
    if _taken_at(judged, at):
        return Point(f"{said}は、申請の受付期間中です。")
    if all(each.round.closes and each.round.closes < at for each in judged):
        return Point(f"{said}は、締切を過ぎているため、申請できません。")
    if all(each.round.opens and each.round.opens > at for each in judged):
        return Point(f"{said}は、受付の開始前のため、申請できません。")
    return Point(f"{said}は、申請の受付期間ではありません。")


def on_period(judged: Sequence[JudgedRound], period: Period, asked_on: date) -> Point:
    """Whether applications are taken in a period, or were where it is over on the day asked, in a sentence."""
    said, over = spoken_period(period), period.last < asked_on
    found = in_period(judged, period)
    if found == "no":
        return Point(f"{said}は、申請の受付期間ではありません{'でした' if over else ''}。")
    if found == "depends":
        return Point(f"{said}に申請できるかどうかは、枠・型によって違います。")
    tracks = by_track(judged).values()
    if all(taking_throughout(rounds, period) for rounds in tracks):
        return Point(f"{said}は、申請の受付期間中{'でした' if over else 'です'}。")
    within = taking_in(judged, period)
    last = latest_of_each(within)
    ends = {closing(each) for each in last}
    if len(ends) == 1 and all(period.holds(closes(each).date()) for each in last):
        return Point(f"{said}のうち、{ends.pop()}まで申請できます。")
    starts = {opening(each) for each in within if each.round.opens and period.holds(each.round.opens.date())}
    if len(starts) == 1:
        return Point(f"{said}のうち、{starts.pop()}から申請できます。")
    return Point(f"{said}に申請できます。")


def _taken_at(judged: Sequence[JudgedRound], at: datetime) -> bool:
    return any(
        each.round.status == "always"
        or bool(each.round.opens and each.round.closes and each.round.opens <= at <= each.round.closes)
        for each in judged
    )


def _dates_agree(when: When, stated: Sequence[Figure], judged: Sequence[JudgedRound]) -> bool:
    """Whether the dates and times that a person states are those of a round."""
    if when.period is not None and when.period.between:
        # `受付は4月3日から5月8日までですよね`
        ends = [(each.round.opens, each.round.closes) for each in judged]
        said = (when.period.first, when.period.last)
        hours = [figure.value for figure in stated if figure.kind == "time"]
        return any(
            first
            and last
            and (first.date(), last.date()) == said
            and all(hour in ((first.hour, first.minute), (last.hour, last.minute)) for hour in hours)
            for first, last in ends
        )
    instants = [day for each in judged if (day := each.round.opens if when.opening else each.round.closes)]
    days = [figure for figure in stated if figure.kind in ("date", "slash")]
    times = [figure for figure in stated if figure.kind == "time"]
    weekdays = {when.weekday, *(figure.weekday for figure in days)} - {None}
    for instant in instants:
        if weekdays and weekdays != {instant.weekday()}:
            continue
        if when.period is not None:
            day_fits = when.period.around.holds(instant.date())
        else:
            day_fits = not days or any(_fits(figure, instant) for figure in days)
        if day_fits and all(figure.value == (instant.hour, instant.minute) for figure in times):
            return True
    return False


def _fits(figure: Figure, when: datetime) -> bool:
    """Whether a date with parts left out (`3月`) is that day's."""
    if not isinstance(figure.value, tuple):
        return False
    parts = (None, *figure.value) if len(figure.value) == 2 else figure.value
    return all(said is None or said == is_ for said, is_ in zip(parts, (when.year, when.month, when.day), strict=True))
