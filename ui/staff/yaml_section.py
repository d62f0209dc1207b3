"""Replacing one top-level part of a YAML file without touching the rest, comments included."""

from __future__ import annotations

import re
from typing import Any

import yaml


def replace_section(text: str, key: str, value: Any) -> str:
    """The text with the part under `key` replaced, or added at the end where there is none."""
    made = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:", line)), None)
    if start is None:
        return f"{text.rstrip()}\n{made}"
    end = start + 1
    # A part ends where the next one begins; blank lines and comments in front of that belong to it.
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " #-"):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return "\n".join([*lines[:start], made.rstrip("\n"), *lines[end:]])
