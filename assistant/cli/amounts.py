"""Amounts on the command line: `6000万円`, `1.2億円`, `8,000,000`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    _Amount = click.ParamType[int]
    _Component = click.ParamType[tuple[str, int]]
else:  # generic only in newer versions of click
    _Amount = _Component = click.ParamType


class AmountError(MadoguchiError):
    """An amount on the command line can't be read."""


class AmountType(_Amount):
    """An amount in any Japanese notation, as integer yen."""

    name = "金額"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        from ingest.japanese.amounts import parse_yen

        try:
            return parse_yen(value)
        except ValueError as error:
            raise AmountError(str(error)) from error


class ComponentType(_Component):
    """`pc=15万円`: a component of the cost, by id or name, and its amount."""

    name = "区分=金額"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        name, separator, amount = str(value).replace("＝", "=").rpartition("=")
        if not separator or not name:
            raise AmountError(
                f"費用の内訳「{value}」を読めません。「pc=15万円」のように、区分=金額 で指定してください。"
            )
        return name.strip(), AMOUNT.convert(amount, param, ctx)


AMOUNT = AmountType()
COMPONENT = ComponentType()
