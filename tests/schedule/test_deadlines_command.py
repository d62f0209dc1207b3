"""`madoguchi deadlines` as people and other tools run it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from assistant.reply import Round
from tests.conftest import Command


@pytest.fixture
def deadlines(madoguchi: Command) -> Command:
    return partial(madoguchi, "deadlines")


def test_json_is_the_contracts_rounds(deadlines: Command) -> None:
    code, out, err = deadlines("--as-of", "2026-04-10", "--json")
    assert (code, err) == (0, "")
    rounds = [Round.model_validate(item) for item in json.loads(out)]
    assert len(rounds) == 25
    first = json.loads(out)[0]
    assert first["closes"] == "2026-04-30T23:59:59+09:00" and first["status"] == "open" and first["days_left"] == 20


def test_one_programme_and_one_track_by_japanese_names(deadlines: Command) -> None:
    _, out, _ = deadlines("--as-of", "2026-04-10", "--programme", "もの補助", "--json")
    assert [item["closes"] for item in json.loads(out)] == ["2026-05-08T17:00:00+09:00"]
    _, out, _ = deadlines("--as-of", "2026-04-10", "--programme", "IT導入補助金", "--track", "複数者連携", "--json")
    assert [item["closes"][:10] for item in json.loads(out)] == ["2026-06-15", "2026-08-25"]
    _, out, _ = deadlines("--as-of", "2026-04-10", "--programme", "IT導入補助金", "--track", "インボイス枠", "--json")
    assert {item["track"] for item in json.loads(out)} == {"invoice", "denshi"}


def test_only_what_is_open(deadlines: Command) -> None:
    _, out, _ = deadlines("--as-of", "令和8年8月26日", "--open", "--json")
    assert [(item["programme"], item["status"]) for item in json.loads(out)] == [("shoryokuka", "always")]


def test_the_table_for_people(deadlines: Command) -> None:
    code, out, _ = deadlines("--as-of", "2026-05-08")
    assert code == 0
    for words in (
        "基準日: 2026年5月8日（金）",
        "受付中",
        "今日まで",
        "2026/5/8(金)17:00",
        "随時受付",
        "終了",
        "曜日から2026年",
        "ビジネスコミュニティ型の申請期間",
    ):
        assert words in out
    _, out, _ = deadlines("--programme", "マナビDX")
    assert "資料に" in out


def test_an_instant(deadlines: Command) -> None:
    _, out, _ = deadlines("--as-of", "2026-05-08T17:01", "--programme", "もの補助", "--json")
    assert json.loads(out)[0]["status"] == "closed"


def test_without_a_day_it_is_now(deadlines: Command) -> None:
    code, out, _ = deadlines("--json")
    assert code == 0 and len(json.loads(out)) == 25


def test_the_calendar_file(deadlines: Command, tmp_path: Path) -> None:
    path = tmp_path / "締切.ics"
    code, out, _ = deadlines("--as-of", "2026-04-10", "--ics", str(path))
    assert code == 0 and "書き出しました" in out
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--as-of", "明日"], "2026-04-10"),
        (["--as-of", "2026-02-30"], "読めません"),
        (["--programme", "宇宙補助金"], "見つかりません"),
        (["--programme", "省力化", "--track", "宇宙枠"], "カタログ注文型"),
        (["--track", "一般型"], "--programme"),
        (["--ics", "/no/such/folder/x.ics"], "書き込めません"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(deadlines: Command, arguments: list[str], says: str) -> None:
    code, _, err = deadlines(*arguments)
    assert code == 2
    assert err.count("\n") == 1 and says in err
