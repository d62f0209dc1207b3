"""`madoguchi deadlines`: application rounds against a date, as a table, as JSON or as a calendar file."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from assistant.cli.days import DayType


@click.command(short_help="申請期間と締切を、基準日で判定して表示します")
@click.option("--as-of", type=DayType(), help="基準日。例: 2026-04-10、2026-05-08T17:00（省くと、今）")
@click.option("--programme", help="制度の名前かID")
@click.option("--track", help="枠・型の名前かID")
@click.option("--open", "only_open", is_flag=True, help="基準日に申請できるものだけ")
@click.option("--json", "as_json", is_flag=True, help="結果をJSONで出力します")
@click.option(
    "--ics", type=click.Path(dir_okay=False, path_type=Path), help="カレンダーのファイル（.ics）に書き出します"
)
def deadlines(
    as_of: date | datetime | None,
    programme: str | None,
    track: str | None,
    only_open: bool,
    as_json: bool,
    ics: Path | None,
) -> None:
    """資料にある公募回の、受付開始・締切・残りの日数を表示します。

    日付だけを指定すると、その日のうちに申請できる時間がある公募回を「受付中」とします。
    """
    from assistant.programmes.book import open_book
    from assistant.schedule import Schedule, today
    from assistant.settings import load_settings
    from ingest.errors import MadoguchiError

    book = open_book(load_settings().corpus)
    schedule = Schedule(book)
    if track is not None and programme is None:
        raise click.UsageError("--track は、--programme と一緒に指定してください。")
    entry = book.find(programme) if programme is not None else None
    when = as_of or today()
    tracks: list[str | None] = [None]
    if entry is not None and track is not None:
        tracks = [item.id for item in book.find_tracks(entry, track)]
    programme_id = entry.id if entry else None
    find = schedule.open_rounds if only_open else schedule.rounds
    rounds = [item for track_id in tracks for item in find(when, programme_id, track_id)]
    if ics is not None:
        from assistant.schedule import calendar_file

        try:
            ics.write_bytes(calendar_file(book, rounds, today()))
        except OSError as error:
            raise MadoguchiError(
                f"{ics}に書き込めません。フォルダーがあるか、書ける場所かを確かめてください。"
            ) from error
    if as_json:
        shown = [item.round.model_dump(mode="json") for item in rounds]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    from assistant.cli.schedule_view import show

    undated = [] if only_open else [gap for track_id in tracks for gap in schedule.undated(programme_id, track_id)]
    show(book, when, rounds, undated)
    if ics is not None:
        click.echo(f"{ics} に書き出しました。")
