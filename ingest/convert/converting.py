"""From an uploaded file to a draft: checked, read by a worker process, and laid down as a document folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ingest.convert.edition import SOURCE_FILE, edition, front_matter
from ingest.convert.rough import Rough
from ingest.convert.safety import SUFFIXES, ConvertError, check_file, safe_name
from ingest.convert.worker import SECONDS
from ingest.documents import DOCUMENT_FILE

__all__ = ["CONVERTIBLE", "ConvertError", "Details", "convert_file", "write_draft"]

CONVERTIBLE = tuple(SUFFIXES)
"""Endings of the files that are taken."""


@dataclass(frozen=True)
class Details:
    """What the front matter says of a document."""

    id: str
    title: str
    publisher: str
    as_of: str
    url: str | None = None
    original: str | None = None
    retrieved: str | None = None


def convert_file(path: Path, name: str | None = None, *, seconds: float = SECONDS) -> Rough:
    """Read a file, whatever it holds.

    `name` is what the sender called it. Takes seconds for long PDFs.

    Raises:
        ConvertError: one Japanese line that says what is wrong with the file and what to do.
    """
    kind = check_file(path, name or path.name)
    with tempfile.TemporaryDirectory(prefix="madoguchi-convert-") as folder:
        target = Path(folder) / "rough.json"
        command = [sys.executable, "-m", "ingest.convert.worker", kind, str(path.resolve()), str(target)]
        root = Path(__file__).resolve().parent.parent.parent
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if key in os.environ}
        environment = {**kept, "PYTHONPATH": str(root), "TMPDIR": folder, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
        try:
            subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=seconds + 10, check=False)
        except subprocess.TimeoutExpired:
            raise ConvertError("時間がかかりすぎるので止めました。章ごとなどに分けてください。") from None
        if not target.is_file():
            raise ConvertError(
                "ファイルが複雑すぎるか壊れていて、読み取れませんでした。別の形式で保存し直してください。"
            )
        answer = json.loads(target.read_text("utf-8"))
    if "error" in answer:
        raise ConvertError(answer["error"])
    return Rough.from_json(answer["rough"])


def write_draft(folder: Path, rough: Rough, details: Details, original: Path | None = None, name: str = "") -> None:
    """Lay a converted file down as a document folder: `source.txt`, `document.md` and the file as received.

    The folder must not exist yet; it appears whole or not at all.
    """
    laid = edition(rough)
    head = front_matter(
        {
            "id": details.id,
            "title": details.title,
            "publisher": details.publisher,
            "as_of": details.as_of,
            "language": "ja",
            "url": details.url,
            "source": SOURCE_FILE,
            "original": safe_name(name) if name else None,
            "retrieved": details.retrieved,
            "provenance": "受け取ったファイルから文字を取り出し、担当者が原本と見比べて確かめたもの。",
        }
    )
    following = folder.with_name(f".{folder.name}.next")
    following.mkdir(parents=True)
    (following / SOURCE_FILE).write_text(laid.source, "utf-8")
    (following / DOCUMENT_FILE).write_text(head + laid.body, "utf-8")
    if original is not None and name:
        # Named by us: what the sender called it is only shown.
        (following / f"original{Path(safe_name(name)).suffix.lower()}").write_bytes(original.read_bytes())
    following.rename(folder)
