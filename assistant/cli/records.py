"""`madoguchi records`: deleting old records and taking them out as files."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path

import click


@click.group(help="質問と回答の記録を、消す・書き出す。")
def records() -> None:
    pass


@records.command(help="保存日数を過ぎた記録を、評価や確認結果ごと消します。元には戻せません。")
@click.option("--days", type=click.IntRange(1), help="残す日数。省くと設定（MADOGUCHI_RECORDS_KEEP_DAYS）。")
@click.option("--dry-run", is_flag=True, help="消さずに、件数だけを数えます。")
@click.option("--yes", is_flag=True, help="確かめずに消します（定期実行用）。")
def purge(days: int | None, dry_run: bool, yes: bool) -> None:
    from assistant.accounts.store import AccountStore
    from assistant.records.database import open_database
    from assistant.records.retention import purge as purge_records
    from assistant.settings import load_settings

    settings = load_settings()
    keep = days or settings.records_keep_days
    database = open_database(settings)
    found = purge_records(database, keep_days=keep, dry_run=True)
    told = f"{keep}日より前の質問 {found.turns}件、評価 {found.feedback}件"
    if dry_run:
        click.echo(f"{told}が対象です（消していません）。")
        return
    if not yes and found.turns:
        click.confirm(f"{told}を消します。よろしいですか", abort=True)
    done = purge_records(database, keep_days=keep)
    AccountStore(database).log("", "records_purged", f"{keep}日", {"turns": done.turns, "feedback": done.feedback})
    click.echo(f"質問 {done.turns}件、評価 {done.feedback}件を消しました。")


@records.command(help="記録を CSV か JSON Lines で書き出します。OUT に - を指定すると標準出力に出します。")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), help="省くと、ファイル名の終わりで決めます。")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="この日から（日本時間）。")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="この日まで（日本時間）。")
def export(out: Path, kind: str | None, since: datetime | None, until: datetime | None) -> None:
    from assistant.records.database import open_database
    from assistant.records.export import FORMATS
    from assistant.records.export import export as export_records
    from assistant.records.reviews import TOKYO
    from assistant.settings import load_settings

    chosen = FORMATS.get(kind or out.suffix.lstrip(".").lower())
    if chosen is None:
        raise click.UsageError("--format に csv か jsonl を指定してください。")
    database = open_database(load_settings())
    start = since.replace(tzinfo=TOKYO) if since else None
    end = (until + timedelta(days=1)).replace(tzinfo=TOKYO) if until else None
    if str(out) == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")
        export_records(database, sys.stdout, chosen, since=start, until=end)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            count = export_records(database, file, chosen, since=start, until=end)
    except OSError as error:
        raise click.UsageError(f"{out} に書けません（{error.strerror}）。") from None
    click.echo(f"{count}件を {out} に書き出しました（{date.today().isoformat()}）。")
