"""The base of what language files hold."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class LanguageData(BaseModel):
    """Frozen, and no field that isn't known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
