"""The menu's rows: which row a firm's sales stand in."""

from __future__ import annotations

import pytest

from assistant.menu import Menu, MenuError, load_menu
from tests.statements.conftest import BRIEFING, CORPUS


@pytest.fixture(scope="module")
def menu(briefing) -> Menu:
    return load_menu(CORPUS / "menu.yaml", {BRIEFING: briefing})


@pytest.mark.parametrize(
    ("sales", "said"),
    [
        ([500_000_000], "約60万者"),
        ([1_000_000_000], "約9万者"),
        ([10_000_000], "1,000万円以下"),
        ([30_000_000], "1,000万円～1億円"),
        ([20_000_000_000], "約1,300者"),
        ([100_000_000, 1_000_000_000], "約60万者"),
        ([1_000_000_000, 10_000_000_000], "約9万者"),
    ],
)
def test_sales_stand_in_one_row(menu: Menu, sales: list[int], said: str) -> None:
    row = menu.row(sales)
    assert row is not None
    assert said in row.firms


def test_sales_of_two_rows_stand_in_none(menu: Menu) -> None:
    assert menu.row([50_000_000, 500_000_000]) is None
    assert menu.row([]) is None


def test_a_figure_that_no_quote_states_is_refused(tmp_path, briefing) -> None:
    text = (CORPUS / "menu.yaml").read_text("utf-8").replace("約60万者です", "約61万者です")
    (tmp_path / "menu.yaml").write_text(text, "utf-8")
    with pytest.raises(MenuError, match="61万"):
        load_menu(tmp_path / "menu.yaml", {BRIEFING: briefing})
