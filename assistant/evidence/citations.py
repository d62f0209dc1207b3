"""Citations from sources: verbatim words with their section, and the mended reading where it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evidence.model import Source
from assistant.reply import Citation
from ingest.documents import Document


class CitationList:
    """The citations of one reply, numbered in the order in which they are first needed.

    A quote that another quote of the same lines holds in full is shown as that one.
    """

    def __init__(self, documents: Mapping[str, Document], links: Mapping[str, str | None] | None = None) -> None:
        self._documents = documents
        self._links = links or {}
        self._sources: list[Source] = []

    def markers(self, sources: Sequence[Source]) -> list[int]:
        """The markers of these sources, without repeats, numbering new ones."""
        found = []
        for source in sources:
            marker = self._marker(source)
            if marker not in found:
                found.append(marker)
        return sorted(found)

    def _marker(self, source: Source) -> int:
        for index, known in enumerate(self._sources):
            if known.document_id != source.document_id:
                continue
            if known.lines[0] <= source.lines[0] and source.lines[1] <= known.lines[1] and source.quote in known.quote:
                return index + 1
        self._sources.append(source)
        return len(self._sources)

    def citations(self) -> list[Citation]:
        """Every citation, by marker."""
        return [self._citation(index + 1, source) for index, source in enumerate(self._sources)]

    def _citation(self, marker: int, source: Source) -> Citation:
        document = self._documents[source.document_id]
        first, last = source.lines
        block = document.block_at(first)
        section = list(document.section_of(first))
        return Citation(
            marker=marker,
            document_id=document.id,
            title=document.title,
            section=section,
            quote=source.quote,
            lines=source.lines,
            page=block.page if block else None,
            reading=document.mended(source.quote, first, last),
            as_of=document.as_of,
            url=self._links.get(section[0]) if section else document.url,
        )
