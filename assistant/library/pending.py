"""What the next version will change: approved drafts, edited data files, and documents that leave with what rests on
them. Nothing here touches the version in force."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
    because: frozenset[DataFile]
    """The files whose saving changed it: itself, and files of statements that it names."""

    @property
    def along_with(self) -> list[DataFile]:
        """The files of statements whose edits it follows."""
        return sorted(self.because - {self.file})


@dataclass(frozen=True)
class Withdrawal:
    """What withdrawing a document means: the files that leave with it, and what stands against it."""

    document_id: str
    files: tuple[DataFile, ...]
    problems: tuple[Problem, ...]


@dataclass
class _State:
    """What is kept in `pending.json`."""

    withdrawn: dict[str, tuple[DataFile, ...]]
    """Documents that leave, each with the data files that leave with it."""
    edits: dict[DataFile, Edit]


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
        return self._state().withdrawn

    @property
    def edits(self) -> list[Edit]:
        """Edited and new data files."""
        return sorted(self._state().edits.values(), key=lambda edit: edit.file)

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
        return file in self._state().edits

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
        return mentions(self._naming(), f"{file.name}/{entry_id}")

    def save(self, file: DataFile, text: str, *, by: str, seen: str | None = None) -> list[Problem]:
        """Keep an edited (or new) file for the next version; returns what is wrong in other files with it.

        What names a statement follows it: with another id it is named anew, and its ways to ask and its claims leave
        with it.

        Args:
            seen: the `stamp` of the text that the editor began with; None for a new file.

        Raises:
            DataFileError: the file, or one that follows it, doesn't fit the schema, or says what the documents don't.
            EditConflictError: somebody else changed one of them since, or made it.
        """
        self._unchanged(file, seen)
        changed, before = self._with_followers(file, text.replace("\r\n", "\n"))
        problems = self._check(changed)
        for files in ([file], list(before)):
            places = {one.place for one in files}
            if refused := [problem for problem in problems if problem.place in places]:
                raise DataFileError(refused)
        with locked(self._lock):
            # Checking took seconds.
            self._unchanged(file, seen)
            for other, kept in before.items():
                self._unchanged(other, stamp(kept))
            state, now = self._state(), datetime.now(UTC)
            for one, made in changed.items():
                write_text(self._edited(one), made)
                past = state.edits[one].because if one in state.edits else frozenset()
                state.edits[one] = Edit(one, by, now, past | {file})
            self._keep(state)
        return problems

    def _with_followers(self, file: DataFile, text: str) -> tuple[dict[DataFile, str], dict[DataFile, str]]:
        """The new texts of a file and of those that name what it moves, and the present texts of the latter."""
        moves = moves_between(file, self.text(file), text) if file.kind == "statements" and self.exists(file) else {}
        if not moves:
            return {file: text}, {}
        before = self._naming()
        keys = keys_of(before)
        after = {other: followed(other, kept, moves, keys) for other, kept in {**before, file: text}.items()}
        others = {other: kept for other, kept in before.items() if other != file and after[other] != kept}
        return {one: after[one] for one in (file, *others)}, others

    def _naming(self) -> dict[DataFile, str]:
        """The texts of all files that name statements."""
        return {file: self.text(file) for kind in NAMING for file in self.files(kind)}

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

    def drop(self, file: DataFile) -> None:
        """Forget the edits of a file, and of those that only followed it."""
        with locked(self._lock):
            state = self._state()
            self._forget(state, file)
            for edit in list(state.edits.values()):
                if because := edit.because - {file}:
                    state.edits[edit.file] = replace(edit, because=because)
                else:
                    self._forget(state, edit.file)
            self._keep(state)

    def taken_in(self, file: DataFile, text: str) -> None:
        """Forget the edit of a file that a version took in with this text; one that was made since stays."""
        with locked(self._lock):
            if self._edited(file).is_file() and self._edited(file).read_text("utf-8") == text:
                state = self._state()
                self._forget(state, file)
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
            state.withdrawn[document_id] = found.files
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
            edit = self._state().edits.get(file)
            who = f"{edit.by}さん" if edit else "ほかの担当者"
            raise EditConflictError(f"{who}が先に変えました。開き直して、最新の内容を確かめてください。")

    def _edited(self, file: DataFile) -> Path:
        return self._edits / f"{file.key}.yaml"

    def _state(self) -> _State:
        value: Any = json.loads(self._file.read_text("utf-8")) if self._file.is_file() else {}
        edits = [
            Edit(
                DataFile.of_key(key),
                one["by"],
                datetime.fromisoformat(one["at"]),
                frozenset(map(DataFile.of_key, one.get("because", [key]))),
            )
            for key, one in value.get("edits", {}).items()
        ]
        return _State(
            {id_: tuple(map(DataFile.of_key, keys)) for id_, keys in value.get("withdrawn", {}).items()},
            {edit.file: edit for edit in edits if self._edited(edit.file).is_file()},
        )

    def _forget(self, state: _State, file: DataFile) -> None:
        self._edited(file).unlink(missing_ok=True)
        state.edits.pop(file, None)

    def _keep(self, state: _State) -> None:
        value = {
            "withdrawn": {id_: [file.key for file in files] for id_, files in state.withdrawn.items()},
            "edits": {
                edit.file.key: {
                    "by": edit.by,
                    "at": edit.at.isoformat(),
                    "because": sorted(file.key for file in edit.because),
                }
                for edit in state.edits.values()
            },
        }
        write_text(self._file, json.dumps(value, ensure_ascii=False))


def stamp(text: str) -> str:
    """Tells two texts of a file apart."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
