"""Plots as inline SVG: no script, no other host, readable on a phone, and never the only way to the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.calculator import Curve, CurvePoint
from assistant.money import format_yen
from ui.render.environment import render

WIDTH, HEIGHT = 360, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 14, 16, 42
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_LINE_STYLES = ("line-1", "line-2", "line-3", "line-4")


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place in the drawing and its words."""

    place: float
    text: str


@dataclass(frozen=True)
class Line:
    """One curve as SVG paths. `band` is the area between the lowest and the highest amount, where they differ."""

    label: str
    style: str
    path: str
    band: str | None
    rows: tuple[CurvePoint, ...]


@dataclass(frozen=True)
class Spot:
    """The visitor's own point."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Scale:
    """From yen to places in the drawing."""

    cost_end: int
    grant_end: int

    def x(self, cost: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * min(cost, self.cost_end) / self.cost_end, 1)

    def y(self, grant: int) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(grant, self.grant_end) / self.grant_end, 1)


def curve_plot(name: str, curves: Sequence[Curve], cost: int | None, grant: tuple[int, int] | None) -> Markup:
    """Grant against cost, a line for each case, with the most that can be had and the visitor's point.

    Args:
        name: what is plotted, for the title.
        curves: at least one.
        cost: the visitor's cost in yen.
        grant: the lowest and highest grant for it.
    """
    most = max(point.high_yen for curve in curves for point in curve.points)
    end = max(point.cost_yen for curve in curves for point in curve.points)
    scale = Scale(max(end, 1), max(int(most * 1.12), 1))
    lines = [_line(curve, _LINE_STYLES[index % len(_LINE_STYLES)], scale) for index, curve in enumerate(curves)]
    return render(
        "curve.html.j2",
        name=name,
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
        x_ticks=[Tick(scale.x(value), _short(value)) for value in ticks(scale.cost_end) if value],
        y_ticks=[Tick(scale.y(value), _short(value)) for value in ticks(scale.grant_end)],
        ceiling=Tick(scale.y(most), format_yen(most)),
        lines=lines,
        spot=_spot(scale, cost, grant),
        described=_described(curves, most, cost, grant),
    )


def _line(curve: Curve, style: str, scale: Scale) -> Line:
    low = [(scale.x(point.cost_yen), scale.y(point.low_yen)) for point in curve.points]
    high = [(scale.x(point.cost_yen), scale.y(point.high_yen)) for point in curve.points]
    band = None
    if any(point.low_yen != point.high_yen for point in curve.points):
        band = _path([*high, *reversed(low)]) + "Z"
    return Line(curve.label, style, _path(low if band is None else high), band, curve.corners or curve.points[-1:])


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _spot(scale: Scale, cost: int | None, grant: tuple[int, int] | None) -> Spot | None:
    if cost is None or grant is None or cost > scale.cost_end:
        return None
    x = scale.x(cost)
    return Spot(x, scale.y(grant[1]), _said(grant), "end" if x > WIDTH * 0.6 else "start")


def ticks(end: int) -> list[int]:
    """Round amounts from 0 to at most `end`, about five of them."""
    rough = end / _TICKS
    size = 1
    while size * 10 <= rough:
        size *= 10
    step = next(int(size * factor) for factor in _STEPS if size * factor >= rough or factor == _STEPS[-1])
    return list(range(0, end + 1, max(step, 1)))


def _short(yen: int) -> str:
    """An amount for an axis: `1.5億`, `2,500万`."""
    if yen >= 10**8:
        return f"{yen / 10**8:g}億"
    return f"{yen // 10**4:,}万" if yen >= 10**4 else f"{yen:,}"


def _said(grant: tuple[int, int]) -> str:
    low, high = grant
    return format_yen(high) if low == high else f"{format_yen(low)}～{format_yen(high)}"


def _described(curves: Sequence[Curve], most: int, cost: int | None, grant: tuple[int, int] | None) -> str:
    """The plot in words, for those who don't see it."""
    words = [f"横軸は対象経費、縦軸は補助額です。補助額は最大で{format_yen(most)}です。"]
    words += [
        f"{curve.label}：費用{format_yen(point.cost_yen)}で{_said((point.low_yen, point.high_yen))}。"
        for curve in curves
        for point in curve.corners[-1:]
    ]
    if cost is not None and grant is not None:
        words.append(f"入れた費用{format_yen(cost)}では{_said(grant)}です。")
    return "".join(words)
