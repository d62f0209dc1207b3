"""One case worked out: every fact that a rule needs is given, and the rules are applied one after another.

Amounts are pairs (low, high) in whole yen. They are equal unless the documents leave a rate or a ceiling open.
A fraction of a yen is cut off as soon as it arises, so that the steps add up to the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from assistant.calculator.result import EvidenceRef
from assistant.calculator.rules import (
    BandRates,
    Case,
    ResolvedPart,
    band_rates,
    ceiling_amounts,
    ceiling_bounds,
    count,
    evidence_refs,
    opened_ceilings,
    pick,
    raises,
    references,
    resolve_part,
)
from assistant.calculator.wording import amount, filled_band, multiplied, rest_of_cost, sentence
from assistant.money import format_rate, format_yen
from assistant.programmes.model import FIXED, Change, Pool, RateRule, Sourced
from assistant.reply import Step


@dataclass
class Worked:
    """A case worked out. `low` and `high` are None where the documents give no rate."""

    low: int | None = 0
    high: int | None = 0
    at_most: bool = False
    steps: list[Step] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    evidence: list[EvidenceRef] = field(default_factory=list)

    @property
    def limited_by(self) -> str | None:
        return "、".join(dict.fromkeys(self.limits)) or None


def work(case: Case) -> Worked:
    """Apply the rules of a case to its costs."""
    return _Worker(case).run()


def ceiling_worked(case: Case, part_id: str) -> Worked:
    """The ceiling of a component, whatever it costs: `low` and `high`, the latter None where it is open.

    Both are None where the component has no ceiling. A ceiling over several components counts too.
    """
    return _Worker(case).ceiling(part_id)


class _Worker:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._out = Worked()
        used = [part.id for part in case.grant.parts if case.costs.get(part.id)]
        self._several = len(used) > 1
        self._used = used

    def run(self) -> Worked:
        parts: dict[str, tuple[int, int]] = {}
        for part_id in self._used:
            part = self._case.grant.part(part_id)
            assert part is not None
            granted = self._part(resolve_part(self._case.programme, part), self._case.costs[part_id])
            if granted is None:
                self._out.low = self._out.high = None
                return self._out
            parts[part_id] = granted
        low, high = self._together(parts)
        low, high = self._floor(low, high)
        self._out.low, self._out.high = low, high
        return self._out

    def ceiling(self, part_id: str) -> Worked:
        part = self._case.grant.part(part_id)
        assert part is not None
        resolved = resolve_part(self._case.programme, part)
        if resolved.extra is not None:
            self._cite(resolved.extra, resolved.assume)
        bounds = self._ceiling_of(resolved)
        rule = pick(resolved.ceilings, self._case.facts)
        if bounds is None or rule is None:
            self._out.low = self._out.high = None
            return self._out
        low, high = bounds
        if low != high:
            self._unknown(self._reason(rule.unknown))
        for pool in self._case.grant.pools:
            if part_id in pool.parts and (high is None or pool.amount < high):
                self._cite(pool, None)
                limit = format_yen(pool.amount)
                before = f"{format_yen(low)}以上" if high is None else amount(low, high)
                low, high = min(low, pool.amount), pool.amount
                self._step(f"{pool.label}の補助上限の{limit}までになります", f"{before} → {limit}", high)
        self._out.low, self._out.high = low, high
        return self._out

    def _part(self, part: ResolvedPart, cost: int) -> tuple[int, int] | None:
        if part.extra is not None:
            self._cite(part.extra, part.assume)
        prefix = f"{part.label}：" if self._several else ""
        bands = band_rates(self._case, part)
        if bands is None:
            self._no_rate(part, prefix)
            return None
        low, high = self._rates(part, bands, cost, prefix)
        return self._ceiling(part, low, high, prefix)

    def _no_rate(self, part: ResolvedPart, prefix: str) -> None:
        """The documents don't give the rate: say so, and say what they do give."""
        rule = pick(part.bands[0].rates, self._case.facts)
        reason = None
        if rule is not None:
            self._cite(rule, rule.assume)
            reason = self._reason(rule.unknown)
        reason = reason or "この場合の補助率は、資料に書かれていません。"
        self._unknown(reason)
        ceiling = self._ceiling_of(part)
        if ceiling is not None and ceiling[0] == ceiling[1]:
            self._out.assumptions.append(f"補助上限は{format_yen(ceiling[0])}です。")
        self._step(f"{prefix}補助率が分からないため、補助額は計算できません", "補助率：資料に記載なし", None)

    def _rates(self, part: ResolvedPart, bands: Sequence[BandRates], cost: int, prefix: str) -> tuple[int, int]:
        low = _granted(cost, [(band.room, band.low) for band in bands])
        high = _granted(cost, [(band.room, band.high) for band in bands])
        if len(bands) == 1:
            self._single_band(part, bands[0], cost, (low, high), prefix)
        else:
            self._several_bands(bands, cost, high, prefix)
        return low, high

    def _single_band(
        self, part: ResolvedPart, band: BandRates, cost: int, granted: tuple[int, int], prefix: str
    ) -> None:
        rule = band.rule
        self._cite(rule, assumption(rule))
        low, high = granted
        if isinstance(rule, RateRule) and rule.at_most:
            self._out.at_most = True
            label = f"{prefix}補助率は{format_rate(band.high)}以下なので、最大の{format_rate(band.high)}を掛けます"
            self._step(label, multiplied(cost, band.high), high)
        elif isinstance(rule, RateRule) and rule.alternative is not None:
            self._unknown(self._reason(rule.unknown))
            self._step(
                f"{prefix}補助率は{format_rate(band.low)}か{FIXED}で、どちらになるかは資料に書かれていません",
                f"{multiplied(cost, band.low)}、{FIXED}なら{format_yen(cost)}",
                low if low == high else None,
            )
        elif isinstance(rule, RateRule) and rule.rate == FIXED:
            self._step(f"{prefix}{FIXED}なので、補助上限までの全額です", f"費用の全額 {format_yen(cost)}", high)
        else:
            self._step(
                f"{prefix}{band.whose}補助率{format_rate(band.high)}を掛けます", multiplied(cost, band.high), high
            )

    def _several_bands(self, bands: Sequence[BandRates], cost: int, total: int, prefix: str) -> None:
        """Each band that the grant reaches, then their sum."""
        filled: list[tuple[int, Fraction]] = []
        terms: list[int] = []
        rest = Fraction(cost)
        for band in bands:
            self._cite(band.rule, assumption(band.rule))
            exact = rest * band.high
            name = self._band_name(band, bands, prefix)
            if band.room is not None and exact > band.room:
                terms.append(band.room)
                self._step(name, filled_band(band.room, band.high), band.room)
                filled.append((band.room, band.high))
                rest -= band.room / band.high
                continue
            formula = rest_of_cost(cost, filled, band.high, exact) if filled else multiplied(cost, band.high)
            terms.append(int(exact))
            self._step(name, formula, int(exact))
            break
        if len(terms) > 1:
            shown = " + ".join(map(format_yen, terms))
            self._step(f"{prefix}合わせます", f"{shown} = {format_yen(total)}", total)

    def _band_name(self, band: BandRates, bands: Sequence[BandRates], prefix: str) -> str:
        if band.up_to is not None:
            reach = f"補助額{format_yen(band.up_to)}までの部分は"
        else:
            start = next((item.up_to for item in reversed(bands) if item.up_to is not None), 0)
            reach = f"補助額{format_yen(start)}を超える部分は"
        return f"{prefix}{reach}、{band.whose}補助率{format_rate(band.high)}です"

    def _ceiling_of(self, part: ResolvedPart) -> tuple[int, int | None] | None:
        """The ceiling of a component, with a step for everything that it is made of."""
        bounds = ceiling_bounds(self._case, part)
        rule = pick(part.ceilings, self._case.facts)
        if bounds is None or rule is None:
            return None
        self._cite(rule, None)
        base = ceiling_amounts(rule)[0]
        if rule.times is not None:
            fact = self._case.book[rule.times]
            factor = count(self._case.facts.get(rule.times))
            made = f"{part.label}の補助上限は、{format_yen(base)}に{fact.label}を掛けた額です"
            if factor is None:
                self._unknown(f"{made}。{fact.label}が決まると計算できます。")
            else:
                self._step(made, f"{format_yen(base)} × {factor} = {format_yen(base * factor)}", base * factor)
                base *= factor
        if added := raises(self._case):
            for _, change, _ in added:
                self._cite(change, change.assume)
            names = "、".join(f"{special.names.official}の{format_yen(extra)}" for special, _, extra in added)
            shown = " + ".join(map(format_yen, (base, *(extra for _, _, extra in added))))
            label = f"補助上限は、{format_yen(base)}に{names}を足した額です"
            self._step(label, f"{shown} = {format_yen(bounds[0])}", bounds[0])
        for change, unknown_id in opened_ceilings(self._case):
            self._cite(change, change.assume)
            self._unknown(self._reason(unknown_id))
        return bounds

    def _ceiling(self, part: ResolvedPart, low: int, high: int, prefix: str) -> tuple[int, int]:
        ceiling = self._ceiling_of(part)
        if ceiling is None:
            return low, high
        rule = pick(part.ceilings, self._case.facts)
        reason = self._reason(rule.unknown) if rule is not None else None
        name = f"{part.label}の補助上限" if self._several else "補助上限"
        capped = self._cap(name, ceiling, (low, high), prefix, reason)
        if rule is not None and capped != (low, high):
            self._cite(rule, rule.assume)  # how the ceiling was read matters only where it cuts
        return capped

    def _cap(
        self, name: str, ceiling: tuple[int, int | None], granted: tuple[int, int], prefix: str, reason: str | None
    ) -> tuple[int, int]:
        """Cut the grant at a ceiling, which may itself be open between two amounts."""
        bottom, top = ceiling
        low, high = min(granted[0], bottom), granted[1] if top is None else min(granted[1], top)
        shown_low = high if self._out.at_most else low
        before = format_yen(granted[1]) if self._out.at_most else amount(*granted)
        after = amount(shown_low, high)
        exact = high if low == high or self._out.at_most else None
        if bottom == top:
            limit = format_yen(bottom)
            if granted[1] <= bottom:
                self._step(f"{prefix}補助上限{limit}を超えないので、そのままです", f"{before} ≦ {limit}", exact)
            else:
                self._out.limits.append(f"{name} {limit}")
                self._step(f"{prefix}補助上限の{limit}までになります", f"{before} → {after}", exact)
            return low, high
        limit = f"{format_yen(bottom)}以上" if top is None else amount(bottom, top)
        if granted[1] <= bottom:
            shown = f"{before} ≦ {format_yen(bottom)}"
            self._step(f"{prefix}補助上限が{limit}のどこでも超えないので、そのままです", shown, exact)
            return low, high
        self._unknown(reason)
        self._out.limits.append(f"{name} {limit}")
        self._step(
            f"{prefix}補助上限は{limit}です。{format_yen(low)}までは確実で、それを超える分は補助上限しだいです",
            f"{before} → 確実なのは{format_yen(low)}、最大{format_yen(high)}",
            exact,
        )
        return low, high

    def _together(self, parts: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
        """Sum the components, those with a common ceiling first."""
        sums: list[tuple[int, int]] = []
        left = dict(parts)
        for pool in self._case.grant.pools:
            members = [left.pop(part_id) for part_id in pool.parts if part_id in left]
            if members:
                sums.append(self._pool(pool, members))
        sums += left.values()
        total = _added(sums)
        if len(sums) > 1:
            self._sum("合計します", sums, total)
        return total

    def _pool(self, pool: Pool, members: Sequence[tuple[int, int]]) -> tuple[int, int]:
        total = _added(members)
        if len(members) > 1:
            self._sum(f"{pool.label}を出します", members, total)
        if total[1] <= pool.amount and not self._several:
            return total
        self._cite(pool, None)
        return self._cap(f"{pool.label}の補助上限", (pool.amount, pool.amount), total, f"{pool.label}：", None)

    def _sum(self, label: str, terms: Sequence[tuple[int, int]], total: tuple[int, int]) -> None:
        shown = " + ".join(amount(*term) for term in terms)
        self._step(label, f"{shown} = {amount(*total)}", total[1] if total[0] == total[1] else None)

    def _floor(self, low: int, high: int) -> tuple[int, int]:
        rule = pick(self._case.grant.floors, self._case.facts)
        if rule is None:
            return low, high
        self._cite(rule, None)
        floor = format_yen(rule.amount)
        if low >= rule.amount:
            exact = low if low == high else None
            self._step(f"補助下限{floor}以上なので、補助の対象になります", f"{amount(low, high)} ≧ {floor}", exact)
            return low, high
        self._out.limits.append(f"下限 {floor}を下回る")
        if high >= rule.amount:
            self._step(f"補助下限{floor}を下回る場合は、補助が出ません", f"{amount(low, high)} と {floor}", None)
            return 0, high
        self._out.limits = [self._out.limits[-1]]
        self._step(f"補助下限{floor}を下回るので、補助は出ません", f"{amount(low, high)} < {floor} → 0円", 0)
        return 0, 0

    def _step(self, label: str, formula: str, yen: int | None) -> None:
        self._out.steps.append(Step(label=label, formula=formula, yen=yen))

    def _cite(self, rule: Sourced, assume: str | None) -> None:
        self._out.evidence += references(self._case.programme, rule)
        if assume is not None and (text := sentence(assume)) not in self._out.assumptions:
            self._out.assumptions.append(text)

    def _reason(self, unknown_id: str | None) -> str | None:
        entry = self._case.programme.unknown_entry(unknown_id) if unknown_id else None
        if entry is None:
            return None
        self._out.evidence += evidence_refs(self._case.programme, entry.evidence, None)
        return entry.reason

    def _unknown(self, reason: str | None) -> None:
        if reason is not None and reason not in self._out.unknown:
            self._out.unknown.append(reason)
            self._out.assumptions.append(reason)


def _granted(cost: int, bands: Sequence[tuple[int | None, Fraction]]) -> int:
    """The grant over bands of (room, rate), cut to whole yen."""
    rest, total = Fraction(cost), Fraction(0)
    for room, rate in bands:
        part = rest * rate
        if room is None or part <= room:
            return int(total + part)
        total += room
        rest -= room / rate
    return int(total)


def assumption(rule: Sourced) -> str | None:
    """What a rule takes for granted, as a sentence."""
    return rule.assume if isinstance(rule, RateRule | Change) else None


def _added(terms: Iterable[tuple[int, int]]) -> tuple[int, int]:
    low = high = 0
    for term in terms:
        low, high = low + term[0], high + term[1]
    return low, high
