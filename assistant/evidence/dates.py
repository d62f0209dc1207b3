"""When a programme can be applied for, judged against the day asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from assistant.calculator.result import EvidenceRef
from assistant.conversation.memory import Resolved
from assistant.evidence.confirm import LEADS
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.programmes.model import JST
from assistant.question.days import day_meant, month_meant
from assistant.question.folded import Folded, fold
from assistant.question.polarity import negated
from assistant.reply import RoundStatus
from assistant.schedule import JudgedRound, Schedule
from ingest.japanese.figures import Figure, figures

_UNTIL = re.compile(r"(?:日|末|時|分|半)まで(?!に)")
_STATUS: dict[RoundStatus, str] = {"before": "受付前", "open": "受付中", "closed": "受付終了", "always": "随時受付中"}
_ROUND_UNITS = ("次", "回")
_NEAREST = 4
_NEVER = datetime.max.replace(tzinfo=JST)

Group = tuple[tuple[str, ...], list[JudgedRound]]
"""Tracks that share the same rounds, and these."""


class Dates:
    """Answers from the schedule."""

    def __init__(self, knowledge: Knowledge, schedule: Schedule) -> None:
        self.knowledge = knowledge
        self.schedule = schedule

    def find(self, item: Resolved, programme: str, now: date | datetime) -> Finding | None:
        """The rounds of a programme, or of the tracks asked for; None where it has neither rounds nor a reason."""
        tracks: Sequence[str | None] = item.scope.tracks_of(programme) or (None,)
        judged = [found for track in tracks for found in self.schedule.rounds(now, programme, track)]
        named = self._named_rounds(item, judged)
        if named is None:
            return self._other_tracks_have(item, programme, judged, now) or self._no_such_round(item, programme, judged)
        judged = named
        if not judged:
            return self._undated(programme, tracks)
        text = Folded.of(item.ask.text)
        other_day = self._other_day(item, text, now)
        groups = _grouped(judged)
        dialogue = self.knowledge.vocabulary.dialogue
        closing: datetime | None = None
        then = item.closing if self._has(text, dialogue.then_words) else None
        if (then or _says_next(text, dialogue.next_words)) and not item.ask.asserts:
            ahead = [found for found in judged if then is None or (found.round.closes and found.round.closes > then)]
            points = self._next(programme, ahead or judged, now)
            closing = min(
                (c for found in ahead if (c := found.round.closes) and found.round.status != "closed"), default=None
            )
        elif len(groups) == 1 and len(groups[0][1]) == 1:
            points = [self._single(programme, groups[0], now)]
        else:
            points = self._several(programme, groups, now)
        lead = self._lead(item, text, judged, now, other_day)
        if other_day and lead:
            points.insert(0, self._on_day(programme, judged, other_day))
        notes = self._notes(judged, points)
        if all(found.round.status == "closed" for found in judged):
            notes.append(Point("次の募集の予定は、資料に書かれていません。事務局などの最新の案内をご確認ください。"))
        return Finding(
            status="answered",
            points=tuple(points),
            notes=tuple(notes),
            lead=lead,
            closing=closing,
            rounds=tuple(found.round for found in judged),
            about=tuple(dict.fromkeys((programme, track) for track in tracks)),
            contact_programmes=(programme,),
            topic="dates",
            decided={
                "rounds": [f"{found.round.track or ''} {found.round.name} {found.round.status}" for found in judged],
                **({"judged_on": other_day.isoformat()} if other_day else {}),
            },
        )

    def asks_when(self, text: str) -> bool:
        """Whether a text asks about taking applications on some day (`まだ間に合いますか`)."""
        dialogue, folded = self.knowledge.vocabulary.dialogue, Folded.of(text)
        return self._has(folded, (*dialogue.open_words, *dialogue.closed_words)) or self.asks_next(text)

    def asks_next(self, text: str) -> bool:
        """Whether a text asks for the round that comes next (`一番早く締め切られるのは`)."""
        return _says_next(Folded.of(text), self.knowledge.vocabulary.dialogue.next_words)

    def overview(self, item: Resolved, now: date | datetime) -> Finding:
        """Every programme: what can be applied for on the day asked, and what opens next."""
        text, dialogue = Folded.of(item.ask.text), self.knowledge.vocabulary.dialogue
        judged = self.schedule.rounds(now)
        if self._named_rounds(item, judged) is None:
            return self._no_such_round(item, None, judged)
        asked_on = now.date() if isinstance(now, datetime) else now
        opening = self._has(text, dialogue.opening_words)
        if span := month_meant(text, asked_on, dialogue.relative_days):
            return self._within(text, judged, span, opening=opening)
        if _says_next(text, dialogue.next_words):
            return self._nearest(judged, now, opening=opening)
        day = day_meant(text, asked_on, dialogue.relative_days)
        when = day if day and day != asked_on else None
        return self._taking(item, when or now, named_day=when is not None)

    def _taking(self, item: Resolved, now: date | datetime, *, named_day: bool) -> Finding:
        """What takes applications on a day, what opens after it, and what is over."""
        judged = self.schedule.rounds(now)
        shown: list[Point] = []
        at = f"{_spoken(now)}に" if named_day else f"{_spoken(now)}現在、"
        sections: tuple[tuple[str, tuple[RoundStatus, ...]], ...] = (
            (f"{at}申請を受け付けているのは、次のとおりです。", ("open", "always")),
            ("これから受付が始まるものは、次のとおりです。", ("before",)),
        )
        used: list[JudgedRound] = []
        for opening, statuses in sections:
            chosen = _soonest([found for found in judged if found.round.status in statuses])
            if not chosen:
                continue
            shown.append(Point(opening))
            for tracks, rounds in chosen:
                used += rounds
                shown.append(self._line(rounds[0].round.programme, (tracks, rounds)))
        if not any(found.round.status in ("open", "always") for found in judged):
            shown.insert(0, Point(f"{at}申請を受け付けている制度は、資料の中にありません。"))
        closed = _soonest([found for found in judged if found.round.status == "closed"], last=True)
        only_open = self._has(Folded.of(item.ask.text), self.knowledge.vocabulary.dialogue.open_words)
        if (
            not (item.ask.yes_no or only_open)
            and closed
            and item.operation not in ("list", "recommend")
            and not named_day
        ):
            shown.append(Point("受付が終わっているものは、次のとおりです。"))
            for tracks, rounds in closed:
                used += rounds
                shown.append(self._line(rounds[0].round.programme, (tracks, rounds)))
        return self._listed(shown, used, judged_on=now if named_day else None)

    def _within(
        self, text: Folded, judged: Sequence[JudgedRound], span: tuple[date, date], *, opening: bool
    ) -> Finding:
        """What closes, opens or takes applications in a month."""
        first, last = span
        month = f"{first.year}年{first.month}月"
        closing = self._has(text, self.knowledge.vocabulary.dialogue.closing_words)
        if opening:
            chosen = [found for found in judged if found.round.opens and first <= found.round.opens.date() <= last]
            said = f"{month}に受付が始まるのは、次のとおりです。"
        elif closing:
            chosen = [found for found in judged if found.round.closes and first <= found.round.closes.date() <= last]
            said = f"{month}に締切があるのは、次のとおりです。"
        else:
            chosen = [found for found in judged if _overlaps(found, first, last)]
            said = f"{month}に申請できるのは、次のとおりです。"
        shown = (
            [Point(said)]
            if chosen
            else [Point(said.replace("のは、次のとおりです。", "ものは、資料の中にありません。"))]
        )
        for group in _soonest(chosen):
            shown.append(self._line(group[1][0].round.programme, group))
        return self._listed(shown, chosen, judged_on=first)

    def _nearest(self, judged: Sequence[JudgedRound], now: date | datetime, *, opening: bool) -> Finding:
        """The closings, or the openings, that come next, the soonest first."""
        if opening:
            ahead = [found for found in judged if found.round.status == "before" and found.round.opens]
            said, none = "次に受付が始まるのは、次のとおりです。", "これから受付が始まる回は、資料に載っていません。"
        else:
            ahead = [found for found in judged if found.round.status in ("open", "before") and found.round.closes]
            said, none = "締切の近い順に、次のとおりです。", "これから締切を迎える回は、資料に載っていません。"
        groups = sorted(
            _soonest(ahead),
            key=lambda group: (group[1][0].round.opens if opening else group[1][0].round.closes) or _NEVER,
        )[:_NEAREST]
        shown = [Point(f"{_spoken(now)}現在、{said if groups else none}")]
        shown += [self._line(group[1][0].round.programme, group) for group in groups]
        return self._listed(shown, [found for _, rounds in groups for found in rounds])

    def _listed(
        self, shown: Sequence[Point], used: Sequence[JudgedRound], judged_on: date | datetime | None = None
    ) -> Finding:
        return Finding(
            status="answered",
            points=tuple(shown),
            notes=tuple(self._notes(used, shown)),
            rounds=tuple(found.round for found in used),
            about=tuple(dict.fromkeys((found.round.programme, found.round.track) for found in used)),
            topic="dates",
            decided={"rounds": len(used), **({"judged_on": judged_on.isoformat()} if judged_on else {})},
        )

    def _named_rounds(self, item: Resolved, judged: Sequence[JudgedRound]) -> list[JudgedRound] | None:
        """The rounds that the question names (`23次`, `第5回`); all where it names none; None where there is no such."""
        wanted = [figure for figure in figures(item.ask.text) if figure.kind == "count" and figure.unit in _ROUND_UNITS]
        if not wanted:
            return list(judged)
        found = [each for each in judged if any(_names(each, figure) for figure in wanted)]
        return found or None

    def _other_tracks_have(
        self, item: Resolved, programme: str, judged: Sequence[JudgedRound], now: date | datetime
    ) -> Finding | None:
        """`複数者連携枠に3次締切はある？`: other tracks of the programme have such a round, this one hasn't."""
        elsewhere = self._named_rounds(item, self.schedule.rounds(now, programme)) if judged else None
        if not elsewhere or not judged:
            return None
        groups = _grouped(judged)
        name = self._name(programme, groups[0][0])
        said = "・".join(dict.fromkeys(found.round.name for found in elsewhere))
        denial = Point(f"{name}に、{said}はありません。", _sources(judged[0].evidence))
        return Finding(
            status="answered",
            points=(
                denial,
                Point(f"{name}の締切は、次のとおりです。"),
                *(self._line(programme, group) for group in groups),
            ),
            lead="いいえ、" if item.ask.yes_no else "",
            rounds=tuple(found.round for found in (*judged, *elsewhere)),
            about=((programme, groups[0][0][0] or None),),
            contact_programmes=(programme,),
            topic="dates",
            decided={"no_such_round": said},
        )

    def _no_such_round(self, item: Resolved, programme: str | None, judged: Sequence[JudgedRound]) -> Finding:
        """A round that the documents don't have: said so, with those that they have where a programme is named."""
        said = next(f.text for f in figures(item.ask.text) if f.kind == "count" and f.unit in _ROUND_UNITS)
        points = [Point("お尋ねの回の日程は、資料に書かれていません。")]
        shown = list(judged) if programme else []
        if programme and shown:
            points.append(Point(f"資料にある{self.knowledge.name(programme)}の日程は、次のとおりです。"))
            points += [self._line(programme, group) for group in _grouped(shown)]
        return Finding(
            status="not_in_sources",
            points=tuple(points),
            rounds=tuple(found.round for found in shown),
            about=((programme, None),) if programme else (),
            contact_programmes=(programme,) if programme else (),
            show_contact=True,
            topic="dates",
            decided={"no_such_round": said},
        )

    def _undated(self, programme: str, tracks: Sequence[str | None]) -> Finding | None:
        gaps = [gap for track in tracks for gap in self.schedule.undated(programme, track)]
        if not gaps:
            return None
        points = [Point(gap.reason, _sources(gap.evidence)) for gap in dict.fromkeys(gaps)]
        return Finding(
            status="not_in_sources",
            points=tuple(points),
            about=tuple((programme, track) for track in tracks),
            contact_programmes=(programme,),
            show_contact=True,
            topic="dates",
            decided={"undated": [gap.track for gap in gaps]},
        )

    def _single(self, programme: str, group: Group, now: date | datetime) -> Point:
        """One round in sentences, the closing first."""
        tracks, (found,) = group
        name = (
            f"{self._name(programme, tracks)}（{found.round.name}）"
            if found.round.name
            else self._name(programme, tracks)
        )
        opens, closes = _opening(found), _closing(found)
        today = _spoken(now)
        status, left = found.round.status, found.round.days_left
        if status == "always":
            text = f"{self._name(programme, tracks)}は、随時受付中です。いつでも申請できます。"
        elif status == "open":
            last = "本日が締切です" if left == 0 else f"締切まで、あと{left}日です"
            text = f"{name}の申請締切は、{closes}です。{today}現在、受付中で、{last}。受付開始は{opens}でした。"
        elif status == "before":
            text = f"{name}の申請受付は、{opens}から{closes}までです。{today}現在、受付はまだ始まっていません。"
        else:
            text = f"{name}の申請締切は、{closes}でした。{today}現在、受付は終了しています。受付開始は{opens}でした。"
        return Point(text, _sources(found.evidence))

    def _several(self, programme: str, groups: Sequence[Group], now: date | datetime) -> list[Point]:
        name = self.knowledge.name(programme)
        points = [Point(f"{name}の申請期間は、次のとおりです（{_spoken(now)}現在）。")]
        return points + [self._line(programme, group, short=True) for group in groups]

    def _next(self, programme: str, judged: Sequence[JudgedRound], now: date | datetime) -> list[Point]:
        """The closing that comes next, for each group of tracks."""
        points: list[Point] = []
        for tracks, rounds in _grouped(judged):
            ahead = [found for found in rounds if found.round.status in ("open", "before", "always")]
            if not ahead:
                points.append(
                    Point(
                        f"{self._name(programme, tracks)}の受付は、{_spoken(now)}現在、すべて終了しています。最後の締切は{_closing(rounds[-1])}でした。",
                        _sources(rounds[-1].evidence),
                    )
                )
                continue
            found = min(ahead, key=lambda each: (each.round.closes is None, each.round.closes))
            if found.round.status == "always":
                points.append(self._single(programme, (tracks, [found]), now))
                continue
            left = "本日が締切です" if found.round.days_left == 0 else f"あと{found.round.days_left}日です"
            points.append(
                Point(
                    f"{self._name(programme, tracks)}の次の締切は、{found.round.name}の{_closing(found)}です。{_spoken(now)}現在、{_STATUS[found.round.status]}で、締切まで{left}。",
                    _sources(found.evidence),
                )
            )
        return points

    def _line(self, programme: str, group: Group, *, short: bool = False) -> Point:
        """A group in one line: `・創業型（第3回）：2026年3月6日（金）～2026年4月30日（木）［受付中、あと20日］`."""
        tracks, rounds = group
        names = [self._track_name(programme, track) for track in tracks]
        label = "・".join(name for name in names if name) or self.knowledge.name(programme)
        if not short and any(names):
            label = f"{self.knowledge.name(programme)} {label}"
        sources = tuple(dict.fromkeys(source for found in rounds for source in _sources(found.evidence)))
        first = rounds[0]
        if first.round.status == "always":
            return Point(f"・{label}：随時受付中", sources)
        if len(rounds) == 1:
            return Point(
                f"・{label}（{first.round.name}）：{_opening(first)}～{_closing(first)}［{_badge(first)}］", sources
            )
        ordered = sorted(rounds, key=lambda found: found.round.closes or datetime.max)
        closings = "、".join(f"{found.round.name} {_closing(found)}［{_badge(found)}］" for found in ordered)
        return Point(f"・{label}：受付開始 {_opening(first)}、{closings}", sources)

    def _lead(
        self,
        item: Resolved,
        text: Folded,
        judged: Sequence[JudgedRound],
        asked: date | datetime,
        other_day: date | datetime | None,
    ) -> str:
        ask = item.ask
        if not ask.yes_no:
            return ""
        dialogue = self.knowledge.vocabulary.dialogue
        closes = self._has(text, dialogue.closed_words)
        opens = self._has(text, dialogue.open_words)
        stated = [figure for figure in ask.stated if figure.kind in ("date", "time", "slash")]
        if stated and not (other_day and opens):
            found = self._dates_agree(text, stated, judged, asked)
            if found is not None:
                return LEADS["yes" if found else "no"]
        meant = day_meant(text, asked.date() if isinstance(asked, datetime) else asked, dialogue.relative_days)
        if meant and not (opens or closes) and self._has(text, dialogue.closing_words):
            return LEADS[
                "yes" if any(each.round.closes and each.round.closes.date() == meant for each in judged) else "no"
            ]
        if not (opens or closes):
            return ""
        programme = judged[0].round.programme
        now: Sequence[JudgedRound] = judged
        if other_day:
            tracks = {found.round.track for found in judged}
            now = [each for track in tracks for each in self.schedule.rounds(other_day, programme, track)]
            names = {(found.round.track, found.round.name) for found in judged}
            now = [each for each in now if (each.round.track, each.round.name) in names]
        taking = [each.round.status in ("open", "always") for each in now]
        mixed = any(taking) and not all(taking) and len({each.round.track for each in now}) > 1
        if mixed and closes:
            return LEADS["depends"]
        cues = self.knowledge.vocabulary.yes_no
        turned = negated(ask.text, cues.negatives, cues.neutral, cues.only)  # `まだ始まっていませんよね`
        if closes and not opens:
            return LEADS["yes" if any(taking) == turned else "no"]
        if any(taking) and not all(taking) and len({each.round.track for each in now}) > 1:
            return LEADS["depends"]
        return LEADS["yes" if any(taking) != turned else "no"]

    def _dates_agree(
        self, text: Folded, stated: Sequence[Figure], judged: Sequence[JudgedRound], asked: date | datetime
    ) -> bool | None:
        """Whether the dates and times that a person states are those of a round; None where they state none."""
        opening = any(text.has(fold(word)) for word in self.knowledge.vocabulary.dialogue.opening_words)
        instants = [when for each in judged if (when := each.round.opens if opening else each.round.closes)]
        days = [figure for figure in stated if figure.kind in ("date", "slash")]
        if not days and not any(figure.kind == "time" for figure in stated):
            return None
        meant = day_meant(text, asked.date() if isinstance(asked, datetime) else asked, ())
        for when in instants:
            day_fits = meant == when.date() if meant else not days or any(_fits(figure, when) for figure in days)
            times = [figure for figure in stated if figure.kind == "time"]
            if day_fits and all(figure.value == (when.hour, when.minute) for figure in times):
                return True
        return False

    def _on_day(self, programme: str, judged: Sequence[JudgedRound], day: date | datetime) -> Point:
        """Whether applications are taken on another day than the one asked on."""
        names = {(found.round.track, found.round.name) for found in judged}
        tracks = {found.round.track for found in judged}
        then = [
            each
            for track in tracks
            for each in self.schedule.rounds(day, programme, track)
            if (each.round.track, each.round.name) in names
        ]
        taking = any(each.round.status in ("open", "always") for each in then)
        said = f"{_spoken(day)}のその時刻" if isinstance(day, datetime) else _spoken(day)
        return Point(f"{said}は、申請の受付期間中です。" if taking else f"{said}は、申請の受付期間ではありません。")

    def _other_day(self, item: Resolved, text: Folded, now: date | datetime) -> date | datetime | None:
        """A day that the person names and means to apply on; the day of a closing that they state is none."""
        if not self._has(text, self.knowledge.vocabulary.dialogue.open_words):
            return None
        if item.ask.asserts and _UNTIL.search(text.text):
            return None  # `5月20日まで出せますよね` states a closing
        asked_on = now.date() if isinstance(now, datetime) else now
        day = day_meant(text, asked_on, self.knowledge.vocabulary.dialogue.relative_days)
        if day is None:
            return None
        times = [figure.value for figure in figures(text.text) if figure.kind == "time"]
        if times and isinstance(times[0], tuple) and isinstance(times[0][0], int) and isinstance(times[0][1], int):
            return datetime(day.year, day.month, day.day, min(times[0][0], 23), times[0][1], tzinfo=JST)
        return None if day == asked_on else day

    def _notes(self, judged: Sequence[JudgedRound], points: Sequence[Point]) -> list[Point]:
        """How dates were read, each said once and the most telling first."""
        said = [note for found in judged for note in found.notes]
        kept = []
        for note in dict.fromkeys(said):
            if any(figure.kind == "date" for figure in figures(note)) and "曜日" in note:
                continue
            kept.append(note)
        if any("曜日" in note for note in said):
            kept.insert(0, "年は資料の表に書かれていません。曜日から2026年と読み取りました。")
        return [Point(f"※{note}") for note in kept[:2]]

    def _name(self, programme: str, tracks: Sequence[str]) -> str:
        names = [self._track_name(programme, track) for track in tracks]
        inside = "・".join(name for name in names if name)
        return f"{self.knowledge.name(programme)} {inside}" if inside else self.knowledge.name(programme)

    def _track_name(self, programme: str, track: str) -> str:
        found = self.knowledge.track(programme, track)
        return found.names.official if found else ""

    @staticmethod
    def _has(text: Folded, words: Sequence[str]) -> bool:
        return any(text.has(fold(word)) for word in words)


