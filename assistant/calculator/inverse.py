"""From a grant or a budget back to the cost: the least cost that gives a grant, the largest that a budget allows.

The grant never falls when the cost rises, so both are found by halving whole yen, and they are exact to the yen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.calculator.engine import work
from assistant.calculator.request import LARGEST_YEN
from assistant.calculator.result import Budgeting, Inversion
from assistant.calculator.rules import BandRates, Case, band_rates, pick, resolve_part
from assistant.calculator.solved import Solved
from assistant.calculator.wording import amount, cost_for
from assistant.calculator.worked import Worked
from assistant.money import format_rate, format_yen
from assistant.reply import Step

# A budget near the largest amount still buys several times its size.
_SEARCH_END = 100 * LARGEST_YEN


class CostLine:
    """A case whose cost in one component is free; the other components keep theirs."""

    def __init__(self, case: Case, part_id: str) -> None:
        self._case = case
        self._part_id = part_id
        self._fixed = sum(cost for name, cost in case.costs.items() if name != part_id)

    @property
    def fixed_cost(self) -> int:
        """What the other components cost, in yen."""
        return self._fixed

    def at(self, cost: int) -> Worked:
        """The case worked out at a cost of the free component."""
        return work(self.case_at(cost))

    def case_at(self, cost: int) -> Case:
        return replace(self._case, costs={**self._case.costs, self._part_id: cost})

    def low(self, cost: int) -> int:
        """The certain grant at a cost."""
        return self.at(cost).low or 0

    def high(self, cost: int) -> int:
        """The largest grant that may come out at a cost."""
        return self.at(cost).high or 0

    def least(self, value: Callable[[int], int], target: int) -> int | None:
        """The least cost at which a rising value reaches the target, or None."""
        bottom, top = 0, _SEARCH_END
        if value(top) < target:
            return None
        while top - bottom > 1:
            middle = (bottom + top) // 2
            bottom, top = (bottom, middle) if value(middle) >= target else (middle, top)
        return top

    def bands(self) -> list[BandRates] | None:
        part = self._case.grant.part(self._part_id)
        assert part is not None
        return band_rates(self._case, resolve_part(self._case.programme, part))

    def floor(self) -> int:
        rule = pick(self._case.grant.floors, self._case.facts)
        return rule.amount if rule else 0


def search_cost(line: CostLine, target: int) -> Solved:
    """The least cost that gives the target."""
    if line.at(target).low is None:
        return Solved(line.at(target), None, inversion=Inversion(target, "unknown", None, None))
    certain, possible = line.least(line.low, target), line.least(line.high, target)
    if certain is not None:
        return _reached(line, target, certain, possible)
    if possible is not None:
        return _perhaps_reached(line, target, possible)
    return _out_of_reach(line, target)


def search_least(line: CostLine) -> Solved:
    """The least cost that is granted anything: that of the floor, or of one yen where there is none."""
    return search_cost(line, line.floor() or 1)


def search_most(line: CostLine) -> Solved:
    """The least cost that gives the largest grant; where the ceiling is open, the largest that is certain."""
    certain, possible = line.low(_SEARCH_END), line.high(_SEARCH_END)
    bounded = possible == line.high(_SEARCH_END // 2)
    target = possible if bounded else certain
    if not target:
        return Solved(line.at(1), None, inversion=Inversion(0, "unknown", None, None))
    return search_cost(line, target)


def _reached(line: CostLine, target: int, cost: int, possible: int | None) -> Solved:
    worked = line.at(cost)
    shown = format_yen(cost)
    message = f"補助額{format_yen(target)}を受けるには、費用が少なくとも{shown}必要です。"
    granted = worked.low or 0
    if granted > target:
        message += f"このときの補助額は{amount(granted, worked.high or granted)}です。"
    messages = [message]
    if possible is not None and possible < cost:
        messages.append(f"資料に書かれていない条件しだいで、費用{format_yen(possible)}で足りることもあります。")
    return Solved(
        worked,
        line.fixed_cost + cost,
        (_cost_step(line, target, cost, certain=True),),
        tuple(messages),
        inversion=Inversion(target, "yes", line.fixed_cost + cost, None),
    )


def _perhaps_reached(line: CostLine, target: int, cost: int) -> Solved:
    worked = line.at(cost)
    most = line.low(_SEARCH_END)
    if worked.at_most:
        rate = next((format_rate(band.high) for band in line.bands() or []), "")
        message = f"補助率が最大の{rate}になれば、費用{format_yen(cost)}で補助額{format_yen(target)}です。"
    else:
        message = (
            f"確実に受けられるのは{format_yen(most)}までです。補助上限が{format_yen(target)}以上と認められれば、"
            f"費用{format_yen(cost)}で補助額{format_yen(target)}です。"
        )
    return Solved(
        worked,
        line.fixed_cost + cost,
        (_cost_step(line, target, cost, certain=False),),
        (message,),
        inversion=Inversion(target, "unsure", line.fixed_cost + cost, most or None),
    )


def _out_of_reach(line: CostLine, target: int) -> Solved:
    most = line.high(_SEARCH_END)
    cost = line.least(line.high, most) or _SEARCH_END
    worked = line.at(cost)
    message = (
        f"補助額{format_yen(target)}には届きません。最大は{format_yen(most)}で、"
        f"費用が{format_yen(cost)}以上のときです。"
    )
    limits = line.at(_SEARCH_END).limits
    return Solved(
        worked,
        line.fixed_cost + cost,
        (_cost_step(line, most, cost, certain=False),),
        (message,),
        tuple(limits),
        inversion=Inversion(target, "no", line.fixed_cost + cost, most),
    )


def _cost_step(line: CostLine, target: int, cost: int, *, certain: bool) -> Step:
    """How the cost follows from the grant, as a formula where there is one component."""
    floor = line.floor()
    wanted = max(target, floor)
    label = f"補助額{format_yen(wanted)}になる費用を求めます"
    if floor > target:
        label = f"補助下限の{format_yen(floor)}に届く費用を求めます"
    formula = _cost_formula(line.bands() or [], wanted, cost, certain=certain) if not line.fixed_cost else None
    return Step(label=label, formula=formula or f"費用 {format_yen(cost)} で、補助額 {format_yen(wanted)}", yen=cost)


def _cost_formula(bands: Sequence[BandRates], target: int, cost: int, *, certain: bool) -> str | None:
    terms: list[tuple[int, Fraction]] = []
    left = target
    for band in bands:
        rate = band.low if certain else band.high
        share = left if band.room is None else min(left, band.room)
        if share and rate:
            terms.append((share, rate))
        left -= share
    exact = sum((share / rate for share, rate in terms), Fraction(0))
    return cost_for(terms, exact) if terms and -int(-exact // 1) == cost else None


def search_budget(line: CostLine, budget: int) -> Solved:
    """The largest cost of which no more than the budget is left to pay."""
    probe = line.at(budget)
    if probe.low is None:
        return Solved(probe, None, budgeting=Budgeting(budget, None))
    value = line.high if probe.at_most else line.low

    def own(cost: int) -> int:
        return line.fixed_cost + cost - value(cost)

    floor = line.floor()
    start = (line.least(value, floor) if floor else 0) or 0
    if own(start) > budget:
        worked = line.at(budget)
        message = (
            f"予算{format_yen(budget)}では、補助下限{format_yen(floor)}を受けられる費用（{format_yen(start)}）に届かず、"
            "補助は出ません。"
        )
        return Solved(worked, budget, messages=(message,), budgeting=Budgeting(budget, budget))
    bottom, top = start, _SEARCH_END
    while top - bottom > 1:
        middle = (bottom + top) // 2
        bottom, top = (middle, top) if own(middle) <= budget else (bottom, middle)
    worked = line.at(bottom)
    cost, granted = line.fixed_cost + bottom, value(bottom)
    messages = [f"自己負担を{format_yen(budget)}までにできる費用は、{format_yen(cost)}までです。"]
    if worked.low != worked.high and not worked.at_most:
        messages.append(
            "補助額が確実な分で計算しました。資料に書かれていない条件しだいで、もっと大きな費用にできることもあります。"
        )
    step = Step(
        label=f"自己負担が{format_yen(budget)}に収まる、いちばん大きい費用を求めます",
        formula=f"{format_yen(cost)} - {format_yen(granted)} = {format_yen(cost - granted)}",
        yen=cost,
    )
    return Solved(
        worked, cost, (step,), tuple(messages), (f"予算 {format_yen(budget)}",), budgeting=Budgeting(budget, cost)
    )
