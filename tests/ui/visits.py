"""What a person does on the page, as steps that the browser tests share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def enter(page: Any, url: str, path: str = "") -> Any:
    """Open a page and wait until it can be used."""
    page.goto(f"{url}/{path}")
    page.wait_for_selector("body[data-ready]")
    if not path:
        page.wait_for_function("document.querySelector('[data-part=send]')?.disabled === false")
    return page


def ask(page: Any, question: str) -> Any:
    """Type a question, send it, and wait for the whole answer. Returns the turn."""
    before = page.locator(".turn").count()
    page.get_by_label("知りたいこと", exact=True).fill(question)
    page.get_by_role("button", name="送る").click()
    return answered(page, before)


def answered(page: Any, before: int) -> Any:
    """The turn after `before` turns, once its answer is complete."""
    turn = page.locator(".turn").nth(before)
    turn.locator(".tools, .failed").first.wait_for()
    return turn


def violations(page: Any, axe: Path) -> list[str]:
    """What axe-core finds wrong with the page as it is now, a line each."""
    page.add_script_tag(path=str(axe))
    found = page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def overflows(page: Any) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))
