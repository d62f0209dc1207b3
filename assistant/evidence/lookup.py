"""What the documents say on a topic: the statement that a question means, or the knowledge that they don't say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.calibration import Calibration, strongest
from assistant.evidence.catalogue import Match, Vectors, Wanted
from assistant.evidence.confirm import LEADS, verdict
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.evidence.refusal import near_statements, not_in_sources
from assistant.question.folded import Folded
from assistant.statements import GENERAL, Statement, Unknown

# Topics that a calendar, a contact list or a calculation answers better than a sentence.
_ELSEWHERE = ("dates",)
_MOST_TOPICS = 3
_OWN_WORDS = 0.85
_SHORT = 80
_CLEARLY_MORE = 1.0


@dataclass(frozen=True)
class Thresholds:
    """Calibrated on the evaluation set's dev split (docs/calibration.md)."""

    answer: float = 1.2
    """A statement below this score isn't what was asked."""
    unscoped: float = 1.4
    """Where the person names no programme, a statement must be surer."""


class Lookup:
    """Answers from statements."""

    def __init__(self, knowledge: Knowledge, calibration: Calibration, thresholds: Thresholds | None = None) -> None:
        self.knowledge = knowledge
        self.calibration = calibration
        self.thresholds = thresholds or Thresholds()

    def wanted(
        self, item: Resolved, bare: str, words: tuple[str, ...], vector: Vectors | None, programme: str | None
    ) -> Wanted:
        """What to look for, for one programme."""
        scores = dict(item.ask.topic_scores)
        if not scores and item.topics:
            scores = dict.fromkeys(item.topics[:1], 1.0)
        applicant = item.facts.values.get("applicant")
        return Wanted(
            text=Folded.of(bare),
            words=words,
            vector=vector,
            topics=scores,
            tracks=item.scope.tracks_of(programme) if programme else (),
            specials=item.scope.specials_of(programme) if programme else (),
            applicant=applicant if isinstance(applicant, str) else None,
        )

    def find(self, item: Resolved, wanted: Wanted, programme: str | None) -> Finding | None:
        """A finding for one programme, or for what the documents say as a whole; None where nothing fits."""
        matches = self.knowledge.catalogue.match(wanted, programme)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        floor = self.thresholds.answer if programme else self.thresholds.unscoped
        unsaid = self.calibration.unsaid(unknown, statement)
        if unknown and unsaid >= self.calibration.threshold:
            return self._refuse(unknown, programme, statement, unsaid)
        if statement is None or statement.score < floor:
            return None
        statement = self._on_the_topic(item, statement, matches, floor)
        return self._answer(item, wanted, statement, matches, 1.0 - unsaid)

    def _on_the_topic(self, item: Resolved, best: Match, matches: Sequence[Match], floor: float) -> Match:
        """The best statement on a topic that the person named, unless a detail is clearly more what was asked.

        A list of everything is no detail, and a detail that none of its keywords names gives way to the summary.
        """
        sure = item.ask.sure_topics
        stated = [match for match in matches if isinstance(match.entry, Statement)]
        named = [match for match in stated if _is_detail(match) and match.parts["keyword"]]
        detail = max(named, key=lambda match: match.own, default=None)
        if detail and item.operation != "list" and detail.own - best.own >= _CLEARLY_MORE:
            return detail
        on_topic = [match for match in stated if match.entry.topic in sure and match.score >= floor]
        if not on_topic:
            return best
        if _is_detail(best):
            summaries = [match for match in on_topic if not _is_detail(match)]
            gives_way = item.operation == "list" or (not best.parts["keyword"] and best.parts["words"] < _OWN_WORDS)
            return summaries[0] if summaries and gives_way else best
        return best if best.entry.topic in sure else on_topic[0]

    def _refuse(self, match: Match, programme: str | None, statement: Match | None, unsaid: float) -> Finding:
        assert isinstance(match.entry, Unknown)
        owner = programme or (match.entry.programme if match.entry.programme != GENERAL else None)
        near = near_statements(self.knowledge, match.entry, owner)
        finding = not_in_sources(
            self.knowledge, [owner] if owner else [], match.entry, near, confidence=round(unsaid, 3)
        )
        return replace(finding, decided={**finding.decided, "scores": _scores(match, statement)})

    def _answer(
        self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], confidence: float
    ) -> Finding:
        assert isinstance(best.entry, Statement)
        owner = best.entry.programme
        chosen = self._group(best.entry, wanted, owner, matches)
        for topic in self._further_topics(item, best.entry):
            chosen += [entry for entry in self._on_topic(owner, topic, wanted) if entry not in chosen]
        # Where the person named no programme, the answer says which one it speaks of.
        named = owner == GENERAL or owner in item.ask.scope.programmes or "programme" in item.carried
        heading = None if named else self.knowledge.name(owner)
        points = [point for entry in chosen for point in self.knowledge.statement_points(entry, heading)]
        said = [text for entry in chosen for text in (entry.say, entry.more or "")]
        return Finding(
            status="answered",
            points=tuple(points),
            lead=self._lead(item, best.entry, wanted, said),
            about=tuple((owner, track) for track in (best.entry.tracks or (None,))) if owner != GENERAL else (),
            contact_programmes=(owner,) if owner != GENERAL else (),
            topic=best.entry.topic,
            own=best.own,
            confidence=round(confidence, 3),
            decided={"statements": [entry.key for entry in chosen], "scores": _scores(best, None)},
        )

    @staticmethod
    def _details(best: Statement, matches: Sequence[Match]) -> list[Statement]:
        """The best detail with others of its topic that the question names too (`看板とホームページの両方`)."""
        first = next(match for match in matches if match.entry is best)
        also = [
            match.entry
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry is not best
            and match.entry.detail
            and (match.entry.topic, match.entry.programme) == (best.topic, best.programme)
            and match.parts["keyword"] > 0
            and first.parts["keyword"] > 0
            and match.own >= 0.6 * first.own
        ]
        return [best, *also[:2]]

    def _group(self, best: Statement, wanted: Wanted, owner: str, matches: Sequence[Match]) -> list[Statement]:
        """The best statement with those that belong beside it: the other tracks asked for, the applicant's own."""
        selection = self._on_topic(owner, best.topic, wanted)
        if best.applicants and best in selection:
            # The class's own sentence first, then the one that tells all classes apart.
            general = self.knowledge.statements.select(
                owner, best.topic, tracks=wanted.tracks, specials=wanted.specials
            )
            return [*selection, *(entry for entry in general if entry not in selection and len(entry.say) < _SHORT)]
        if best not in selection:
            return self._details(best, matches) if best.detail else [best]
        if len(selection) > 4 and not wanted.tracks:
            return [best]
        return selection

    def _on_topic(self, owner: str, topic: str, wanted: Wanted) -> list[Statement]:
        found = self.knowledge.statements.select(
            owner, topic, tracks=wanted.tracks, applicant=wanted.applicant, specials=wanted.specials
        )
        return list(found)

    @staticmethod
    def _further_topics(item: Resolved, best: Statement) -> list[str]:
        sure = item.ask.sure_topics
        if best.topic not in sure:
            return []
        return [topic for topic in sure if topic != best.topic and topic not in _ELSEWHERE][: _MOST_TOPICS - 1]

    def _lead(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> str:
        ask = item.ask
        if not ask.yes_no:
            return ""
        if ask.stated:
            classes = self.knowledge.programmes.facts["applicant"].values
            label = next((option.label for option in classes if option.id == wanted.applicant), None)
            labels = [name for option in classes for name in (option.label, *option.names)]
            found = verdict(ask.stated, said, label=label, labels=labels, most=best.topic == "ceiling")
            if found:
                return LEADS[found]
        if best.polarity:
            return LEADS[best.polarity]
        if ask.asserts or "しか" in ask.text:
            return ""
        first = best.say.split("。", 1)[0]
        return LEADS["no" if first.endswith(("ません", "ありません", "ないです")) else "yes"]


def _is_detail(match: Match) -> bool:
    return isinstance(match.entry, Statement) and match.entry.detail


def _scores(match: Match | None, other: Match | None) -> dict[str, object]:
    shown: dict[str, object] = {}
    if match:
        shown[match.entry.key] = {name: round(value, 3) for name, value in match.parts.items()}
    if other:
        shown[other.entry.key] = {name: round(value, 3) for name, value in other.parts.items()}
    return shown
