"""Ceilings: how much a component is granted at most, and the grant cut there. A ceiling may be open upwards."""

from __future__ import annotations

from assistant.calculator.rules import (
    Case,
    ResolvedPart,
    ceiling_amounts,
    ceiling_bounds,
    count,
    opened_ceilings,
    pick,
    raises,
    resolve_part,
)
from assistant.calculator.wording import amount
from assistant.calculator.worked import Record, Worked
from assistant.money import format_yen


def ceiling_worked(case: Case, part_id: str) -> Worked:
    """The ceiling of a component, whatever it costs: `low` and `high`, the latter None where it is open.

    Both are None where the component has no ceiling. A ceiling over several components counts too.
    """
    return Ceilings(case, Record(case)).worked(part_id)


class Ceilings:
    """The ceilings of a case."""

    def __init__(self, case: Case, record: Record) -> None:
        self._case = case
        self._record = record

    def worked(self, part_id: str) -> Worked:
        """The ceiling of a component with that of its pool, whatever it costs."""
        part = self._case.grant.part(part_id)
        assert part is not None
        resolved = resolve_part(self._case.programme, part)
        if resolved.extra is not None:
            self._record.cite(resolved.extra, resolved.assume)
        bounds = self.of(resolved)
        rule = pick(resolved.ceilings, self._case.facts)
        if bounds is None or rule is None:
            return self._record.closed(None, None)
        low, high = bounds
        if low != high:
            self._record.unknown(self._record.reason(rule.unknown))
        for pool in self._case.grant.pools:
            if part_id in pool.parts and (high is None or pool.amount < high):
                self._record.cite(pool, None)
                limit = format_yen(pool.amount)
                before = f"{format_yen(low)}以上" if high is None else amount(low, high)
                low, high = min(low, pool.amount), pool.amount
                self._record.step(f"{pool.label}の補助上限の{limit}までになります", f"{before} → {limit}", high)
        return self._record.closed(low, high)

    def of(self, part: ResolvedPart) -> tuple[int, int | None] | None:
        """The ceiling of a component, with a step for everything that it is made of."""
        bounds = ceiling_bounds(self._case, part)
        rule = pick(part.ceilings, self._case.facts)
        if bounds is None or rule is None:
            return None
        self._record.cite(rule, None)
        base = ceiling_amounts(rule)[0]
        if rule.times is not None:
            fact = self._case.book[rule.times]
            factor = count(self._case.facts.get(rule.times))
            made = f"{part.label}の補助上限は、{format_yen(base)}に{fact.label}を掛けた額です"
            if factor is None:
                self._record.unknown(f"{made}。{fact.label}が決まると計算できます。")
            else:
                self._record.step(made, f"{format_yen(base)} × {factor} = {format_yen(base * factor)}", base * factor)
                base *= factor
        if added := raises(self._case):
            for _, change, _ in added:
                self._record.cite(change, change.assume)
            names = "、".join(f"{special.names.official}の{format_yen(extra)}" for special, _, extra in added)
            shown = " + ".join(map(format_yen, (base, *(extra for _, _, extra in added))))
            label = f"補助上限は、{format_yen(base)}に{names}を足した額です"
            self._record.step(label, f"{shown} = {format_yen(bounds[0])}", bounds[0])
        for change, unknown_id in opened_ceilings(self._case):
            self._record.cite(change, change.assume)
            self._record.unknown(self._record.reason(unknown_id))
        return bounds

    def cut(self, part: ResolvedPart, granted: tuple[int, int], name: str, prefix: str) -> tuple[int, int]:
        """The grant of a component, cut at its ceiling where it has one."""
        ceiling = self.of(part)
        if ceiling is None:
            return granted
        rule = pick(part.ceilings, self._case.facts)
        reason = self._record.reason(rule.unknown) if rule is not None else None
        capped = self.cap(name, ceiling, granted, prefix, reason)
        if rule is not None and capped != granted:
            self._record.cite(rule, rule.assume)  # how the ceiling was read matters only where it cuts
        return capped

    def cap(
        self, name: str, ceiling: tuple[int, int | None], granted: tuple[int, int], prefix: str, reason: str | None
    ) -> tuple[int, int]:
        """Cut the grant at a ceiling, which may itself be open between two amounts."""
        bottom, top = ceiling
        self._record.worked.ceilings.append(bottom if bottom == top else None)
        low, high = min(granted[0], bottom), granted[1] if top is None else min(granted[1], top)
        shown_low = high if self._record.worked.at_most else low
        before = format_yen(granted[1]) if self._record.worked.at_most else amount(*granted)
        after = amount(shown_low, high)
        exact = high if low == high or self._record.worked.at_most else None
        if bottom == top:
            limit = format_yen(bottom)
            if granted[1] <= bottom:
                self._record.step(f"{prefix}補助上限{limit}を超えないので、そのままです", f"{before} ≦ {limit}", exact)
            else:
                self._record.worked.limits.append(f"{name} {limit}")
                self._record.step(f"{prefix}補助上限の{limit}までになります", f"{before} → {after}", exact)
            return low, high
        limit = f"{format_yen(bottom)}以上" if top is None else amount(bottom, top)
        if granted[1] <= bottom:
            shown = f"{before} ≦ {format_yen(bottom)}"
            self._record.step(f"{prefix}補助上限が{limit}のどこでも超えないので、そのままです", shown, exact)
            return low, high
        self._record.unknown(reason)
        self._record.worked.limits.append(f"{name} {limit}")
        self._record.step(
            f"{prefix}補助上限は{limit}です。{format_yen(low)}までは確実で、それを超える分は補助上限しだいです",
            f"{before} → 確実なのは{format_yen(low)}、最大{format_yen(high)}",
            exact,
        )
        return low, high
