"""Documents that staff are checking: uploaded or taken out of the version in force, mended in place, approved."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from assistant.library.mending import explain_edits
from assistant.library.pointer import FOLDER
from assistant.library.versions import LibraryError
from ingest.convert import Details, Rough, write_draft
from ingest.documents import DOCUMENT_FILE, Document, load_document
from ingest.errors import DocumentError
from ingest.front_matter import split_front_matter
from ingest.proofreading import proofread

_ID = re.compile(r"[a-f0-9]{12}")
_DOCUMENT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INFO = "draft.json"


@dataclass(frozen=True)
class Draft:
    """A document under way. `state` is `open` or `approved`; `version` grows with each change."""

    id: str
    folder: Path
    document_id: str
    name: str
    """What the sender called the file."""
    state: str
    version: int
    uploaded_by: str
    uploaded_at: datetime
    changed_by: str
    changed_at: datetime
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    scanned_pages: tuple[int, ...] = ()
    approved_by: str = ""

    @property
    def original(self) -> Path | None:
        """The file as received, under a name of ours."""
        return next(iter(sorted(self.folder.glob("original.*"))), None)

    @property
    def is_pdf(self) -> bool:
        return self.original is not None and self.original.suffix == ".pdf"


class DraftConflictError(LibraryError):
    """Another editor was quicker."""


class DraftStore:
    """Drafts under `<data>/library/drafts`."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER / "drafts"

    def drafts(self) -> list[Draft]:
        """All drafts, the last changed first."""
        if not self.folder.is_dir():
            return []
        found = [self.get(path.name) for path in self.folder.iterdir() if _ID.fullmatch(path.name)]
        return sorted(found, key=lambda draft: draft.changed_at, reverse=True)

    def get(self, draft_id: str) -> Draft:
        """A draft. Raises LibraryError when there is none."""
        folder = self.folder / draft_id
        if not _ID.fullmatch(draft_id) or not (folder / _INFO).is_file():
            raise LibraryError("この下書きはありません。")
        value = json.loads((folder / _INFO).read_text("utf-8"))
        return Draft(
            id=draft_id,
            folder=folder,
            document_id=value["document_id"],
            name=value["name"],
            state=value["state"],
            version=value["version"],
            uploaded_by=value["uploaded_by"],
            uploaded_at=datetime.fromisoformat(value["uploaded_at"]),
            changed_by=value["changed_by"],
            changed_at=datetime.fromisoformat(value["changed_at"]),
            warnings=tuple(value["warnings"]),
            pages=value["pages"],
            scanned_pages=tuple(value["scanned_pages"]),
            approved_by=value["approved_by"],
        )

    def add(self, rough: Rough, details: Details, original: Path, name: str, by: str) -> Draft:
        """A new draft of a converted file. Raises LibraryError for a malformed document id."""
        if not _DOCUMENT_ID.fullmatch(details.id) or len(details.id) > 60:
            raise LibraryError("資料のIDは、英小文字・数字・ハイフンだけで書いてください（例: setsubi-2026-04）。")
        draft_id = secrets.token_hex(6)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_draft(self.folder / draft_id, rough, details, original, name)
        self._write_info(
            draft_id,
            document_id=details.id,
            name=name,
            by=by,
            warnings=[str(warning) for warning in rough.warnings],
            pages=rough.pages,
            scanned=list(rough.scanned_pages),
        )
        return self.get(draft_id)

    def take_out(self, document: Document, by: str) -> Draft:
        """A draft of a document in force, to mend it."""
        draft_id = secrets.token_hex(6)
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(document.folder, self.folder / draft_id)
        self._write_info(
            draft_id, document_id=document.id, name=document.title, by=by, warnings=[], pages=None, scanned=[]
        )
        return self.get(draft_id)

    def save(self, draft_id: str, text: str, *, seen_version: int, by: str) -> Draft:
        """Keep an edited `document.md`; what differs from the source is noted in `errata.yaml` of itself.

        A text with mistakes is kept too: `problems` tells what is wrong with it.

        Raises:
            DraftConflictError: somebody changed it since `seen_version`.
        """
        draft = self._to_change(draft_id, seen_version)
        path = draft.folder / DOCUMENT_FILE
        following = path.with_suffix(".next")
        following.write_text(text.replace("\r\n", "\n"), "utf-8")
        os.replace(following, path)
        with contextlib.suppress(DocumentError):
            explain_edits(draft.folder, by)
        return self._changed(draft, by, state="open", approved_by="")

    def set_details(self, draft_id: str, fields: Mapping[str, str], *, seen_version: int, by: str) -> Draft:
        """Change title, publisher, as_of and url in the front matter. Raises LibraryError, DocumentError."""
        draft = self._to_change(draft_id, seen_version)
        path = draft.folder / DOCUMENT_FILE
        text = path.read_text("utf-8").replace("\r\n", "\n")
        front, _ = split_front_matter(text, path)
        end = text.index("\n---", 3) + 4
        head = {key: value for key, value in yaml.safe_load(text[4 : end - 4]).items() if value not in (None, "")}
        for key, value in fields.items():
            if value.strip():
                head[key] = value.strip()
            else:
                head.pop(key, None)
        made = f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)}---"
        split_front_matter(made + text[end:], path)
        following = path.with_suffix(".next")
        following.write_text(made + text[end:], "utf-8")
        os.replace(following, path)
        return self._changed(
            replace(draft, document_id=str(head.get("id", front.id))), by, state="open", approved_by=""
        )

    def approve(self, draft_id: str, *, seen_version: int, by: str) -> Draft:
        """Take the draft into the next version. Raises LibraryError while anything is wrong with it."""
        draft = self._to_change(draft_id, seen_version)
        if problems := self.problems(draft):
            raise LibraryError(f"直すところが{len(problems)}か所あります。{problems[0][1]}")
        return self._changed(draft, by, state="approved", approved_by=by)

    def reopen(self, draft_id: str, *, seen_version: int, by: str) -> Draft:
        return self._changed(self._to_change(draft_id, seen_version), by, state="open", approved_by="")

    def remove(self, draft_id: str) -> None:
        """Throw a draft away."""
        shutil.rmtree(self.get(draft_id).folder)

    def document(self, draft: Draft) -> Document:
        """The draft as a document. Raises DocumentError."""
        return load_document(draft.folder)

    def problems(self, draft: Draft) -> list[tuple[int | None, str]]:
        """What must be put right before approval: a line of `document.md` (where there is one) and what is wrong."""
        try:
            document = load_document(draft.folder)
        except DocumentError as error:
            return [(error.line, error.problem)]
        found: list[tuple[int | None, str]] = []
        if document.id != draft.document_id:
            found.append((2, f"id が「{draft.document_id}」から変わっています。もとに戻してください。"))
        for finding in proofread(document):
            line = finding.line if finding.file == DOCUMENT_FILE else None
            where = "" if line else f"{finding.file} {finding.line}行目: "
            found.append((line, f"{where}{finding.problem}"))
        return found

    def _to_change(self, draft_id: str, seen_version: int) -> Draft:
        draft = self.get(draft_id)
        if draft.version != seen_version:
            raise DraftConflictError(
                f"{draft.changed_by}さんが先に変えました。開き直して、最新の内容を確かめてください。"
            )
        return draft

    def _changed(self, draft: Draft, by: str, *, state: str, approved_by: str) -> Draft:
        path = draft.folder / _INFO
        value = json.loads(path.read_text("utf-8"))
        value |= {
            "document_id": draft.document_id,
            "state": state,
            "approved_by": approved_by,
            "version": draft.version + 1,
            "changed_by": by,
            "changed_at": datetime.now(UTC).isoformat(),
        }
        following = path.with_suffix(".next")
        following.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        os.replace(following, path)
        return self.get(draft.id)

    def _write_info(
        self,
        draft_id: str,
        *,
        document_id: str,
        name: str,
        by: str,
        warnings: Sequence[str],
        pages: int | None,
        scanned: Sequence[int],
    ) -> None:
        now = datetime.now(UTC).isoformat()
        value: dict[str, Any] = {
            "document_id": document_id,
            "name": name,
            "state": "open",
            "version": 1,
            "uploaded_by": by,
            "uploaded_at": now,
            "changed_by": by,
            "changed_at": now,
            "warnings": list(warnings),
            "pages": pages,
            "scanned_pages": list(scanned),
            "approved_by": "",
        }
        (self.folder / draft_id / _INFO).write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def page_picture(path: Path, page: int, *, width: int = 1000) -> bytes:
    """A page of a PDF as PNG: staff see the original without a PDF ever being opened by their browser.

    Raises:
        LibraryError: there is no such page, or it can't be drawn.
    """
    import subprocess
    import sys

    # Drawing happens in a process of its own for the same reason as reading does.
    code = (
        "import sys, resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); resource.setrlimit(resource.RLIMIT_CPU, (30, 35))\n"
        "import pypdfium2\n"
        "pdf = pypdfium2.PdfDocument(sys.argv[1]); page = pdf[int(sys.argv[2]) - 1]\n"
        "page.render(scale=min(float(sys.argv[3]) / max(page.get_width(), 1), 4)).to_pil().save(sys.stdout.buffer, 'PNG')\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), str(page), str(width)], capture_output=True, timeout=40, check=False
        )
    except subprocess.TimeoutExpired:
        raise LibraryError("このページは表示できません。") from None
    if done.returncode or not done.stdout.startswith(b"\x89PNG"):
        raise LibraryError("このページは表示できません。")
    return done.stdout
