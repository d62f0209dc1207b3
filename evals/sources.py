"""The sources as the evaluation sees them: raw files, read without the product's own readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from evals.figures import Figure, figures, fold
from ingest.errors import CorpusError


@dataclass(frozen=True)
class Garbled:
    """A word that the source prints wrongly and that no answer may pass on as its own."""

    printed: str
    reading: str
    lines: tuple[int, int]


@dataclass(frozen=True)
class SourceFile:
    """One document: its lines as received (line 1 first) and the words that are damaged in it."""

    id: str
    lines: tuple[str, ...]
    garbled: tuple[Garbled, ...]

    def verbatim(self, first: int, last: int) -> str:
        """Lines first..last joined by a line feed; empty outside the file."""
        return "\n".join(self.lines[max(first, 1) - 1 : last])

    def has(self, quote: str, first: int, last: int) -> bool:
        """Whether the quote stands in exactly these lines."""
        return 1 <= first <= last <= len(self.lines) and bool(quote.strip()) and quote in self.verbatim(first, last)


@dataclass(frozen=True)
class Sources:
    """Every document of a corpus, and the ids that programme and vocabulary files define."""

    corpus: Path
    documents: Mapping[str, SourceFile]

    @classmethod
    def load(cls, corpus: Path) -> Sources:
        """Read `corpus/documents/*`.

        Raises:
            CorpusError: no document is there.
        """
        folders = sorted(path.parent for path in (corpus / "documents").glob("*/document.md"))
        if not folders:
            raise CorpusError(corpus / "documents", "資料がありません。コーパスのフォルダを確かめてください。")
        return cls(corpus, {folder.name: _document(folder) for folder in folders})

    @property
    def main(self) -> SourceFile:
        """The document that items without a document id speak of: the first one."""
        return next(iter(self.documents.values()))

    @cached_property
    def phones(self) -> tuple[Figure, ...]:
        """Every phone number of the documents."""
        lines = (line for document in self.documents.values() for line in document.lines)
        return tuple(figure for line in lines for figure in figures(fold(line)) if figure.readings[0].kind == "phone")

    def has_link(self, bare: str) -> bool:
        """Whether some line holds this address (folded, without `https://`), and no longer one."""
        pattern = re.compile(rf"(?<![a-z0-9.@-]){re.escape(bare)}(?![a-z0-9])")
        return any(pattern.search(fold(line)) for document in self.documents.values() for line in document.lines)

    @cached_property
    def tracks(self) -> dict[str, frozenset[str]]:
        """Programme id -> ids of its tracks and special cases, from `corpus/programmes/*.yaml`."""
        found: dict[str, frozenset[str]] = {}
        for path in sorted((self.corpus / "programmes").glob("*.yaml")):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            tracks = data.get("tracks") or []
            ids = {str(track["id"]) for track in tracks}
            specials = [*(data.get("specials") or []), *(s for track in tracks for s in track.get("specials") or [])]
            ids |= {str(special["id"]) for special in specials if isinstance(special, dict) and "id" in special}
            found[str(data.get("id", path.stem))] = frozenset(ids)
        return found

    @cached_property
    def topics(self) -> frozenset[str]:
        """Topic ids from `corpus/language/topics.yaml`."""
        data = yaml.safe_load((self.corpus / "language" / "topics.yaml").read_text(encoding="utf-8"))
        return frozenset(str(topic["id"]) for topic in data["topics"])

    @cached_property
    def names_with_figures(self) -> tuple[str, ...]:
        """Folded names of programmes and tracks that hold a digit (`100億宣言企業向け`): there it is no figure."""
        names: set[str] = set()
        for path in (self.corpus / "programmes").glob("*.yaml"):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            names |= {
                fold(name)
                for part in [data, *(data.get("tracks") or [])]
                for kind, given in (part.get("names") or {}).items()
                if kind != "described"  # how people speak of it is no name that an answer could hold
                for name in _strings(given)
            }
        return tuple(sorted((name for name in names if re.search(r"\d", name)), key=len, reverse=True))


def _strings(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        return [text for value in node.values() for text in _strings(value)]
    return [text for value in node for text in _strings(value)] if isinstance(node, list) else []


def _document(folder: Path) -> SourceFile:
    document = folder / "document.md"
    named = re.search(r"(?m)^source:\s*(\S+)\s*$", document.read_text(encoding="utf-8"))
    name = named[1].strip("'\"") if named else "source.txt"
    path = document if name == "self" else folder / name
    lines = tuple(line.removesuffix("\r") for line in path.read_text(encoding="utf-8").split("\n"))
    return SourceFile(folder.name, lines, _garbled(folder / "errata.yaml"))


def _garbled(path: Path) -> tuple[Garbled, ...]:
    """Damaged words of errata.yaml that replace letters; layout notes and remarks change none."""
    if not path.exists():
        return ()
    entries = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("errata") or []
    return tuple(
        Garbled(str(entry["printed"]), str(entry.get("reading") or ""), (entry["lines"][0], entry["lines"][1]))
        for entry in entries
        if entry.get("kind", "text") == "text" and entry.get("certainty") in ("certain", "uncertain")
    )
