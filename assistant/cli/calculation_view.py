"""A calculation as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.calculator import CalculationResult, EvidenceRef
from assistant.money import format_range, format_yen
from assistant.programmes.book import ProgrammeBook
from assistant.reply import Calculation


def show(book: ProgrammeBook, result: CalculationResult, skipped: Sequence[str] = ()) -> None:
    """Print a calculation: the amount first, then how it came about, then what it rests on."""
    console = Console(highlight=False)
    made = result.numbered()
    console.print(Text(_title(book, made), style="bold"), soft_wrap=True)
    console.print(_calculation(made, result, set()))
    for question in result.deciding:
        options = "、".join(option.label for option in question.options)
        console.print(f"確認: {question.question}{f'（{options}）' if options else ''}", soft_wrap=True)
    for reason in skipped:
        console.print(f"計算していないもの: {reason}", soft_wrap=True)
    console.print(_evidence(result.all_evidence()))


def amount_of(made: Calculation, *, at_most: bool = False) -> str:
    """The amount in words: exact, at most, a range, or unknown."""
    if at_most and made.subsidy_yen is not None:
        return f"最大 {format_yen(made.subsidy_yen)}"
    if made.subsidy_yen is not None:
        return format_yen(made.subsidy_yen)
    if made.subsidy_range_yen is not None:
        return format_range(*made.subsidy_range_yen)
    return "資料からは計算できません"


def _title(book: ProgrammeBook, made: Calculation) -> str:
    names = []
    for programme_id in made.programme.split("+"):
        programme = book.get(programme_id)
        track = programme.track(made.track) if made.track else None
        names.append(" ".join(filter(None, (programme.names.official, track.names.official if track else None))))
    return " / ".join(names)


def _calculation(made: Calculation, result: CalculationResult, said: set[str]) -> RenderableType:
    facts = Table.grid(padding=(0, 2))
    if made.cost_yen is not None:
        facts.add_row("費用", format_yen(made.cost_yen))
    facts.add_row("補助額", Text(amount_of(made, at_most=result.at_most), style="bold green"))
    if made.own_cost_yen is not None:
        facts.add_row("自己負担", format_yen(made.own_cost_yen))
    if made.limited_by:
        facts.add_row("制限", made.limited_by)
    parts: list[RenderableType] = [facts]
    if made.steps:
        steps = Table(box=None, padding=(0, 1), show_header=False)
        for _ in range(3):
            steps.add_column(overflow="fold")
        for index, step in enumerate(made.steps, 1):
            steps.add_row(str(index), step.label, step.formula)
        parts.append(steps)
    fresh = [text for text in made.assumptions if text not in said]
    said.update(fresh)
    parts += [Text(f"・{text}") for text in fresh]
    for scenario, inner in zip(made.scenarios, result.scenarios, strict=True):
        parts.append(Text(f"■ {scenario.scenario}", style="bold"))
        parts.append(Padding(_calculation(scenario, inner, said), (0, 0, 0, 2)))
    return Group(*parts)


def _evidence(evidence: Sequence[EvidenceRef]) -> RenderableType:
    table = Table(title="根拠", box=None, padding=(0, 1), show_header=False, title_justify="left")
    for fold in (False, False, True):
        table.add_column(overflow="fold" if fold else "ellipsis", no_wrap=not fold)
    for index, item in enumerate(evidence, 1):
        first, last = item.lines
        where = f"{first}行目" if first == last else f"{first}～{last}行目"
        quote = " ".join(item.quote.split())
        table.add_row(f"[{index}]", where, Text(f"「{quote}」" + (f" ※{item.inferred}" if item.inferred else "")))
    return table