def _says_next(text: Folded, words: Sequence[str]) -> bool:
    """`次は` asks for the next one; in `1次は` and `何次は` it is part of a round's name."""
    for word in words:
        for start, _ in text.find_all(fold(word)):
            if not (start and (text.folded[start - 1].isdigit() or text.folded[start - 1] == "何")):
                return True
    return False


def _overlaps(found: JudgedRound, first: date, last: date) -> bool:
    opens, closes = found.round.opens, found.round.closes
    if found.round.status == "always":
        return True
    return bool(closes and closes.date() >= first and (opens is None or opens.date() <= last))


def _grouped(judged: Sequence[JudgedRound]) -> list[Group]:
    """Tracks with the same rounds together, in the order of the rounds."""
    by_track: dict[str, list[JudgedRound]] = {}
    for found in judged:
        by_track.setdefault(found.round.track or "", []).append(found)
    groups: dict[tuple[object, ...], tuple[list[str], list[JudgedRound]]] = {}
    for track, rounds in by_track.items():
        ordered = sorted(rounds, key=lambda found: found.round.closes.timestamp() if found.round.closes else 0)
        key = tuple(
            (found.round.programme, found.round.name, found.round.opens, found.round.closes) for found in ordered
        )
        groups.setdefault(key, ([], ordered))[0].append(track)
    return [(tuple(tracks), rounds) for tracks, rounds in groups.values()]


