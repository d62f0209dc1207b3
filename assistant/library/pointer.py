"""Which version of the corpus is in force: a name in one small file under the data folder."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "library"
PACKAGED = "0000"
"""Name of the corpus that the settings point to, as it was installed."""
NAME = re.compile(r"\d{4}")


def versions_folder(data: Path) -> Path:
    """Where versions lie, each in a folder with its corpus and its index."""
    return data / FOLDER / "versions"


def pointer(data: Path) -> Path:
    return data / FOLDER / "CURRENT"


def current_name(data: Path) -> str:
    """The version in force. PACKAGED where none is named, or one that isn't there."""
    try:
        name = pointer(data).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return PACKAGED
    return name if NAME.fullmatch(name) and (versions_folder(data) / name).is_dir() else PACKAGED
