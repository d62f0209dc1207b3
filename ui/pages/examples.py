"""The example questions of the empty page, from `ui/examples.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).parent.parent / "examples.yaml"


class Example(BaseModel):
    """A need in a few words, and a question that someone with it would ask."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    need: str
    question: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def examples() -> tuple[Example, ...]:
    return _File.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8"))).examples