def _soonest(judged: Sequence[JudgedRound], *, last: bool = False) -> list[Group]:
    """For each track of each programme the round that closes next (or closed last), alike ones together."""
    best: dict[tuple[str, str | None], JudgedRound] = {}
    for found in judged:
        key = (found.round.programme, found.round.track)
        known = best.get(key)
        earlier = known is None or (
            found.round.closes is not None
            and known.round.closes is not None
            and (found.round.closes < known.round.closes) != last
        )
        if earlier:
            best[key] = found
    groups: dict[object, tuple[list[str], list[JudgedRound]]] = {}
    for found in best.values():
        same = (found.round.programme, found.round.name, found.round.opens, found.round.closes)
        tracks, rounds = groups.setdefault(same, ([], []))
        tracks.append(found.round.track or "")
        rounds.append(found)
    return [(tuple(tracks), rounds[:1]) for tracks, rounds in groups.values()]


def _names(found: JudgedRound, wanted: Figure) -> bool:
    return any(
        figure.kind == "count" and figure.value == wanted.value and figure.unit == wanted.unit
        for figure in figures(found.round.name)
    )


def _fits(figure: Figure, when: datetime) -> bool:
    """Whether a date with parts left out (`3月`) is that day's."""
    if not isinstance(figure.value, tuple):
        return False
    parts = (None, *figure.value) if len(figure.value) == 2 else figure.value
    return all(said is None or said == is_ for said, is_ in zip(parts, (when.year, when.month, when.day), strict=True))


def _sources(evidence: Sequence[EvidenceRef]) -> tuple[Source, ...]:
    """The evidence with day and round names; the table's own heading proves nothing by itself."""
    return tuple(dict.fromkeys(Source(item.document, item.lines, item.quote) for item in evidence))


def _badge(found: JudgedRound) -> str:
    status = _STATUS[found.round.status]
    left = found.round.days_left
    if found.round.status != "open" or left is None:
        return status
    return f"{status}、本日締切" if left == 0 else f"{status}、あと{left}日"


def _opening(found: JudgedRound) -> str:
    return _instant(found.round.opens, found.opens_has_time)


def _closing(found: JudgedRound) -> str:
    return _instant(found.round.closes, found.closes_has_time)


def _instant(when: datetime | None, has_time: bool) -> str:
    if when is None:
        return ""
    return f"{_spoken(when)}{when.hour}:{when.minute:02d}" if has_time else _spoken(when)


def _spoken(day: date | datetime) -> str:
    """`2026年5月8日（金）`."""
    return f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"
