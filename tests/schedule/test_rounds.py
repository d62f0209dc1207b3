"""Rounds against dates. The dates are the briefing's (lines 126-129, 200-204, 261-265, 313, 329-330, 352-354)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import JST
from assistant.schedule import Schedule, contract_contacts
from tests.programmes.real import book

SCHEDULE = Schedule(book())

# programme, track, name, opens, closes; a date stands for a whole day.
BRIEFING = {
    ("monodukuri", None, "23次公募", datetime(2026, 4, 3, 17, tzinfo=JST), datetime(2026, 5, 8, 17, tzinfo=JST)),
    ("jizokuka", "tsujo", "第19回", date(2026, 3, 6), date(2026, 4, 30)),
    ("jizokuka", "saigai", "第9回", date(2026, 1, 23), date(2026, 3, 31)),
    ("jizokuka", "sogyo", "第3回", date(2026, 3, 6), date(2026, 4, 30)),
    ("jizokuka", "kyodo", "第2回", date(2026, 1, 16), date(2026, 2, 27)),
    ("shoryokuka", "ippan", "第5回", date(2026, 2, 2), date(2026, 2, 27)),
    ("shoryokuka", "catalog", "随時受付", None, None),
    *(
        ("digital-ai", track, f"{number}次締切", date(2026, 3, 30), closes)
        for track in ("tsujo", "invoice", "denshi", "security")
        for number, closes in enumerate((date(2026, 5, 12), date(2026, 6, 15), date(2026, 7, 21), date(2026, 8, 25)), 1)
    ),
    ("digital-ai", "fukusu", "1次締切", date(2026, 3, 30), date(2026, 6, 15)),
    ("digital-ai", "fukusu", "2次締切", date(2026, 3, 30), date(2026, 8, 25)),
}


def status(
    as_of: date | datetime, programme: str, track: str | None = None, name: str | None = None
) -> tuple[str, int | None]:
    found = [item.round for item in SCHEDULE.rounds(as_of, programme, track) if name is None or item.round.name == name]
    assert len(found) == 1
    return found[0].status, found[0].days_left


def test_the_rounds_are_the_briefings_and_no_other() -> None:
    found = {
        (
            item.round.programme,
            item.round.track,
            item.round.name,
            item.rule.opens.at if item.rule.opens else None,
            item.rule.closes.at if item.rule.closes else None,
        )
        for item in SCHEDULE.rounds(date(2026, 4, 10))
    }
    assert found == BRIEFING


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 2, 15), ("before", 82)),
        (date(2026, 4, 2), ("before", 36)),
        (date(2026, 4, 3), ("open", 35)),  # it opens at 17:00 of that day
        (date(2026, 4, 10), ("open", 28)),
        (date(2026, 5, 7), ("open", 1)),
        (date(2026, 5, 8), ("open", 0)),
        (date(2026, 5, 9), ("closed", None)),
        (datetime(2026, 4, 3, 16, 59, 59), ("before", 35)),
        (datetime(2026, 4, 3, 17, 0, 0), ("open", 35)),
        (datetime(2026, 5, 8, 16, 59, 59), ("open", 0)),
        (datetime(2026, 5, 8, 17, 0, 0), ("open", 0)),
        (datetime(2026, 5, 8, 17, 0, 1), ("closed", None)),
        (datetime(2026, 5, 8, 7, 59, 59, tzinfo=UTC), ("open", 0)),
        (datetime(2026, 5, 8, 8, 0, 1, tzinfo=UTC), ("closed", None)),
        (datetime(2026, 5, 7, 15, 30, tzinfo=UTC), ("open", 0)),  # already 8 May in Japan
    ],
)
def test_a_round_with_times_is_exact_to_the_second(as_of: date | datetime, expected: tuple[str, int | None]) -> None:
    assert status(as_of, "monodukuri") == expected


@pytest.mark.parametrize(
    ("as_of", "track", "expected"),
    [
        (date(2026, 3, 5), "tsujo", ("before", 56)),
        (date(2026, 3, 6), "tsujo", ("open", 55)),
        (date(2026, 4, 30), "tsujo", ("open", 0)),
        (date(2026, 5, 1), "tsujo", ("closed", None)),
        (datetime(2026, 3, 6, 0, 0, 0), "sogyo", ("open", 55)),
        (datetime(2026, 3, 5, 23, 59, 59), "sogyo", ("before", 56)),
        (datetime(2026, 4, 30, 23, 59, 59), "sogyo", ("open", 0)),
        (datetime(2026, 5, 1, 0, 0, 0), "sogyo", ("closed", None)),
        (date(2026, 1, 22), "saigai", ("before", 68)),
        (date(2026, 1, 23), "saigai", ("open", 67)),
        (date(2026, 3, 31), "saigai", ("open", 0)),
        (date(2026, 4, 1), "saigai", ("closed", None)),
        (date(2026, 1, 15), "kyodo", ("before", 43)),
        (date(2026, 1, 16), "kyodo", ("open", 42)),
        (date(2026, 2, 27), "kyodo", ("open", 0)),
        (date(2026, 2, 28), "kyodo", ("closed", None)),
    ],
)
def test_a_round_with_days_only_lasts_to_the_end_of_its_last_day(
    as_of: date | datetime, track: str, expected: tuple[str, int | None]
) -> None:
    assert status(as_of, "jizokuka", track) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 2, 1), ("before", 26)),
        (date(2026, 2, 2), ("open", 25)),
        (date(2026, 2, 27), ("open", 0)),
        (date(2026, 2, 28), ("closed", None)),
    ],
)
def test_shoryokuka_ippan(as_of: date, expected: tuple[str, int | None]) -> None:
    assert status(as_of, "shoryokuka", "ippan") == expected


def test_the_catalogue_is_always_open() -> None:
    for as_of in (date(2020, 1, 1), date(2026, 4, 10), date(2030, 12, 31)):
        assert status(as_of, "shoryokuka", "catalog") == ("always", None)


@pytest.mark.parametrize(
    ("as_of", "open_now"),
    [
        (date(2026, 1, 10), {("shoryokuka", "catalog")}),
        (
            date(2026, 2, 15),
            {("shoryokuka", "catalog"), ("shoryokuka", "ippan"), ("jizokuka", "saigai"), ("jizokuka", "kyodo")},
        ),
        (
            date(2026, 3, 10),
            {("shoryokuka", "catalog"), ("jizokuka", "saigai"), ("jizokuka", "tsujo"), ("jizokuka", "sogyo")},
        ),
        (
            date(2026, 5, 9),
            {
                ("shoryokuka", "catalog"),
                *(("digital-ai", track) for track in ("tsujo", "invoice", "denshi", "security", "fukusu")),
            },
        ),
        (date(2026, 8, 26), {("shoryokuka", "catalog")}),
    ],
)
def test_what_can_be_applied_for_on_a_day(as_of: date, open_now: set[tuple[str, str | None]]) -> None:
    assert {(item.round.programme, item.round.track) for item in SCHEDULE.open_rounds(as_of)} == open_now


def test_open_rounds_come_first_by_closing_and_closed_ones_last() -> None:
    found = [item.round for item in SCHEDULE.rounds(date(2026, 3, 10))]
    order = [item.status for item in found]
    assert order == sorted(order, key=["open", "always", "before", "closed"].index)
    closing = [item.closes for item in found if item.status == "open" and item.closes]
    assert closing == sorted(closing)


def test_a_round_of_the_whole_programme_takes_the_track_asked_for() -> None:
    assert SCHEDULE.rounds(date(2026, 4, 10), "monodukuri", "global")[0].round.track == "global"
    assert SCHEDULE.rounds(date(2026, 4, 10), "monodukuri")[0].round.track is None


def test_readings_that_are_not_printed_are_said() -> None:
    printed, merged = (SCHEDULE.rounds(date(2026, 4, 10), "digital-ai", track)[0] for track in ("tsujo", "security"))
    assert any("曜日から2026年" in note for note in printed.notes)
    assert not any("結合" in note for note in printed.notes)
    assert any("結合" in note for note in merged.notes)
    assert {item.lines[0] for item in merged.evidence} == {261, 262, 264}
    assert any("時刻は資料に書かれていません" in note for note in printed.notes)
    monodukuri = SCHEDULE.rounds(date(2026, 2, 15), "monodukuri")[0]
    assert any("現在公募中" in note for note in monodukuri.notes)
    assert monodukuri.opens_has_time and monodukuri.closes_has_time and not printed.closes_has_time


def test_an_opening_that_is_not_printed_is_said() -> None:
    whole = book()
    programme = whole.get("monodukuri")
    (rule,) = programme.rounds
    unopened = programme.model_copy(update={"rounds": (rule.model_copy(update={"opens": None}),)})
    schedule = Schedule(ProgrammeBook({unopened.id: unopened}, whole.facts))
    (found,) = schedule.rounds(date(2026, 2, 15))
    assert found.round.opens is None and found.round.status == "open"
    assert any("受付開始の日は資料に書かれていません" in note for note in found.notes)
    assert schedule.rounds(date(2026, 5, 9))[0].round.status == "closed"


def test_what_has_no_dates_says_why() -> None:
    undated = {(gap.programme, gap.track) for gap in SCHEDULE.undated()}
    assert undated == {
        ("jizokuka", "community"),
        *((name, None) for name in (
            "manabi-dx", "manabi-dx-quest", "otasuketai", "tabletop-exercise", "chuken-daikibo", "hyakuoku-sengen",
            "seicho-kasoku", "shinjigyo-monodukuri", "shokei-ma",
        )),
    }  # fmt: skip
    assert all("資料に" in gap.reason or "記載はありません" in gap.reason for gap in SCHEDULE.undated())
    dated = {item.round.programme for item in SCHEDULE.rounds(date(2026, 4, 10))}
    assert dated | {programme for programme, _ in undated} == set(book().programmes)


def test_every_printed_weekday_is_right() -> None:
    weekdays = "月火水木金土日"
    for item in SCHEDULE.rounds(date(2026, 4, 10)):
        for instant in (item.rule.opens, item.rule.closes):
            if instant is not None:
                assert f"{weekdays[instant.day.weekday()]}" in instant.evidence[0].quote


def test_instants_are_in_japanese_time() -> None:
    for item in SCHEDULE.rounds(date(2026, 4, 10)):
        for instant in (item.round.opens, item.round.closes):
            assert instant is None or instant.utcoffset() == timedelta(hours=9)


def test_contacts_follow_the_contract() -> None:
    contact = contract_contacts(book().get("digital-ai"), "invoice")[0]
    assert contact.name == "IT導入補助金事務局" and contact.phone == ["0570-666-376", "050-3133-3272"]
    sogyo = contract_contacts(book().get("jizokuka"), "sogyo")[0]
    assert sogyo.url == "https://r6.jizokukahojokin.info/sogyo/" and sogyo.phone == []
    assert contract_contacts(book().get("shokei-ma")) == []
