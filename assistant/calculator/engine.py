"""One case worked out: every fact that a rule needs is given, and the rules are applied one after another.

Amounts are pairs (low, high) in whole yen. They are equal unless the documents leave a rate or a ceiling open.
A fraction of a yen is cut off as soon as it arises, so that the steps add up to the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from assistant.calculator.ceilings import Ceilings
from assistant.calculator.rules import (
    BandRates,
    Case,
    ResolvedPart,
    band_rates,
    pick,
    resolve_part,
)
from assistant.calculator.wording import amount, filled_band, multiplied, rest_of_cost
from assistant.calculator.worked import Record, Worked
from assistant.money import format_in_formula, format_rate, format_yen
from assistant.programmes.model import FIXED, Change, Pool, RateRule, Sourced


def work(case: Case) -> Worked:
    """Apply the rules of a case to its costs."""
    return _Worker(case).run()


class _Worker:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._record = Record(case)
        self._ceilings = Ceilings(case, self._record)
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
                return self._record.closed(None, None)
            parts[part_id] = granted
        low, high = self._together(parts)
        return self._record.closed(*self._floor(low, high))

    def _part(self, part: ResolvedPart, cost: int) -> tuple[int, int] | None:
        if part.extra is not None:
            self._record.cite(part.extra, part.assume)
        prefix = f"{part.label}：" if self._several else ""
        bands = band_rates(self._case, part)
        if bands is None:
            self._no_rate(part, prefix)
            return None
        low, high = self._rates(part, bands, cost, prefix)
        name = f"{part.label}の補助上限" if self._several else "補助上限"
        return self._ceilings.cut(part, (low, high), name, prefix)

    def _no_rate(self, part: ResolvedPart, prefix: str) -> None:
        """The documents don't give the rate: say so, and say what they do give."""
        rule = pick(part.bands[0].rates, self._case.facts)
        reason = None
        if rule is not None:
            self._record.cite(rule, rule.assume)
            reason = self._record.reason(rule.unknown)
        reason = reason or "この場合の補助率は、資料に書かれていません。"
        self._record.unknown(reason)
        ceiling = self._ceilings.of(part)
        if ceiling is not None and ceiling[0] == ceiling[1]:
            self._record.worked.assumptions.append(f"補助上限は{format_yen(ceiling[0])}です。")
        self._record.step(f"{prefix}補助率が分からないため、補助額は計算できません", "補助率：資料に記載なし", None)

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
        self._record.cite(rule, assumption(rule))
        low, high = granted
        if isinstance(rule, RateRule) and rule.at_most:
            self._record.worked.at_most = True
            label = f"{prefix}補助率は{format_rate(band.high)}以下なので、最大の{format_rate(band.high)}を掛けます"
            self._record.step(label, multiplied(cost, band.high), high)
        elif isinstance(rule, RateRule) and rule.alternative is not None:
            self._record.unknown(self._record.reason(rule.unknown))
            self._record.step(
                f"{prefix}補助率は{format_rate(band.low)}か{FIXED}で、どちらになるかは資料に書かれていません",
                f"{multiplied(cost, band.low)}、{FIXED}なら{format_yen(cost)}",
                low if low == high else None,
            )
        elif isinstance(rule, RateRule) and rule.rate == FIXED:
            self._record.step(f"{prefix}{FIXED}なので、補助上限までの全額です", f"費用の全額 {format_yen(cost)}", high)
        else:
            self._record.step(
                f"{prefix}{band.whose}補助率{format_rate(band.high)}を掛けます", multiplied(cost, band.high), high
            )

    def _several_bands(self, bands: Sequence[BandRates], cost: int, total: int, prefix: str) -> None:
        """Each band that the grant reaches, then their sum."""
        filled: list[tuple[int, Fraction]] = []
        terms: list[int] = []
        rest = Fraction(cost)
        for band in bands:
            self._record.cite(band.rule, assumption(band.rule))
            exact = rest * band.high
            name = self._band_name(band, bands, prefix)
            if band.room is not None and exact > band.room:
                terms.append(band.room)
                self._record.step(name, filled_band(band.room, band.high), band.room)
                filled.append((band.room, band.high))
                rest -= band.room / band.high
                continue
            formula = rest_of_cost(cost, filled, band.high, exact) if filled else multiplied(cost, band.high)
            terms.append(int(exact))
            self._record.step(name, formula, int(exact))
            break
        if len(terms) > 1:
            shown = " + ".join(map(format_in_formula, terms))
            self._record.step(f"{prefix}合わせます", f"{shown} = {format_in_formula(total)}", total)

    def _band_name(self, band: BandRates, bands: Sequence[BandRates], prefix: str) -> str:
        if band.up_to is not None:
            reach = f"補助額{format_yen(band.up_to)}までの部分は"
        else:
            start = next((item.up_to for item in reversed(bands) if item.up_to is not None), 0)
            reach = f"補助額{format_yen(start)}を超える部分は"
        return f"{prefix}{reach}、{band.whose}補助率{format_rate(band.high)}です"

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
        self._record.cite(pool, None)
        return self._ceilings.cap(f"{pool.label}の補助上限", (pool.amount, pool.amount), total, f"{pool.label}：", None)

    def _sum(self, label: str, terms: Sequence[tuple[int, int]], total: tuple[int, int]) -> None:
        shown = " + ".join(amount(*term) for term in terms)
        self._record.step(label, f"{shown} = {amount(*total)}", total[1] if total[0] == total[1] else None)

    def _floor(self, low: int, high: int) -> tuple[int, int]:
        rule = pick(self._case.grant.floors, self._case.facts)
        if rule is None:
            return low, high
        self._record.cite(rule, None)
        floor = format_yen(rule.amount)
        if low >= rule.amount:
            exact = low if low == high else None
            self._record.step(
                f"補助下限{floor}以上なので、補助の対象になります", f"{amount(low, high)} ≧ {floor}", exact
            )
            return low, high
        self._record.worked.limits.append(f"下限 {floor}を下回る")
        if high >= rule.amount:
            self._record.step(f"補助下限{floor}を下回る場合は、補助が出ません", f"{amount(low, high)} と {floor}", None)
            return 0, high
        self._record.worked.limits = [self._record.worked.limits[-1]]
        self._record.step(f"補助下限{floor}を下回るので、補助は出ません", f"{amount(low, high)} < {floor} → 0円", 0)
        return 0, 0


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
