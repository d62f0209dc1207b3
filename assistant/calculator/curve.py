"""Grant against cost, for plotting: evenly spaced costs and every corner of the rules."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.calculator.inverse import CostLine
from assistant.calculator.result import CurvePoint

_EVEN_POINTS = 40
# Without a length given, the curve shows the last corner and this much beyond it, in tenths.
_BEYOND = 15
_DEFAULT_END = 10_000_000


@dataclass(frozen=True)
class Drawn:
    """The points of one case, in order of cost."""

    points: tuple[CurvePoint, ...]
    corners: tuple[CurvePoint, ...]

    @property
    def signature(self) -> object:
        return self.points

    @property
    def trail(self) -> object:
        return self.points


def corners_of(line: CostLine) -> list[int]:
    """The costs at which the curve bends or jumps, in order."""
    far = 10**15
    wanted = {line.floor(), line.low(far), line.high(far)}
    wanted |= {band.up_to for band in line.bands() or [] if band.up_to is not None}
    found: set[int] = set()
    for grant in wanted:
        for value in (line.low, line.high):
            if 0 < grant <= value(far):
                cost = line.least(value, grant)
                if cost is not None:
                    found.add(cost)
    floor = line.least(line.high, line.floor()) if line.floor() else None
    if floor is not None:
        found.add(floor - 1)
    return sorted(cost for cost in found if 0 < cost < far // 2)


def curve_of(line: CostLine, up_to: int | None) -> Drawn:
    """The curve from 0 to a cost in yen; by default a little beyond its last corner."""
    corners = corners_of(line)
    end = up_to or (corners[-1] * _BEYOND // 10 if corners else _DEFAULT_END)
    costs = {end * index // _EVEN_POINTS for index in range(1, _EVEN_POINTS + 1)}
    costs |= {cost for cost in corners if cost <= end}
    zero = CurvePoint(0, 0, 0)
    points = {cost: _point(line, cost) for cost in sorted(costs) if cost > 0}
    return Drawn((zero, *points.values()), tuple(points[cost] for cost in corners if cost in points))


def _point(line: CostLine, cost: int) -> CurvePoint:
    worked = line.at(cost)
    return CurvePoint(cost, worked.low or 0, worked.high or 0)
