"""What a form's small buttons do to its data before anything is kept: add an entry, take one out, fill in a quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.documents import Document
from ui.staff.forms.model_form import PREFIX

Data = dict[str, Any]


def press(data: Data, button: str, *, added_fact: Mapping[str, str]) -> str:
    """Do what a button says and return the place that is new or changed: `add:f.rounds` an entry, `put:f.grant` a part that is
    there once or not at all, `remove:f.rounds.1`, `up:f.rounds.1`.

    `added_fact` gives, by the place of a condition, the fact that was chosen for a new row.
    """
    action, _, place = button.partition(":")
    steps = place.removeprefix(PREFIX).split(".") if place.startswith(PREFIX) else []
    if not steps:
        return ""
    holder, last = _holder(data, steps)
    if action == "add":
        return _add(holder, last, place, added_fact.get(place, ""))
    if action == "put" and isinstance(holder, dict):
        holder.setdefault(str(last), {})
        return place
    if action == "remove":
        if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            del holder[last]
        elif isinstance(holder, dict):
            holder.pop(str(last), None)
        return place.rpartition(".")[0]
    if action == "up" and isinstance(holder, list) and isinstance(last, int) and 0 < last < len(holder):
        holder[last - 1], holder[last] = holder[last], holder[last - 1]
        return f"{place.rpartition('.')[0]}.{last - 1}"
    return ""


def _add(holder: Any, last: str | int, place: str, fact: str) -> str:
    if not isinstance(holder, dict) or not isinstance(last, str):
        return ""
    if last == "when":
        if fact:
            key, _, kind = fact.partition("|")
            condition = holder.setdefault("when", {})
            condition.setdefault(key, {"choice": [], "yes_no": True}.get(kind, {}))
        return place
    found = holder.get(last)
    entries = found if isinstance(found, list) else []
    entries.append({})
    holder[last] = entries
    return f"{place}.{len(entries) - 1}"


def _holder(data: Any, steps: list[str]) -> tuple[Any, str | int]:
    """What holds the last step of a place, and that step."""
    holder = data
    for step in steps[:-1]:
        if isinstance(holder, list):
            holder = holder[int(step)] if step.isdigit() and int(step) < len(holder) else {}
        else:
            holder = holder.setdefault(step, {}) if isinstance(holder, dict) else {}
    last: str | int = int(steps[-1]) if steps[-1].isdigit() else steps[-1]
    return holder, last


def fill_quotes(data: Any, documents: Mapping[str, Document], default: str) -> None:
    """Where lines are given without a quote, the quote is the whole of those lines."""
    if isinstance(data, list):
        for one in data:
            fill_quotes(one, documents, default)
        return
    if not isinstance(data, dict):
        return
    lines = data.get("lines")
    if isinstance(lines, list) and len(lines) == 2 and all(isinstance(one, int) for one in lines):
        document = documents.get(str(data.get("document") or default))
        if not data.get("quote") and document and 1 <= lines[0] <= lines[1] <= len(document.source_lines):
            data["quote"] = document.verbatim(lines[0], lines[1])
        return
    for value in data.values():
        fill_quotes(value, documents, default)
