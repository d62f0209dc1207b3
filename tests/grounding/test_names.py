"""A figure in a name is none that a text states, however it is written; the same figure elsewhere is."""

from __future__ import annotations

import pytest

from assistant.grounding.names import without_names

NAMES = ("100億宣言企業向け", "100億宣言", "灯台補助金")


@pytest.mark.parametrize("name", ["100億宣言企業向け", "百億宣言企業向け", "１００億円宣言", "100億宣言"])
def test_a_name_goes_however_its_figure_is_written(name: str) -> None:
    assert without_names(f"{name}の上限は50億円です。", NAMES) == "の上限は50億円です。"


def test_the_same_figure_elsewhere_and_names_without_figures_stay() -> None:
    text = "灯台補助金の上限は100億円で、50億宣言ではありません。"
    assert without_names(text, NAMES) == text


def test_rates_are_compared_by_value() -> None:
    assert without_names("3分の2補助の率は三分の二です。", ["2/3補助"]) == "の率は三分の二です。"
