"""Calculated amounts in words: one line a case, the amount that was asked for first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.calculator.result import CalculationResult
from assistant.evidence.model import Point, Source
from assistant.money import format_range, format_yen
from assistant.reply import Calculation

_MOST_STEPS = 7
_CASE = "の場合"


@dataclass(frozen=True)
class Asked:
    """What the person wants to hear first: the grant, or what is left to pay (`own_share`)."""

    own_share: bool = False


def amount_words(result: CalculationResult) -> str:
    """The grant of one case: `500万円`, `最大500万円`, `750万円～800万円の間`."""
    made = result.calculation
    if result.scenarios and made.subsidy_yen is None and made.subsidy_range_yen:
        return format_range(*made.subsidy_range_yen)
    if made.subsidy_yen == 0:
        return f"補助は出ません（{made.limited_by}）" if made.limited_by else "補助は出ません"
    if made.subsidy_yen is not None:
        return f"最大{format_yen(made.subsidy_yen)}" if result.at_most else format_yen(made.subsidy_yen)
    if made.subsidy_range_yen:
        return f"{format_range(*made.subsidy_range_yen)}の間"
    return "資料の記載だけでは計算できません"


def own_words(result: CalculationResult) -> str:
    """What is left to pay in one case, empty where it doesn't follow."""
    made = result.calculation
    if made.own_cost_yen is not None and made.subsidy_yen is not None:
        return f"{format_yen(made.own_cost_yen)}{'以上' if result.at_most and made.own_cost_yen else ''}"
    if made.subsidy_range_yen and made.cost_yen is not None:
        low, high = made.subsidy_range_yen
        return f"{format_range(made.cost_yen - high, made.cost_yen - low)}の間"
    return ""


def case_words(result: CalculationResult, asked: Asked) -> str:
    """The grant of one case, or what is left to pay with the grant behind it."""
    own = own_words(result) if asked.own_share else ""
    return f"自己負担{own}（補助額{amount_words(result)}）" if own else amount_words(result)


def case(scenario: str | None) -> str:
    """What opens the line of a case: `中小企業の場合：`."""
    return f"{scenario}：" if scenario else ""


def inline(result: CalculationResult, asked: Asked) -> str:
    """The cases of one track or programme in one line: `中小企業は400万円、小規模事業者は533万3,333円`."""
    if not result.scenarios:
        return case_words(result, asked)
    if alike(result.scenarios):
        return case_words(result.scenarios[0], asked)
    return "、".join(
        f"{(each.calculation.scenario or '').removesuffix(_CASE)}なら{case_words(each, asked)}"
        if each.calculation.scenario
        else case_words(each, asked)
        for each in result.scenarios
    )


def alike(results: Sequence[CalculationResult]) -> bool:
    """Whether all cases come to the same amount."""
    first = results[0]
    return all(
        (each.calculation.subsidy_yen, each.calculation.subsidy_range_yen, each.at_most)
        == (first.calculation.subsidy_yen, first.calculation.subsidy_range_yen, first.at_most)
        for each in results
    )


def single_points(result: CalculationResult, opening: str, sources: tuple[Source, ...], asked: Asked) -> list[Point]:
    """One case: the amount, what limits it, what is left to pay, and the steps."""
    made = result.calculation
    if made.subsidy_yen is None and made.subsidy_range_yen is None:
        reasons = result.unknown or ("補助額は、資料の記載だけでは計算できません。",)
        return [Point(f"{opening}の補助額は、計算できません。\n{reasons[0]}", sources)]
    if made.subsidy_yen == 0:
        text = f"{opening}、補助は出ません。{made.limited_by or ''}".rstrip()
        return [Point(f"{text}{'ためです。' if made.limited_by else ''}", sources), *steps(made)]
    own = own_words(result)
    if result.at_most and made.subsidy_yen is not None:
        text = f"補助額は最大で{format_yen(made.subsidy_yen)}です。"
    elif made.subsidy_yen is not None:
        text = f"補助額は{format_yen(made.subsidy_yen)}です。"
    else:
        assert made.subsidy_range_yen is not None
        low, high = made.subsidy_range_yen
        text = f"補助額は{format_range(low, high)}の間です。{format_yen(low)}までは確実です。"
    if made.limited_by and "上限" in made.limited_by:
        text += f"{made.limited_by}が適用されます。"
    # Two ranges in one sentence confuse: what is left to pay of a range is said where it is asked for.
    exact = made.subsidy_yen is not None
    rest = f"自己負担は{own}です。" if own and made.own_cost_yen != 0 and (exact or asked.own_share) else ""
    text = f"{opening}、{rest}{text}" if asked.own_share and rest else f"{opening}、{text}{rest}"
    return [Point(text, sources), *steps(made)]


def scenario_points(result: CalculationResult, opening: str, sources: tuple[Source, ...], asked: Asked) -> list[Point]:
    """The cases, a line each; in one sentence where they all come to the same."""
    if alike(result.scenarios):
        first = result.scenarios[0]
        if not known(first):
            reason = next(iter(result.unknown), "資料の記載だけでは計算できません。")
            return [Point(f"{opening}の補助額は、計算できません。\n{reason}", sources)]
        words = amount_words(first)
        own = own_words(first)
        names = "、".join(dict.fromkeys(each.calculation.scenario or "" for each in result.scenarios))
        grant = f"補助額は{words}です（{names}とも）。" if "補助は" not in words else f"{words}（{names}とも）。"
        rest = f"自己負担は{own}です。" if own and first.calculation.subsidy_yen else ""
        return [
            Point(f"{opening}、{rest}{grant}" if asked.own_share and rest else f"{opening}、{grant}{rest}", sources)
        ]
    lines = [f"{opening}の{'自己負担' if asked.own_share else '補助額'}は、次のとおりです。"]
    lines += [f"・{case(each.calculation.scenario)}{inline(each, asked)}" for each in result.scenarios]
    return [Point("\n".join(lines), sources)]


def steps(made: Calculation) -> list[Point]:
    """The working, a line a step; checks that change nothing stay in the calculation beside the answer."""
    shown = [step for step in made.steps if step.formula]
    shown = [step for step in shown if "≦" not in step.formula] or shown
    if not shown:
        return []
    if len(shown) == 1:
        return [Point(f"計算：{shown[0].label}（{shown[0].formula}）。")]
    return [Point("計算：\n" + "\n".join(f"・{step.label}（{step.formula}）" for step in shown[:_MOST_STEPS]))]


def known(result: CalculationResult) -> bool:
    """Whether any amount follows from the documents."""
    made = result.calculation
    if result.scenarios:
        return any(known(each) for each in result.scenarios)
    return made.subsidy_yen is not None or made.subsidy_range_yen is not None


def sources_of(result: CalculationResult, document: str) -> tuple[Source, ...]:
    """The evidence of a result, scenarios included."""
    return tuple(Source(item.document or document, item.lines, item.quote) for item in result.all_evidence())
