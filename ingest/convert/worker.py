"""Reads one file in a process of its own: `python -m ingest.convert.worker KIND IN OUT`.

A hostile file can at most make this process fail: its memory, its time and the files that it may write are limited.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from ingest.convert.rough import Rough
from ingest.convert.safety import ConvertError

MEMORY = 2 * 2**30
SECONDS = 240
_MOST_PIECES = 60_000
_MOST_CHARACTERS = 8_000_000


def read(kind: str, path: Path) -> Rough:
    """The file as pieces. Raises ConvertError."""
    if kind == "pdf":
        from ingest.convert.pdf import read_pdf

        return read_pdf(path)
    if kind == "docx":
        from ingest.convert.office import read_docx

        return read_docx(path)
    if kind == "pptx":
        from ingest.convert.office import read_pptx

        return read_pptx(path)
    if kind == "html":
        from ingest.convert.html import read_html_file

        return read_html_file(path.read_bytes())
    if kind == "markdown":
        from ingest.convert.plain import read_markdown_file

        return read_markdown_file(path.read_bytes())
    from ingest.convert.plain import read_text_file

    return read_text_file(path.read_bytes())


def check(rough: Rough) -> Rough:
    """Refuse what holds no words, or far more than a document does. Raises ConvertError."""
    if all(piece.is_empty for piece in rough.pieces):
        raise ConvertError("読み取れる文字がありません。")
    words = sum(
        len(piece.text) + sum(map(len, piece.items)) + sum(len(c) for row in piece.rows for c in row)
        for piece in rough.pieces
    )
    if len(rough.pieces) > _MOST_PIECES or words > _MOST_CHARACTERS:
        raise ConvertError("文字が多すぎます。章ごとなどに分けてください。")
    return rough


def main() -> None:
    kind, source, target = sys.argv[1:4]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200 * 2**20, 200 * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: dict[str, Any] = {"rough": check(read(kind, Path(source))).as_json()}
    except ConvertError as error:
        answer = {"error": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": "ファイルが複雑すぎて読めません。章ごとなどに分けてください。"}
    except Exception as error:
        answer = {
            "error": f"ファイルが壊れているか、読めない作りです（{type(error).__name__}）。別の形式で保存し直してください。"
        }
    Path(target).write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
