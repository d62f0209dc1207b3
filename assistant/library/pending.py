"""What the next version will change: approved drafts, edited data files, and documents that leave with what rests on
them. Nothing here touches the version in force."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.library.datafiles import DataFile, Problem, data_files, problems_of, resting_on
from assistant.library.drafts import Draft, DraftStore
from assistant.library.locks import locked, write_text
from assistant.library.mentions import NAMING, Mention, followed, keys_of, mentions, moves_between
from assistant.library.versions import Library, LibraryError

COPIED = shutil.ignore_patterns("draft.json", ".*", "*.next")
"""What isn't copied with a folder of the corpus."""


class DataFileError(LibraryError):
    """An edited file is wrong; `problems` says where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].said)
        self.problems = tuple(problems)


class EditConflictError(LibraryError):
    """Somebody else changed the file first."""


@dataclass(frozen=True)
class Edit:
    """An edited data file, by whom and when."""

    file: DataFile
    by: str
    at: datetime
    along_with: tuple[str, ...] = ()
    """Keys of the files of statements whose edits it follows."""


@dataclass(frozen=True)
class Withdrawal:
    """What withdrawing a document means: the files that leave with it, and what stands against it."""

    document_id: str
    files: tuple[DataFile, ...]
    problems: tuple[Problem, ...]


@dataclass
class _State:
    """What is kept in `pending.json`."""

    withdrawn: dict[str, list[str]] = field(default_factory=dict)
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)


class PendingChanges:
    """Everything that the next version will change. Processes may share it."""

    def __init__(self, library: Library, drafts: DraftStore) -> None:
        self._library = library
        self._drafts = drafts
        self._file = library.folder / "pending.json"
        self._lock = library.folder / "pending.lock"
        self._edits = library.folder / "edits"

    def approved(self) -> list[Draft]:
        return [draft for draft in self._drafts.drafts() if draft.state == "approved"]

    @property
    def withdrawn(self) -> Mapping[str, tuple[DataFile, ...]]:
        """Documents that leave, each with the data files that leave with it."""
        return {id_: tuple(map(DataFile.of_key, keys)) for id_, keys in self._state().withdrawn.items()}

    @property
    def edits(self) -> list[Edit]:
        """Edited and new data files."""
        return sorted(
            (
                Edit(DataFile.of_key(key), one["by"], datetime.fromisoformat(one["at"]), tuple(one.get("along", ())))
                for key, one in self._state().edits.items()
            ),
            key=lambda edit: edit.file,
        )

    @property
    def removed(self) -> frozenset[DataFile]:
        return frozenset(file for files in self.withdrawn.values() for file in files)

    def __bool__(self) -> bool:
        return bool(self.approved() or self.withdrawn or self.edits)

    def files(self, kind: str) -> list[DataFile]:
        """The files of a kind as the next version has them."""
        edited = {edit.file for edit in self.edits if edit.file.kind == kind}
        return sorted({*data_files(self._library.corpus, kind), *edited} - self.removed)

    def is_edited(self, file: DataFile) -> bool:
        return file.key in self._state().edits

    def text(self, file: DataFile) -> str:
        """A file as the next version has it. Raises LibraryError when there is none."""
        for path in (self._edited(file), self._library.corpus / file.place):
            if path.is_file():
                return path.read_text("utf-8")
        raise LibraryError("このファイルはありません。")

    def exists(self, file: DataFile) -> bool:
        return self._edited(file).is_file() or (self._library.corpus / file.place).is_file()

    def mentions(self, file: DataFile, entry_id: str) -> list[Mention]:
        """Where an entry of a file of statements is named, as the next version has it."""
        return mentions(self._texts(NAMING), f"{file.name}/{entry_id}")

    def save(
        self,
        file: DataFile,
        text: str,
        *,
        by: str,
        seen: str | None = None,
        moved: Mapping[str, str | None] | None = None,
    ) -> list[Problem]:
        """Keep an edited (or new) file for the next version; returns what is wrong in other files with it.

        What names a statement follows it: with another id it is named anew, and its ways to ask and its claims leave
        with it.

        Args:
            seen: the `stamp` of the text that the editor began with; None for a new file.
            moved: ids of statements that got another id, or none any more. They are followed in the file itself, too;
                without it they are told by comparing the texts.

        Raises:
            DataFileError: the file doesn't fit the schema, or says what the documents don't; or a statement can't leave
                as long as other files are as they are.
            EditConflictError: somebody else changed it since, or made it.
        """
        text = text.replace("\r\n", "\n")
        with locked(self._lock):
            self._unchanged(file, seen)
        changed, before = self._following(file, text, moved)
        problems = self._check(changed)
        own = [problem for problem in problems if problem.place == file.place]
        if own or (len(changed) > 1 and (own := self._caused(problems))):
            raise DataFileError(own)
        with locked(self._lock):
            self._unchanged(file, seen)
            for other, kept in before.items():
                self._unchanged(other, stamp(kept))
            state = self._state()
            at = datetime.now(UTC).isoformat()
            for one, made in changed.items():
                write_text(self._edited(one), made)
                past = state.edits.get(one.key, {"hand": False})
                along = set(past.get("along", ())) | ({file.key} if one != file else set())
                hand = one == file or past.get("hand", True)
                state.edits[one.key] = {"by": by, "at": at, "along": sorted(along), "hand": hand}
            self._keep(state)
        return problems

    def _following(
        self, file: DataFile, text: str, moved: Mapping[str, str | None] | None
    ) -> tuple[dict[DataFile, str], dict[DataFile, str]]:
        """The new texts of a file and of those that follow it, and the present texts of the latter."""
        if file.kind != "statements" or not self.exists(file):
            return {file: text}, {}
        if moved is None:
            moves = moves_between(file, self.text(file), text)
        else:
            moves = {f"{file.name}/{old}": new and f"{file.name}/{new}" for old, new in moved.items()}
        if not moves:
            return {file: text}, {}
        texts = self._texts(NAMING)
        keys = keys_of(texts)
        changed = {file: text if moved is None else followed(file, text, moves, keys)}
        for other, kept in texts.items():
            if other != file and (made := followed(other, kept, moves, keys)) != kept:
                changed[other] = made
        return changed, {other: texts[other] for other in changed if other != file}

    def _caused(self, problems: Sequence[Problem]) -> list[Problem]:
        """The problems that the next version doesn't have already."""
        if not problems:
            return []
        known = {(problem.place, problem.text) for problem in self.problems()}
        return [problem for problem in problems if (problem.place, problem.text) not in known]

    def _texts(self, kinds: Sequence[str]) -> dict[DataFile, str]:
        return {file: self.text(file) for kind in kinds for file in self.files(kind)}

    def _check(self, changed: Mapping[DataFile, str]) -> list[Problem]:
        """What would be wrong in the next version with these texts."""
        with self._trial() as corpus:
            for file, text in changed.items():
                write_text(corpus / file.place, text)
            return problems_of(corpus)

    def problems(self) -> list[Problem]:
        """What is wrong with the next version as it stands."""
        with self._trial() as corpus:
            return problems_of(corpus)

    def drop(self, file: DataFile, *, only: str | None = None) -> None:
        """Forget the edits of a file, and of those that only followed it; with `only`, of the file alone, where its
        text is still that."""
        with locked(self._lock):
            path = self._edited(file)
            if only is not None and path.is_file() and path.read_text("utf-8") != only:
                return
            state = self._state()
            self._forget(state, file)
            for key, edit in list(state.edits.items()) if only is None else ():
                if file.key in edit.get("along", ()):
                    edit["along"] = [other for other in edit["along"] if other != file.key]
                    if not edit["along"] and not edit["hand"]:
                        self._forget(state, DataFile.of_key(key))
            self._keep(state)

    def withdrawal(self, document_id: str) -> Withdrawal:
        """What would leave with a document, and what stands against it.

        Raises:
            LibraryError: there is no such document.
        """
        self._document(document_id)
        with self._trial() as corpus:
            files = resting_on(corpus, document_id)
            shutil.rmtree(corpus / "documents" / document_id, ignore_errors=True)
            for file in files:
                (corpus / file.place).unlink(missing_ok=True)
            if not any(path.is_dir() for path in (corpus / "documents").iterdir()):
                last = "最後の資料は取り下げられません。先に、代わりの資料を加えてください。"
                return Withdrawal(document_id, tuple(files), (Problem("", None, (), last),))
            return Withdrawal(document_id, tuple(files), tuple(problems_of(corpus)))

    def withdraw(self, document_id: str) -> Withdrawal:
        """Let a document leave with the next version, with the files that rest on it.

        Raises:
            LibraryError: there is no such document.
            DataFileError: other files need it.
        """
        found = self.withdrawal(document_id)
        if found.problems:
            raise DataFileError(found.problems)
        with locked(self._lock):
            state = self._state()
            state.withdrawn[document_id] = [file.key for file in found.files]
            self._keep(state)
        return found

    def stay(self, document_id: str) -> None:
        """A document that was to leave stays after all, with its files."""
        with locked(self._lock):
            state = self._state()
            state.withdrawn.pop(document_id, None)
            self._keep(state)

    def lay_over(self, corpus: Path) -> None:
        """Put everything that is to change over a copy of the corpus in force."""
        for draft in self.approved():
            target = corpus / "documents" / draft.document_id
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(draft.folder, target, ignore=COPIED)
        for edit in self.edits:
            write_text(corpus / edit.file.place, self._edited(edit.file).read_text("utf-8"))
        for document_id, files in self.withdrawn.items():
            shutil.rmtree(corpus / "documents" / document_id, ignore_errors=True)
            for file in files:
                (corpus / file.place).unlink(missing_ok=True)

    @contextmanager
    def _trial(self) -> Iterator[Path]:
        """A copy of the corpus as the next version will have it, thrown away afterwards."""
        with tempfile.TemporaryDirectory(prefix="madoguchi-trial-") as folder:
            corpus = Path(folder) / "corpus"
            shutil.copytree(self._library.corpus, corpus, ignore=COPIED)
            self.lay_over(corpus)
            yield corpus

    def _document(self, document_id: str) -> None:
        known = self._library.corpus / "documents"
        if not known.is_dir() or document_id not in {path.name for path in known.iterdir() if path.is_dir()}:
            raise LibraryError(f"資料「{document_id}」はありません。")

    def _unchanged(self, file: DataFile, seen: str | None) -> None:
        if seen is None and self.exists(file):
            raise EditConflictError("同じ名前のファイルがもうあります。別の名前にしてください。")
        if seen is not None and stamp(self.text(file)) != seen:
            by = self._state().edits.get(file.key, {}).get("by", "")
            who = f"{by}さん" if by else "ほかの担当者"
            raise EditConflictError(f"{who}が先に変えました。開き直して、最新の内容を確かめてください。")

    def _edited(self, file: DataFile) -> Path:
        return self._edits / f"{file.key}.yaml"

    def _state(self) -> _State:
        value: Any = json.loads(self._file.read_text("utf-8")) if self._file.is_file() else {}
        withdrawn = value.get("withdrawn", {})
        if isinstance(withdrawn, list):
            # As an earlier release wrote it.
            withdrawn = {id_: [] for id_ in withdrawn}
        edits = {
            key: one for key, one in value.get("edits", {}).items() if self._edited(DataFile.of_key(key)).is_file()
        }
        return _State(withdrawn, edits)

    def _forget(self, state: _State, file: DataFile) -> None:
        self._edited(file).unlink(missing_ok=True)
        state.edits.pop(file.key, None)

    def _keep(self, state: _State) -> None:
        write_text(self._file, json.dumps({"withdrawn": state.withdrawn, "edits": state.edits}, ensure_ascii=False))


def stamp(text: str) -> str:
    """Tells two texts of a file apart."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
