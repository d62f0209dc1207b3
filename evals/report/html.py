"""Small pieces of HTML: everything that comes from outside is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from evals.statistics import Estimate


def text(value: object) -> str:
    """Escaped, with line breaks kept."""
    return escape(str(value), quote=True).replace("\n", "<br>")


def tag(name: str, *content: str, **attributes: str) -> str:
    """An element; `content` is HTML already, attribute values are escaped (`class_` is `class`)."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"' for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(content)}</{name}>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "") -> str:
    """A table; cells are HTML already, headings are text. The first cell of a row is its heading."""
    head = tag("tr", *(tag("th", text(cell), scope="col") for cell in heads))
    body = "".join(tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", body), class_=class_), class_="scroll")


def percent(value: float | None) -> str:
    return "－" if value is None else f"{value * 100:.1f}%"


def with_interval(estimate: Estimate) -> str:
    """A share with its interval and what it was counted on."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return tag("span", "－", class_="none")
    span = f"{estimate.low * 100:.1f}–{estimate.high * 100:.1f}"
    return tag("b", percent(estimate.value)) + tag("small", f" {span}（n={estimate.n}）")
