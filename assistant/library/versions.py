"""Versions of the corpus under the data folder, and the one in force.

    library/CURRENT                name of the version in force; without the file it is the corpus of the settings
    library/versions/0007/corpus/  everything that answers are made of: documents, programmes, statements, language
    library/versions/0007/index/   its index
    library/versions/0007/version.json

A version is built in a folder whose name begins with `.`, renamed when it is whole, and put in force by replacing
CURRENT in one step. The version in force is never written to.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.library.pointer import FOLDER, NAME, PACKAGED, current_name, pointer, versions_folder
from assistant.settings import Settings, in_force
from ingest.errors import MadoguchiError

_KEEP = 6


class LibraryError(MadoguchiError):
    """Something about drafts or versions can't be done."""


@dataclass(frozen=True)
class Version:
    """One version of the corpus. `state` is `ready` (built, waiting), `in_force` or `past`."""

    name: str
    made_at: datetime | None
    made_by: str
    note: str
    state: str
    documents: tuple[str, ...] = ()
    changes: Sequence[Mapping[str, Any]] = ()
    asked: int = 0
    """How many questions the report asked of both."""
    detail: Mapping[str, Any] = field(default_factory=dict)


def settings_of(settings: Settings, name: str) -> Settings:
    """The settings by which a version is opened. Raises LibraryError when there is none of this name."""
    if name == PACKAGED:
        return settings
    if not NAME.fullmatch(name) or not (versions_folder(settings.data) / name).is_dir():
        raise LibraryError(f"版「{name}」はありません。")
    return settings.of_version(name)


def name_of(settings: Settings) -> str:
    """The version that these settings open."""
    folder = settings.corpus.parent
    return folder.name if folder.parent == versions_folder(settings.data) else PACKAGED


class Library:
    """Versions and the pointer to the one in force."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.data / FOLDER
        self.versions_folder = versions_folder(settings.data)

    @property
    def current(self) -> str:
        return current_name(self.settings.data)

    @property
    def corpus(self) -> Path:
        """The corpus in force."""
        return in_force(self.settings).corpus

    def versions(self) -> list[Version]:
        """All versions, the newest first; the installed corpus is the last."""
        names = sorted((path.name for path in self._paths() if NAME.fullmatch(path.name)), reverse=True)
        installed = Version(
            PACKAGED, None, "", "導入したときの資料", "in_force" if self.current == PACKAGED else "past"
        )
        return [*(self.get(name) for name in names), installed]

    def get(self, name: str) -> Version:
        """A version. Raises LibraryError when there is none of this name."""
        if name == PACKAGED:
            return self.versions()[-1]
        try:
            value = json.loads(self._info(name).read_text("utf-8"))
        except (OSError, ValueError):
            raise LibraryError(f"版「{name}」を読めません。") from None
        state = "in_force" if name == self.current else ("ready" if not value.get("was_in_force") else "past")
        return Version(
            name=name,
            made_at=datetime.fromisoformat(value["made_at"]),
            made_by=value["made_by"],
            note=value["note"],
            state=state,
            documents=tuple(value["documents"]),
            changes=tuple(value["changes"]),
            asked=value["asked"],
            detail=value.get("detail", {}),
        )

    def next_name(self) -> str:
        taken = [int(path.name) for path in self._paths() if NAME.fullmatch(path.name)]
        return f"{max(taken, default=0) + 1:04d}"

    def building_folder(self, name: str) -> Path:
        """An empty folder in which a version is made; leftovers of builds that were cut off are removed."""
        for path in self._paths():
            if path.name.startswith("."):
                shutil.rmtree(path, ignore_errors=True)
        folder = self.versions_folder / f".{name}"
        folder.mkdir(parents=True)
        return folder

    def finish(self, folder: Path, value: Mapping[str, Any]) -> Version:
        """A built version, whole: from now on it can be put in force."""
        (folder / "version.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        target = folder.with_name(folder.name.removeprefix("."))
        folder.rename(target)
        return self.get(target.name)

    def put_in_force(self, name: str) -> None:
        """Switch to a version in one step; a crash leaves either the old one or the new one."""
        if name == PACKAGED:
            pointer(self.settings.data).unlink(missing_ok=True)
            return
        version = self.get(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        following = self.folder / "CURRENT.next"
        with following.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(following, pointer(self.settings.data))
        path = self._info(name)
        value = json.loads(path.read_text("utf-8"))
        if not value.get("was_in_force"):
            value["was_in_force"] = datetime.now(UTC).isoformat()
            # The report's old and new answers hold what visitors asked: only the figures are kept on.
            value["changes"] = []
            value["detail"] = {**value.get("detail", {}), "changed": len(version.changes)}
            part = path.with_suffix(".next")
            part.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
            os.replace(part, path)
        self._prune()

    def discard(self, name: str) -> None:
        """Remove a version that isn't in force. Raises LibraryError for the one that is."""
        if name == self.current:
            raise LibraryError("使用中の版は消せません。")
        settings_of(self.settings, name)
        if name == PACKAGED:
            raise LibraryError("導入したときの資料は消せません。")
        shutil.rmtree(self.versions_folder / name)

    def _prune(self) -> None:
        """Old versions go; the one in force and the last few before it stay to go back to."""
        past = [version.name for version in self.versions() if version.state == "past" and version.name != PACKAGED]
        for name in past[_KEEP:]:
            shutil.rmtree(self.versions_folder / name, ignore_errors=True)

    def _info(self, name: str) -> Path:
        return settings_of(self.settings, name).corpus.parent / "version.json"

    def _paths(self) -> list[Path]:
        return list(self.versions_folder.iterdir()) if self.versions_folder.is_dir() else []
