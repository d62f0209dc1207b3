"""`madoguchi eval answers | validate | report | baseline`: measuring answers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from evals.items import DATASETS, KINDS, Item, load_items, load_placed, select
from ingest.errors import MadoguchiError, shown_path

if TYPE_CHECKING:
    from evals.runs import Run

_PATH = click.Path(path_type=Path)


class ValidationFailedError(MadoguchiError):
    """The questions have faults, which are listed above this message."""


class GateClosedError(MadoguchiError):
    """A figure fell under its floor."""

    exit_code = 1


@click.command(help="質問を順に尋ね、返事を採点します。表を出し、JSON と HTML を var/evals/ に書きます。")
@click.option("--split", type=click.Choice(["dev", "test", "all"]), default="all", show_default=True, help="使う問題")
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="問題の種類（何度でも指定可）")
@click.option("--baseline", type=_PATH, help="比べる前回の記録（初めは evals/baseline.json）")
@click.option("--out", type=_PATH, help="書き出すフォルダ（初めは var/evals）")
@click.option("--datasets", type=_PATH, default=DATASETS, help="問題のフォルダ", show_default="evals/datasets")
@click.option("--gate", is_flag=True, help="基準を下回ったら、終了コード 1 で終わります。")
def answers(
    split: Literal["dev", "test", "all"],
    kinds: tuple[str, ...],
    baseline: Path | None,
    out: Path | None,
    datasets: Path,
    gate: bool,
) -> None:
    from rich.console import Console

    from assistant.settings import load_settings
    from evals.gate import BASELINE, breaches, read_baseline
    from evals.report import write_page
    from evals.runs import changes, read_summary, run_json, write_json
    from evals.tables import print_change, print_details, print_metrics

    items = select(load_items(datasets), split, kinds)
    if not items:
        raise click.UsageError("当てはまる問題がありません。--split と --kind を見直してください。")
    earlier_path = baseline or (BASELINE if BASELINE.exists() else None)
    earlier = read_summary(earlier_path) if earlier_path else None
    run = measure_now(items)
    change = changes(run, earlier) if earlier else None
    folder = out or load_settings().data / "evals"
    write_json(folder / "answers.json", run_json(run))
    write_page(run, change, folder / "answers.html")
    console = Console()
    measured = run.measured()
    print_metrics(console, run.summary(), change)
    print_details(console, measured)
    if change:
        print_change(console, change)
    console.print(
        f"記録: {shown_path(folder / 'answers.json')}　読み物: {shown_path(folder / 'answers.html')}", soft_wrap=True
    )
    if gate:
        limits = {name: limit for name, limit in read_baseline().gate.items() if split in ("all", name)}
        found = breaches(measured, limits)
        if found:
            raise GateClosedError(" / ".join(str(breach) for breach in found))


def measure_now(items: list[Item]) -> Run:
    """Ask the assistant of this machine every item, with a progress bar on stderr."""
    from tqdm import tqdm

    from assistant.settings import load_settings
    from evals.answers import run_items
    from evals.runs import new_run
    from evals.sources import Sources
    from evals.system import open_system

    sources = Sources.load(load_settings().corpus)
    open_conversation = open_system()
    began = time.perf_counter()
    with tqdm(total=len(items), unit="問", desc="評価", leave=False, disable=None) as bar:
        results = run_items(items, open_conversation, sources, lambda _: (bar.update(), None)[1])
    return new_run(results, time.perf_counter() - began)


@click.command(help="問題そのものを確かめます。証拠が原文にあるか、模範解答が通り誤答が落ちるか、重複がないか。")
@click.option("--datasets", type=_PATH, default=DATASETS, help="問題のフォルダ", show_default="evals/datasets")
@click.option("--coverage/--no-coverage", default=True, help="種類や制度ごとの数も確かめる")
def validate(datasets: Path, coverage: bool) -> None:
    from assistant.settings import load_settings
    from evals.sources import Sources
    from evals.validation import coverage_faults
    from evals.validation import validate as faults_of

    sources = Sources.load(load_settings().corpus)
    placed = load_placed(datasets)
    faults = faults_of(placed, sources)
    if coverage:
        faults += coverage_faults([entry.item for entry in placed], sources)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise ValidationFailedError(f"問題に {len(faults)} 件の誤りがあります。上の行を直してください。")
    split = [entry.item.split for entry in placed]
    click.echo(f"{len(placed)} 問に誤りはありません（開発用 {split.count('dev')}、試験用 {split.count('test')}）。")


@click.command(help="終わった評価の記録を表で示します。二つあれば、対応のある検定で比べます。")
@click.argument("run_file", type=_PATH, required=False)
@click.option("--baseline", type=_PATH, help="比べる前回の記録（初めは evals/baseline.json）")
def report(run_file: Path | None, baseline: Path | None) -> None:
    from rich.console import Console

    from assistant.settings import load_settings
    from evals.gate import BASELINE
    from evals.runs import read_summary, summary_changes
    from evals.tables import print_change, print_metrics

    summary = read_summary(run_file or load_settings().data / "evals" / "answers.json")
    earlier_path = baseline or (BASELINE if BASELINE.exists() else None)
    change = summary_changes(summary, read_summary(earlier_path), load_items()) if earlier_path else None
    console = Console()
    print_metrics(console, summary, change)
    if change:
        print_change(console, change)


@click.command(help="今の数字を基準（evals/baseline.json）にします。理由を書き、差分をコミットしてください。")
@click.option("--reason", required=True, help="なぜ基準を変えるのか")
def baseline(reason: str) -> None:
    from rich.console import Console

    from evals.gate import BASELINE, baseline_of, write_baseline
    from evals.tables import print_metrics

    if not reason.strip():
        raise click.UsageError("--reason に、基準を変える理由を書いてください。")
    run = measure_now(load_items())
    write_baseline(baseline_of(run, reason.strip()))
    print_metrics(Console(), run.summary())
    click.echo(f"{shown_path(BASELINE)} を書きました。")


@click.command(help="質問の理解（制度・話題・求めること・金額）を、印のついた発言で測ります。")
@click.option("--split", type=click.Choice(["dev", "test", "all"]), default="all", show_default=True, help="使う問題")
@click.option("--datasets", type=_PATH, default=DATASETS, help="問題のフォルダ", show_default="evals/datasets")
def understanding(split: Literal["dev", "test", "all"], datasets: Path) -> None:
    from rich.console import Console

    from evals.tables import print_understanding
    from evals.understanding import cases_of

    items = select(load_items(datasets), split)
    if not items:
        raise click.UsageError("当てはまる問題がありません。--split を見直してください。")
    run = measure_now(items)
    print_understanding(Console(), {name: cases_of(run.split(name)) for name in run.splits})


@click.command(help="文章モデルに、返事の忠実さと質問への合い方を審査させます（参考。基準には使いません）。")
@click.option("--split", type=click.Choice(["dev", "test", "all"]), default="dev", show_default=True, help="使う問題")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="審査する返事の数")
@click.option("--write-cases", type=_PATH, help="審査せずに、返事をこのファイルに書きます（別の環境で審査するとき）。")
def judge(split: Literal["dev", "test", "all"], limit: int, write_cases: Path | None) -> None:
    from assistant.settings import load_settings
    from evals import judge as judging

    settings = load_settings()
    if write_cases is None:
        judging.judge([], settings)  # Says at once what is missing, before minutes of asking.
    # About half of the items give an answer with passages to hold it against.
    run = measure_now(select(load_items(), split)[: limit * 3])
    chosen = list(judging.cases(run.results))[:limit]
    if write_cases is not None:
        click.echo(f"{judging.write_cases(write_cases, chosen)} 件の返事を {shown_path(write_cases)} に書きました。")
        return
    found = judging.judge(chosen, settings)
    path = settings.data / "evals" / "judge.json"
    judging.write_judged(path, found)
    click.echo("\n".join([*judging.say(found), f"記録: {shown_path(path)}"]))
