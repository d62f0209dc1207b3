"""Whether a file may be opened at all: its name, its size, what it really is, and what is packed inside it."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from typing import Literal

from ingest.errors import MadoguchiError

FileKind = Literal["pdf", "docx", "pptx", "html", "markdown", "text"]

LABELS: dict[FileKind, str] = {
    "pdf": "PDF",
    "docx": "Word（.docx）",
    "pptx": "PowerPoint（.pptx）",
    "html": "HTML",
    "markdown": "Markdown",
    "text": "テキスト",
}
SUFFIXES: dict[str, FileKind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
MAX_BYTES = 50 * 1024 * 1024
_MAX_TEXT_BYTES = 10 * 1024 * 1024
_MAX_UNPACKED = 300 * 1024 * 1024
_MAX_PART = 100 * 1024 * 1024
_MAX_PARTS = 5_000
_MAX_RATIO = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


class ConvertError(MadoguchiError):
    """A file that can't or may not be converted."""


def safe_name(name: str) -> str:
    """A file name for showing and storing: no folders, no control or direction-changing characters, not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'[<>:"|?*/\\]', "_", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    stem = (stem if dot else plain)[:80] or "file"
    return f"{stem}.{suffix[:10]}" if dot else stem


def check_file(path: Path, name: str) -> FileKind:
    """What kind of file this is, after looking at it.

    `name` is what the sender called it; only its ending counts.

    Raises:
        ConvertError: empty, too large, of a kind that isn't taken, not what its name says, locked, or hostile.
    """
    suffix = Path(safe_name(name)).suffix.lower()
    size = path.stat().st_size
    if size == 0:
        raise ConvertError("ファイルが空です。")
    if size > MAX_BYTES:
        raise ConvertError(f"ファイルが大きすぎます（{size // 2**20}MB）。{MAX_BYTES // 2**20}MBまでにしてください。")
    if suffix in (".doc", ".ppt", ".xls", ".xlsx", ".rtf", ".odt", ".zip", ".jtd"):
        raise ConvertError(f"{suffix} は読めません。PDF か .docx、.pptx で保存し直してください。")
    kind = SUFFIXES.get(suffix)
    if kind is None:
        known = "、".join(SUFFIXES)
        raise ConvertError(f"「{suffix or '名前の終わりがない'}」ファイルは読めません。使えるのは {known} です。")
    with path.open("rb") as file:
        head = file.read(4096)
    _is_what_it_says(kind, head, path)
    if kind in ("docx", "pptx"):
        _check_package(path, kind)
    elif kind != "pdf" and size > _MAX_TEXT_BYTES:
        raise ConvertError(f"文字だけのファイルは{_MAX_TEXT_BYTES // 2**20}MBまでにしてください。")
    return kind


def _is_what_it_says(kind: FileKind, head: bytes, path: Path) -> None:
    if head.startswith(_OLE) and kind in ("docx", "pptx"):
        raise ConvertError(
            "パスワードで守られているか、古い形式のファイルです。パスワードを外し、新しい形式で保存し直してください。"
        )
    found = _looks_like(head, path)
    expected = {"pdf": "pdf", "docx": "zip", "pptx": "zip"}.get(kind, "text")
    if found != expected:
        names = {"pdf": "PDF", "zip": "圧縮ファイル（Officeなど）", "text": "文字のファイル", "picture": "画像"}
        shown = names.get(found, "別の種類のファイル")
        raise ConvertError(f"名前は{LABELS[kind]}ですが、中身は{shown}のようです。もとのファイルを確かめてください。")


def _looks_like(head: bytes, path: Path) -> str:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06") or zipfile.is_zipfile(path):
        return "zip"
    if head.startswith(_PICTURES):
        return "picture"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head:
        return "text"
    return "binary"


def _check_package(path: Path, kind: FileKind) -> None:
    """A Word or PowerPoint file is a zip: nothing in it may unpack to more than it should, or climb out of it."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            packed = max(path.stat().st_size, 1)
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or any(part.file_size > _MAX_PART for part in parts):
                raise ConvertError("展開すると大きくなりすぎるファイルです。開かずに止めました。")
            if unpacked > 5 * 2**20 and unpacked / packed > _MAX_RATIO:
                raise ConvertError("不自然に圧縮されたファイルです（zip爆弾の疑い）。開かずに止めました。")
            if any(part.flag_bits & 1 for part in parts):
                raise ConvertError("パスワードで守られたファイルです。パスワードを外してください。")
            if any(name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts for name in names):
                raise ConvertError("ファイルの中に、外のフォルダーを指す名前があります。開かずに止めました。")
    except zipfile.BadZipFile:
        raise ConvertError("ファイルが壊れています。もう一度保存し直してください。") from None
    main = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}[kind]
    if main not in names:
        raise ConvertError(f"名前は{LABELS[kind]}ですが、中身が違います。もとのファイルを確かめてください。")
