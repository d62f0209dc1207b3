"""The run as a short table for a terminal; the ratios are what counts."""

from __future__ import annotations

from typing import Any

from evals.peers.search import BUDGETS


def print_report(report: dict[str, Any]) -> None:
    """A short table; the ratios are what counts."""
    from rich.console import Console
    from rich.table import Table

    ours, stock, over = report["ours"], report["stock"], report["ratios"]
    table = Table(title=f"標準の構成と並べて（{report['questions']} 問、同じ実行）", title_justify="left")
    for heading in ("", "窓口", "標準", "比"):
        table.add_column(heading, justify="left" if not heading else "right")
    rows: list[tuple[str, float | None, float | None, str, str]] = [
        ("1位が正しい箇所", ours["first"]["value"], stock["first"]["value"], "first", "%"),
        ("上位3件に入る箇所", ours["recall"]["3"]["value"], stock["recall"]["3"]["value"], "recall_3", "%"),
        ("順位の逆数の平均", ours["reciprocal_rank"], stock["reciprocal_rank"], "reciprocal_rank", "3"),
    ]
    for budget in BUDGETS:
        pair = (ours["within_characters"][str(budget)]["value"], stock["within_characters"][str(budget)]["value"])
        rows.append((f"{budget:,}文字以内に入る箇所", *pair, f"within_{budget}", "%"))
    for budget in BUDGETS:
        both = (ours["facts_within_characters"][str(budget)], stock["facts_within_characters"][str(budget)])
        name = f"{budget:,}文字以内に事実がそろう"
        rows.append((name, both[0]["value"], both[1]["value"], f"facts_within_{budget}", "%"))
    rows += [
        ("一件の文字数", ours["characters"], stock["characters"], "characters", "0"),
        ("検索の時間（ミリ秒）", ours["milliseconds"], stock["milliseconds"], "milliseconds", "1"),
    ]
    for name, a, b, key, how in rows:
        table.add_row(name, _shown(a, how), _shown(b, how), _shown(over[key], "2"))
    console = Console()
    console.print(table)
    console.print(f"標準の構成: {stock['chunks']} 個の断片。途中で切れた行にある数字 {stock['cut_figures']} 個。")
    answers = report["answers"]
    if answers is None:
        console.print("文章モデルの設定がないので、標準の構成に答えさせる比較は省きました（MADOGUCHI_LLM_BASE_URL）。")
        return
    for who, name in (("ours", "窓口"), ("stock", f"標準の構成＋{answers['model']}")):
        part = answers[who]
        console.print(
            f"{name}: 内容が正しい {_shown(part['right']['value'], '%')}、根拠のない数字がない "
            f"{_shown(part['proven']['value'], '%')}（{answers['questions']} 問）"
        )


def _shown(value: float | None, how: str) -> str:
    if value is None:
        return "－"
    return f"{value * 100:.1f}%" if how == "%" else f"{value:,.{how}f}"
