"""How rounds are said: a line, a sentence, a badge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.calculator.result import EvidenceRef
from assistant.evidence.dates.rounds import Group
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point, Source
from assistant.question.periods import Period
from assistant.reply import RoundStatus
from assistant.schedule import JudgedRound

_STATUS: dict[RoundStatus, str] = {"before": "受付前", "open": "受付中", "closed": "受付終了", "always": "随時受付中"}
_MOST_NOTES = 2
NO_NEXT = Point("次の募集の予定は、資料に書かれていません。事務局などの最新の案内をご確認ください。")
NO_LATER = Point("これより後の募集の予定は、資料に書かれていません。")
NO_END = Point("受付がいつまで続くかは、資料に書かれていません。")
NO_HOUR = {False: "締切の時刻は、資料に書かれていません。", True: "受付開始の時刻は、資料に書かれていません。"}
"""By whether the hour of an opening is asked for."""


class Wording:
    """Says rounds with the names of their programmes and tracks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def name(self, programme: str, tracks: Sequence[str] = ()) -> str:
        """`小規模事業者持続化補助金 一般型 通常枠・創業型`."""
        inside = self.tracks(programme, tracks)
        name = self._knowledge.name(programme)
        return f"{name} {inside}" if inside else name

    def tracks(self, programme: str, tracks: Sequence[str]) -> str:
        found = [self._knowledge.track(programme, track) for track in tracks if track]
        return "・".join(track.names.official for track in found if track)

    def line(self, group: Group, *, short: bool = False) -> Point:
        """A group in one line: `・創業型（第3回）：2026年3月6日（金）～2026年4月30日（木）［受付中、あと20日］`."""
        tracks, rounds = group
        first = rounds[0]
        programme = first.round.programme
        label = (short and self.tracks(programme, tracks)) or self.name(programme, tracks)
        proof = tuple(dict.fromkeys(source for found in rounds for source in sources(found.evidence)))
        if first.round.status == "always":
            return Point(f"・{label}：随時受付中", proof)
        if len(rounds) == 1:
            when = f"{opening(first)}～{closing(first)}［{_badge(first)}］"
            return Point(f"・{label}（{first.round.name}）：{when}", proof)
        closings = "、".join(f"{found.round.name} {closing(found)}［{_badge(found)}］" for found in rounds)
        return Point(f"・{label}：受付開始 {opening(first)}、{closings}", proof)

    def openings(self, rounds: Sequence[JudgedRound], now: date | datetime) -> list[Point]:
        """When applications begin, for tracks that begin on the same day together."""
        said: dict[tuple[str, datetime | None], list[JudgedRound]] = {}
        for found in rounds:
            if found.round.opens:
                said.setdefault((found.round.programme, found.round.opens), []).append(found)
        points = []
        for (programme, _), same in said.items():
            tracks = list(dict.fromkeys(found.round.track or "" for found in same))
            name = self.name(programme, tracks if len(said) > 1 else ())
            end = "です" if same[0].round.status == "before" else "でした"
            proof = tuple(dict.fromkeys(source for found in same for source in sources(found.evidence)))
            points.append(Point(f"{name}の受付開始は、{opening(same[0])}{end}。", proof))
        return points

    def names(self, group: Group) -> Point:
        """A group by the names of its rounds alone: `・…：1次締切・2次締切`."""
        tracks, rounds = group
        proof = tuple(dict.fromkeys(source for found in rounds for source in sources(found.evidence)))
        said = "・".join(dict.fromkeys(found.round.name for found in rounds))
        return Point(f"・{self.name(rounds[0].round.programme, tracks)}：{said}", proof)

    def single(self, group: Group, now: date | datetime, *, from_opening: bool = False) -> Point:
        """One round in sentences, the closing first, or the opening where that is what was asked."""
        tracks, (found, *_) = group
        name = self.name(found.round.programme, tracks)
        today, status = spoken(now), found.round.status
        if status == "always":
            return Point(f"{name}は、随時受付中です。いつでも申請できます。", sources(found.evidence))
        if found.round.name:
            name = f"{name}（{found.round.name}）"
        if status == "before":
            text = f"{name}の申請受付は、{opening(found)}から{closing(found)}までです。{today}現在、受付はまだ始まっていません。{_until(found.round.opens, now)}"
        elif from_opening and opening(found):
            now_said = f"受付中で、{left(found)}" if status == "open" else "受付は終了しています"
            end = "です" if status == "open" else "でした"
            text = f"{name}の受付開始は、{opening(found)}でした。申請締切は{closing(found)}{end}。{today}現在、{now_said}。"
        elif status == "open":
            text = f"{name}の申請締切は、{closing(found)}です。{today}現在、受付中で、{left(found)}。{_began(found)}"
        else:
            text = f"{name}の申請締切は、{closing(found)}でした。{today}現在、受付は終了しています。{_began(found)}"
        return Point(text, sources(found.evidence))

    def span(self, group: Group) -> Point:
        """When applications are taken, whatever day it is: `…の申請受付は、…から…までです。`; several rounds in a line."""
        tracks, (found, *more) = group
        if more or found.round.status == "always":
            return self.line(group)
        name = self.name(found.round.programme, tracks)
        name = f"{name}（{found.round.name}）" if found.round.name else name
        starts = f"{day}から" if (day := opening(found)) else ""
        return Point(f"{name}の申請受付は、{starts}{closing(found)}までです。", sources(found.evidence))

    def one(self, group: Group, now: date | datetime, said: str) -> Point:
        """`…の次の締切は、2次締切の2026年6月15日（月）です。`"""
        tracks, (found, *_) = group
        if found.round.status == "always":
            return self.single(group, now)
        name = self.name(found.round.programme, tracks)
        if found.round.status == "closed":
            text = f"{name}の{said}は、{found.round.name}の{closing(found)}でした。{spoken(now)}現在、受付は終了しています。"
        else:
            state = f"{_STATUS[found.round.status]}で、{left(found)}"
            text = f"{name}の{said}は、{found.round.name}の{closing(found)}です。{spoken(now)}現在、{state}。"
            if found.round.status == "before" and (day := opening(found)):
                text += f"受付開始は{day}です。"
        return Point(text, sources(found.evidence))


