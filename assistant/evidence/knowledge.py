"""Everything that answers are made from, opened once and shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evidence.confirming.claims import Claims
from assistant.evidence.matching.catalogue import Catalogue
from assistant.evidence.model import Point, Source
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import Programme, Track
from assistant.question.vocabulary import Vocabulary
from assistant.quotes import Evidence
from assistant.statements import Statement, StatementBook
from ingest.documents import Document


@dataclass(frozen=True)
class Knowledge:
    """The corpus in memory."""

    documents: Mapping[str, Document]
    programmes: ProgrammeBook
    statements: StatementBook
    vocabulary: Vocabulary
    catalogue: Catalogue
    claims: Claims

    def sources(self, evidence: tuple[Evidence, ...], document: str) -> tuple[Source, ...]:
        return tuple(Source(item.document or document, item.lines, item.quote) for item in evidence)

    def statement_points(self, statement: Statement, heading: str | None = None) -> tuple[Point, ...]:
        """What a statement says, and its condition as a point of its own."""
        sources = self.sources(statement.evidence, self.statements.files[statement.programme].document)
        points = [Point(statement.say, sources, heading)]
        if statement.more:
            points.append(Point(statement.more, sources, heading))
        return tuple(points)

    def programme_sources(self, programme: Programme, evidence: tuple[Evidence, ...]) -> tuple[Source, ...]:
        return self.sources(evidence, programme.document)

    def name(self, programme: str, track: str | None = None) -> str:
        """`省力化投資補助金` or `省力化投資補助金（一般型）`."""
        found = self.programmes.get(programme)
        of_track = found.track(track) if track else None
        return f"{found.names.official}（{of_track.names.official}）" if of_track else found.names.official

    @property
    def programme_names(self) -> list[str]:
        """The official and short names of every programme."""
        return [name for programme in self.programmes for name in self.names_of(programme.id)]

    def names_of(self, programme: str) -> tuple[str, ...]:
        """The official and short names of a programme, as the documents and the statements have them."""
        names = self.programmes.get(programme).names
        return (names.official, *names.short)

    def track(self, programme: str, track: str | None) -> Track | None:
        return self.programmes.get(programme).track(track) if track else None
