"""Making the next version of the corpus: in the background, with progress, and without touching the one in force."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.library.changes import Asked, compare
from assistant.library.datafiles import DataFile, problems_of
from assistant.library.drafts import DraftStore
from assistant.library.locks import LockedError, is_locked, locked, write_text
from assistant.library.pending import COPIED, PendingChanges
from assistant.library.versions import Library, LibraryError, settings_of
from assistant.settings import Settings, in_force
from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from assistant.service import Assistant

_log = logging.getLogger(__name__)

_TELL_EVERY = 0.3
"""Seconds between two notes on how far a build is."""
_ALREADY = "いま別の版を作っています。終わるまで待ってください。"


@dataclass(frozen=True)
class Progress:
    """How far a build is. `share` is between 0 and 1."""

    running: bool = False
    doing: str = ""
    share: float = 0.0
    problem: str = ""
    built: str | None = None


class Builder:
    """Collects what is to change, and builds. One build at a time."""

    def __init__(self, library: Library, drafts: DraftStore) -> None:
        self.library = library
        self.drafts = drafts
        self.changes = PendingChanges(library, drafts)
        self._lock = library.folder / "building.lock"
        self._told = library.folder / "progress.json"
        self._told_at = 0.0
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far the build is, of whichever process runs it."""
        try:
            now = Progress(**json.loads(self._told.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return Progress()
        if now.running and not is_locked(self._lock):
            # It may have ended between the two looks.
            now = Progress(**json.loads(self._told.read_text("utf-8")))
            if now.running:
                problem = "版を作っている途中で、窓口が止まりました。もう一度作ってください。"
                return Progress(False, "作れませんでした", 0.0, problem=problem)
        return now

    def start(self, *, by: str, note: str, answering: Assistant, questions: Callable[[], Sequence[Asked]]) -> None:
        """Build the next version in the background.

        Raises:
            LibraryError: a build is running, in this process or another, or nothing is to change.
        """
        if not self.changes:
            raise LibraryError("変えるものがありません。資料を承認するか、制度や窓口の文を直してください。")
        if is_locked(self._lock):
            raise LibraryError(_ALREADY)
        begun: queue.Queue[bool] = queue.Queue()
        self._thread = threading.Thread(
            target=self._alone, args=(begun, by, note, answering, questions), name="build-version", daemon=True
        )
        self._thread.start()
        if not begun.get():
            raise LibraryError(_ALREADY)

    def wait(self, seconds: float) -> Progress:
        """Wait for the build to end."""
        if self._thread:
            self._thread.join(seconds)
        return self.progress

    def _alone(self, begun: queue.Queue[bool], *given: Any) -> None:
        try:
            with locked(self._lock, wait=1.0):
                self._say(Progress(True, "準備しています", 0.0))
                begun.put(True)
                self._say(self._run(*given))
        except (LockedError, OSError):
            _log.warning("a version could not be begun", exc_info=True)
            begun.put(False)

    def _run(self, by: str, note: str, answering: Assistant, questions: Callable[[], Sequence[Asked]]) -> Progress:
        folder: Path | None = None
        try:
            name = self.library.next_name()
            folder = self.library.building_folder(name)
            built = self._build(folder, by, note, answering, questions())
            return Progress(False, "できました", 1.0, built=built)
        except MadoguchiError as error:
            told = str(error).replace(f"{folder}{os.sep}", "") if folder else str(error)
            return Progress(False, "作れませんでした", 0.0, problem=told)
        except Exception:
            _log.exception("a version could not be built")
            return Progress(
                False, "作れませんでした", 0.0, problem="思わぬ問題で止まりました。管理者に知らせてください。"
            )
        finally:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)

    def _build(self, folder: Path, by: str, note: str, answering: Assistant, questions: Sequence[Asked]) -> str:
        from assistant.retrieval.retriever import embedder_of, store_of
        from assistant.service import Assistant
        from ingest.documents import load_documents
        from ingest.pipeline import ingest

        now_in_force = in_force(self.library.settings)
        self._tell("資料を集めています", 0.02)
        shutil.copytree(self.library.corpus, folder / "corpus", ignore=COPIED)
        taken = self._taken()
        self.changes.lay_over(folder / "corpus")
        if problems := problems_of(folder / "corpus"):
            more = f"（ほかに{len(problems) - 1}か所）" if len(problems) > 1 else ""
            raise LibraryError(f"{problems[0].said}{more}")
        settings: Settings = self.library.settings.model_copy(update={"corpus": folder / "corpus", "chroma_url": None})
        documents = load_documents(settings.documents)
        if now_in_force.index.is_dir() and not now_in_force.chroma_url:
            # Passages that didn't change keep their vectors.
            shutil.copytree(now_in_force.index, settings.index)
        self._tell("索引を作っています", 0.05)

        def bar(total: int) -> Callable[[int], object]:
            done = 0

            def more(count: int) -> None:
                nonlocal done
                done += count
                self._tell(f"索引を作っています（{done:,}／{total:,}）", 0.05 + 0.55 * done / max(total, 1))

            return more

        ingest(documents, store_of(settings), embedder_of(settings), progress=bar)
        self._tell("新しい資料で答えられるか確かめています", 0.62)
        candidate = Assistant.open(settings)

        def asked(count: int) -> None:
            if count % 5 == 0 or count == len(questions):
                share = 0.65 + 0.34 * count / max(len(questions), 1)
                self._tell(f"いまの版と答えを比べています（{count}／{len(questions)}）", share)

        plain = replace(answering, desk=replace(answering.desk, verified=None))
        changes = compare(plain, candidate, questions, asked)
        value: dict[str, Any] = {
            "made_at": datetime.now(UTC).isoformat(),
            "made_by": by,
            "note": note,
            "documents": [document.id for document in documents],
            "changes": [change.as_json() for change in changes],
            "asked": len(questions),
            "detail": {
                "base": self.library.current,
                **taken,
            },
        }
        return self.library.finish(folder, value).name

    def _taken(self) -> dict[str, Any]:
        """What a version takes in, as its card says it."""
        approved = self.changes.approved()
        return {
            "drafts": [[draft.id, draft.version] for draft in approved],
            "added": sorted({draft.document_id for draft in approved}),
            "withdrawn": sorted(self.changes.withdrawn),
            "removed": sorted(file.key for file in self.changes.removed),
            "edited": [edit.file.key for edit in self.changes.edits],
        }

    def clear(self, name: str) -> None:
        """After a version was put in force: what it took in is no longer pending, what was changed since stays."""
        version = self.library.get(name)
        corpus = settings_of(self.library.settings, name).corpus
        for draft_id, draft_version in version.detail.get("drafts", ()):
            with contextlib.suppress(LibraryError):
                if self.drafts.get(draft_id).version == draft_version:
                    self.drafts.remove(draft_id)
        for document_id in version.detail.get("withdrawn", ()):
            self.changes.stay(document_id)
        for key in version.detail.get("edited", ()):
            file = DataFile.of_key(key)
            path = corpus / file.place
            if path.is_file():
                self.changes.taken_in(file, path.read_text("utf-8"))
            else:
                # It was edited, and then left with its document.
                self.changes.drop(file)

    def forget(self) -> None:
        """Take note that the last build's outcome was seen."""
        if not self.progress.running:
            self._told.unlink(missing_ok=True)

    def _tell(self, doing: str, share: float) -> None:
        if time.monotonic() - self._told_at >= _TELL_EVERY:
            self._say(Progress(True, doing, share))

    def _say(self, progress: Progress) -> None:
        self._told_at = time.monotonic()
        write_text(self._told, json.dumps(asdict(progress), ensure_ascii=False))
