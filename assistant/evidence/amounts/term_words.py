"""Ceilings and rates in words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.calculator.terms import RateBand, Terms
from assistant.money import format_range, format_rate, format_yen

_AHEAD = {"ceiling": "補助上限が大きいのは、{names}です。", "rate": "補助率が高いのは、{names}です。"}
_ALIKE = {"ceiling": "補助上限は同じ額です。", "rate": "いちばん高い補助率は同じです。"}
_USUALLY = "いちばん高い補助率は同じですが、条件の付かない補助率が高いのは、{names}です。"


def ceiling_words(part: Terms) -> str:
    """`250万円`, `750万円～2,500万円`."""
    if part.ceiling is None:
        return "資料に書かれていません"
    low, high = part.ceiling
    if high is None:
        return f"{format_yen(low)}に、特例で上がる分を足した額"
    return format_yen(high) if low == high else format_range(low, high)


def rate_words(bands: Sequence[RateBand]) -> str:
    """`2/3`, `補助額1,500万円までの部分が2/3、1,500万円を超える部分が1/3`."""
    if not bands:
        return "資料に書かれていません"
    said = []
    start: int | None = None
    for band in bands:
        rate = _rate(band)
        if band.up_to is not None:
            said.append(f"補助額{format_yen(band.up_to)}までの部分が{rate}")
        elif start is not None:
            said.append(f"{format_yen(start)}を超える部分が{rate}")
        else:
            said.append(rate)
        start = band.up_to
    return "、".join(said)


def ahead_words(topic: str, names: Sequence[str]) -> str:
    """Which of several have the larger ceiling or the higher rate, by their names: `補助率が高いのは、…です。`"""
    return _AHEAD[topic].format(names="と".join(names))


def alike_words(topic: str, usually: Sequence[str] = ()) -> str:
    """That they have the same; `usually` are the names of those whose rate is the higher without any condition."""
    return _USUALLY.format(names="と".join(usually)) if usually and topic == "rate" else _ALIKE[topic]


def _rate(band: RateBand) -> str:
    if band.low == band.high:
        return "定額" if band.high == 1 else format_rate(band.high)
    return f"{format_rate(band.high)}以下" if band.low == 0 else f"{format_rate(band.low)}か定額"
