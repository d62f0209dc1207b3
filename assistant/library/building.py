"""Making the next version of the corpus: in the background, with progress, and without touching the one in force."""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.library.changes import Asked, compare
from assistant.library.drafts import Draft, DraftStore
from assistant.library.versions import PACKAGED, Library, LibraryError, in_force
from assistant.settings import Settings
from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from assistant.service import Assistant

_log = logging.getLogger(__name__)

_COPIED = shutil.ignore_patterns("draft.json", ".*", "*.next")
_PENDING = "pending.json"


@dataclass(frozen=True)
class Progress:
    """How far a build is. `share` is between 0 and 1."""

    running: bool = False
    doing: str = ""
    share: float = 0.0
    problem: str = ""
    built: str | None = None


@dataclass(frozen=True)
class Pending:
    """What the next version will change besides the approved drafts."""

    withdrawn: tuple[str, ...] = ()
    """Documents that leave."""
    programmes: tuple[str, ...] = ()
    """Programme files that were edited."""


class Builder:
    """Collects what is to change, and builds. One build at a time."""

    def __init__(self, library: Library, drafts: DraftStore) -> None:
        self.library = library
        self.drafts = drafts
        self._progress = Progress()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        return self._progress

    @property
    def pending(self) -> Pending:
        path = self.library.folder / _PENDING
        value = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        edited = self.library.folder / "programmes"
        names = sorted(one.stem for one in edited.glob("*.yaml")) if edited.is_dir() else []
        return Pending(tuple(value.get("withdrawn", ())), tuple(names))

    def approved(self) -> list[Draft]:
        return [draft for draft in self.drafts.drafts() if draft.state == "approved"]

    def withdraw(self, document_id: str, *, undo: bool = False) -> None:
        """Let a document leave with the next version, or stay after all."""
        withdrawn = [one for one in self.pending.withdrawn if one != document_id]
        if not undo:
            if not (self.library.corpus / "documents" / _safe(document_id)).is_dir():
                raise LibraryError(f"資料「{document_id}」はありません。")
            withdrawn.append(document_id)
        self.library.folder.mkdir(parents=True, exist_ok=True)
        _write(self.library.folder / _PENDING, json.dumps({"withdrawn": withdrawn}))

    def programme_text(self, programme_id: str) -> str:
        """A programme file as it will be in the next version. Raises LibraryError when there is none."""
        path = self._programme_path(programme_id)
        return path.read_text("utf-8")

    def save_programme(self, programme_id: str, text: str) -> None:
        """Keep an edited programme file for the next version.

        Raises:
            LibraryError: there is no such programme.
            MadoguchiError: the file doesn't fit the schema or a quote isn't in the documents; names line and field.
        """
        self._programme_path(programme_id)
        text = text.replace("\r\n", "\n")
        self._check_programme(programme_id, text)
        folder = self.library.folder / "programmes"
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{programme_id}.yaml", text)

    def drop_programme(self, programme_id: str) -> None:
        """Forget the edits to a programme file."""
        (self.library.folder / "programmes" / f"{_safe(programme_id)}.yaml").unlink(missing_ok=True)

    def _programme_path(self, programme_id: str) -> Path:
        for folder in (self.library.folder / "programmes", self.library.corpus / "programmes"):
            path = folder / f"{_safe(programme_id)}.yaml"
            if path.is_file():
                return path
        raise LibraryError("この制度のファイルはありません。")

    def _check_programme(self, programme_id: str, text: str) -> None:
        """Read the whole corpus with this file in it; the message names the file as the editor knows it."""
        import tempfile

        from assistant.programmes.book import load_programmes
        from ingest.documents import load_documents

        with tempfile.TemporaryDirectory(prefix="madoguchi-programme-") as temporary:
            corpus = Path(temporary) / "corpus"
            shutil.copytree(self.library.corpus, corpus, ignore=_COPIED)
            self._lay_over(corpus)
            (corpus / "programmes" / f"{programme_id}.yaml").write_text(text, "utf-8")
            try:
                documents = {document.id: document for document in load_documents(corpus / "documents")}
                load_programmes(corpus, documents)
            except MadoguchiError as error:
                raise LibraryError(str(error).replace(f"{corpus}{os.sep}", "")) from None

    def _lay_over(self, corpus: Path) -> None:
        """Put everything that is to change over a copy of the corpus in force."""
        for draft in self.approved():
            target = corpus / "documents" / draft.document_id
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(draft.folder, target, ignore=_COPIED)
        for document_id in self.pending.withdrawn:
            shutil.rmtree(corpus / "documents" / _safe(document_id), ignore_errors=True)
        for programme_id in self.pending.programmes:
            shutil.copy(self.library.folder / "programmes" / f"{programme_id}.yaml", corpus / "programmes")

    def start(self, *, by: str, note: str, answering: Assistant, questions: Callable[[], Sequence[Asked]]) -> None:
        """Build the next version in the background.

        Raises:
            LibraryError: a build is running, or nothing is to change.
        """
        with self._lock:
            if self._progress.running:
                raise LibraryError("いま別の版を作っています。終わるまで待ってください。")
            pending = self.pending
            if not (self.approved() or pending.withdrawn or pending.programmes):
                raise LibraryError("変えるものがありません。資料を承認するか、制度を直してください。")
            self._progress = Progress(True, "準備しています", 0.0)
        self._thread = threading.Thread(
            target=self._run, args=(by, note, answering, questions), name="build-version", daemon=True
        )
        self._thread.start()

    def wait(self, seconds: float) -> Progress:
        """Wait for the build to end."""
        if self._thread:
            self._thread.join(seconds)
        return self._progress

    def _run(self, by: str, note: str, answering: Assistant, questions: Callable[[], Sequence[Asked]]) -> None:
        folder: Path | None = None
        try:
            name = self.library.next_name()
            folder = self.library.building_folder(name)
            built = self._build(folder, by, note, answering, questions())
            self._progress = Progress(False, "できました", 1.0, built=built)
        except MadoguchiError as error:
            told = str(error).replace(f"{folder}{os.sep}", "") if folder else str(error)
            self._progress = Progress(False, "作れませんでした", 0.0, problem=told)
        except Exception:
            _log.exception("a version could not be built")
            self._progress = Progress(
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
        shutil.copytree(self.library.corpus, folder / "corpus", ignore=_COPIED)
        self._lay_over(folder / "corpus")
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
                "drafts": [draft.id for draft in self.approved()],
                "added": sorted({draft.document_id for draft in self.approved()}),
                "withdrawn": list(self.pending.withdrawn),
                "programmes": list(self.pending.programmes),
            },
        }
        return self.library.finish(folder, value).name

    def clear(self, name: str) -> None:
        """After a version was put in force: what it took in is no longer pending."""
        detail = self.library.get(name).detail if name != PACKAGED else {}
        for draft_id in detail.get("drafts", ()):
            try:
                self.drafts.remove(draft_id)
            except LibraryError:
                continue
        for document_id in detail.get("withdrawn", ()):
            self.withdraw(document_id, undo=True)
        for programme_id in detail.get("programmes", ()):
            self.drop_programme(programme_id)

    def forget(self) -> None:
        """Take note that the last build's outcome was seen."""
        if not self._progress.running:
            self._progress = Progress()

    def _tell(self, doing: str, share: float) -> None:
        self._progress = Progress(True, doing, share)


def _safe(name: str) -> str:
    if not name or not all(character.isascii() and (character.isalnum() or character == "-") for character in name):
        raise LibraryError("名前が正しくありません。")
    return name


def _write(path: Path, text: str) -> None:
    following = path.with_suffix(".next")
    following.write_text(text, "utf-8")
    os.replace(following, path)
