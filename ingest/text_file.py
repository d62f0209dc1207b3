"""Reading text files as UTF-8, with an error that says which line isn't."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import CorpusError

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def read_text(path: Path, *, error: type[CorpusError] = CorpusError) -> str:
    """The file's text without a byte order mark. Raises `error` when it can't be read or isn't UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as broken:
        raise error(path, f"ファイルを開けません（{broken.strerror}）。場所と権限を確かめてください。") from None
    try:
        return raw.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise error(path, "文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。", line) from None


def split_lines(text: str) -> tuple[str, ...]:
    """Lines without their ends. Only LF and CRLF end a line: a form feed or U+2028 stays inside its line."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines and not lines[-1]:
        lines.pop()
    return tuple(lines)
