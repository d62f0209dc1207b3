"""Small plots as inline SVG: no script, no other host, readable on paper and by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 16, 30
_ROW = 30


def bars(title: str, values: Sequence[tuple[str, int]], *, across: bool = False) -> Markup:
    """Counts as bars: upright for days, across for names."""
    if not any(count for _, count in values):
        return _nothing(title)
    return _across(title, values) if across else _upright(title, values)


def line(title: str, values: Sequence[tuple[str, float | None, int]]) -> Markup:
    """Shares between 0 and 1 over time, each with how many it is of. A point without cases is a gap."""
    points = [(place, label, share, count) for place, (label, share, count) in enumerate(values) if share is not None]
    if not points:
        return _nothing(title)
    span = max(len(values) - 1, 1)

    def x(place: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (place / span if len(values) > 1 else 0.5)

    def y(share: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - share)

    parts = [
        Markup(
            '<line class="grid" x1="{0}" x2="{1}" y1="{2:.1f}" y2="{2:.1f}"/><text x="{3}" y="{4:.1f}" class="end">{5}％</text>'
        ).format(_LEFT, _WIDTH - _RIGHT, y(share), _LEFT - 6, y(share) + 4, round(share * 100))
        for share in (0.0, 0.5, 1.0)
    ]
    path = " ".join(f"{x(place):.1f},{y(share):.1f}" for place, _, share, _ in points)
    parts.append(Markup('<polyline class="line" points="{}"/>').format(path))
    every = max(1, len(values) // 10)
    for place, label, share, count in points:
        tip = f"{label}の週: {share * 100:.0f}％（{count}件）"
        parts.append(
            Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="4"><title>{}</title></circle>').format(
                x(place), y(share), tip
            )
        )
        if place % every == 0:
            parts.append(
                Markup('<text x="{:.1f}" y="{}" class="middle">{}</text>').format(x(place), _HEIGHT - 8, label)
            )
    said = "、".join(f"{label} {share * 100:.0f}％（{count}件）" for _, label, share, count in points)
    return _figure(title, said, _HEIGHT, parts)


def _upright(title: str, values: Sequence[tuple[str, int]]) -> Markup:
    most = max(count for _, count in values)
    room = (_WIDTH - _LEFT - _RIGHT) / len(values)
    every = max(1, len(values) // 10)
    parts = [
        Markup(
            '<line class="grid" x1="{0}" x2="{1}" y1="{2:.1f}" y2="{2:.1f}"/><text x="{3}" y="{4:.1f}" class="end">{5}</text>'
        ).format(_LEFT, _WIDTH - _RIGHT, y, _LEFT - 6, y + 4, count)
        for count, y in ((most, float(_TOP)), (0, float(_HEIGHT - _BOTTOM)))
    ]
    for place, (label, count) in enumerate(values):
        height = (_HEIGHT - _TOP - _BOTTOM) * count / most
        parts.append(
            Markup(
                '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{} {}件</title></rect>'
            ).format(_LEFT + place * room + room * 0.1, _HEIGHT - _BOTTOM - height, room * 0.8, height, label, count)
        )
        if place % every == 0:
            middle = _LEFT + (place + 0.5) * room
            parts.append(Markup('<text x="{:.1f}" y="{}" class="middle">{}</text>').format(middle, _HEIGHT - 8, label))
    said = f"全部で{sum(count for _, count in values)}件、いちばん多い日で{most}件"
    return _figure(title, said, _HEIGHT, parts)


def _across(title: str, values: Sequence[tuple[str, int]]) -> Markup:
    most = max(count for _, count in values)
    left = 260
    height = _ROW * len(values) + 10
    parts: list[Markup] = []
    for place, (label, count) in enumerate(values):
        y = 6 + place * _ROW
        width = (_WIDTH - left - 60) * count / most
        shown = label if len(label) <= 17 else f"{label[:16]}…"
        parts.append(
            Markup(
                '<text x="{}" y="{}" class="end">{}<title>{}</title></text>'
                '<rect class="bar" x="{}" y="{}" width="{:.1f}" height="18"/><text x="{:.1f}" y="{}">{}件</text>'
            ).format(left - 8, y + 15, shown, label, left, y + 1, width, left + width + 6, y + 15, count)
        )
    said = "、".join(f"{label} {count}件" for label, count in values)
    return _figure(title, said, height, parts)


def _figure(title: str, said: str, height: int, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg></figure>'
    ).format(title, _WIDTH, height, f"{title}: {said}", Markup("").join(parts))


def _nothing(title: str) -> Markup:
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption><p class="quiet">まだ記録がありません。</p></figure>'
    ).format(escape(title))