def _began(found: JudgedRound) -> str:
    """When it opened; nothing where the documents don't say it."""
    return f"受付開始は{day}でした。" if (day := opening(found)) else ""


def left(found: JudgedRound) -> str:
    return "本日が締切です" if found.round.days_left == 0 else f"締切まで、あと{found.round.days_left}日です"


def notes(judged: Sequence[JudgedRound]) -> list[Point]:
    """How dates were read, each said once."""
    said = dict.fromkeys(note for found in judged for note in found.notes)
    return [Point(f"※{note}") for note in list(said)[:_MOST_NOTES]]


def sources(evidence: Sequence[EvidenceRef]) -> tuple[Source, ...]:
    """The evidence with day and round names; the table's own heading proves nothing by itself."""
    return tuple(dict.fromkeys(Source(item.document, item.lines, item.quote) for item in evidence))


def opening(found: JudgedRound) -> str:
    return _instant(found.round.opens, found.opens_has_time)


def closing(found: JudgedRound) -> str:
    return _instant(found.round.closes, found.closes_has_time)


def spoken(day: date | datetime) -> str:
    """`2026年5月8日（金）`."""
    return f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


def spoken_period(period: Period) -> str:
    """`2026年5月8日（金）`, `2026年5月`, `2026年6月～2026年8月` or both its days."""
    first, last = period.first, period.last
    if period.is_day:
        return spoken(first)
    if period.is_open:
        return f"{first.year}年{first.month}月以降" if first.day == 1 else f"{spoken(first)}以降"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        month, other = f"{first.year}年{first.month}月", f"{last.year}年{last.month}月"
        return month if month == other else f"{month}～{other}"
    return f"{spoken(first)}～{spoken(last)}"


def _until(when: datetime | None, now: date | datetime) -> str:
    """How many days it is to an opening."""
    today = now.date() if isinstance(now, datetime) else now
    days = (when.date() - today).days if when else 0
    return f"受付開始まで、あと{days}日です。" if days else "受付は、本日始まります。"


def _badge(found: JudgedRound) -> str:
    status = _STATUS[found.round.status]
    days = found.round.days_left
    if found.round.status != "open" or days is None:
        return status
    return f"{status}、本日締切" if days == 0 else f"{status}、あと{days}日"


def _instant(when: datetime | None, has_time: bool) -> str:
    if when is None:
        return ""
    return f"{spoken(when)}{when.hour}:{when.minute:02d}" if has_time else spoken(when)
