"""What the documents say on a topic: the statement that a question means, or the knowledge that they don't say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.lead import Confirmation
from assistant.evidence.figure_kinds import MONEY
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.calibration import Calibration, strongest
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.model import Finding
from assistant.evidence.refusing.meant import without_unmeant
from assistant.evidence.refusing.refusal import near_statements, not_in_sources
from assistant.evidence.statements.choosing import Choice, known_to_answer, of_all_named, of_the_track
from assistant.evidence.statements.claimed import Claimed
from assistant.evidence.statements.company import Company
from assistant.evidence.statements.of_any import OfAny
from assistant.evidence.statements.on_topic import OnTopic
from assistant.evidence.statements.sought_figures import SoughtFigures
from assistant.evidence.statements.summaries import Summaries
from assistant.programmes.facts import APPLICANT
from assistant.question.folded import Folded
from assistant.statements import GENERAL, Statement, Unknown
from ingest.bundled import Vectors
from ingest.japanese.figures import figures

_ANSWERS = 1.2
"""A statement below this score isn't what was asked (docs/calibration.md)."""
_ANSWERS_UNSCOPED = 1.4
"""The same where the person names no programme: a statement must be surer."""
_CLEARLY_NEARER = 0.6
_OF_ALL = 0.5
_ALIKE = 0.8
_AMOUNT = "ceiling"
_TOO_MANY = 3
_SAID_MORE = 0.6
_LIKELY = 0.13
"""From here on an entry is more often the one meant than not, among questions that nothing else was found for."""


GUESSED = "guessed"
"""The mark of what is only likely to be meant: nothing but the fitted model speaks for it."""


class Lookup:
    """Answers from statements."""

    def __init__(
        self,
        knowledge: Knowledge,
        calibration: Calibration,
    ) -> None:
        self.knowledge = knowledge
        self.calibration = calibration
        self.confirmation = Confirmation(knowledge)
        self.summaries = Summaries(knowledge, calibration)
        self.claimed = Claimed(knowledge, self.confirmation)
        self.choice = Choice(OnTopic(knowledge, self.confirmation), self.claimed)
        self.company = Company(knowledge)
        self.figures = SoughtFigures(knowledge)
        self.of_any = OfAny(knowledge)

    def wanted(
        self, item: Resolved, bare: str, words: tuple[str, ...], vector: Vectors | None, programme: str | None
    ) -> Wanted:
        """What to look for, for one programme."""
        scores = dict(item.ask.topic_scores)
        if item.topics and ("topic" in item.carried or not scores):
            scores = dict.fromkeys(item.topics[:1], 1.0)
        return Wanted(
            text=Folded.of(bare),
            whole=item.ask.text,
            words=words,
            vector=vector,
            topics=scores,
            tracks=item.scope.tracks_of(programme) if programme else (),
            specials=item.scope.specials_of(programme) if programme else (),
            applicant=item.facts.applicant,
        )

    def matches(self, item: Resolved, wanted: Wanted, programme: str | None) -> list[Match]:
        """Every statement, and every unknown that the question can mean, the best first."""
        matches = self.knowledge.catalogue.match(wanted, programme)
        return without_unmeant(item, matches, self.knowledge.vocabulary.yes_no)

    def find(self, item: Resolved, wanted: Wanted, programme: str | None) -> Finding | None:
        """A finding for one programme, or for what the documents say as a whole; None where nothing fits."""
        alike = self.knowledge.catalogue.match(wanted, programme)
        matches = without_unmeant(item, alike, self.knowledge.vocabulary.yes_no)
        if programme is None:
            matches = [match for match in of_no_programme(matches) if not _of_one_class(match, wanted)]
        if APPLICANT in item.facts.open:
            # `中小と大企業の率を並べて`: what is said of one class alone is half of it.
            matches = [m for m in matches if not (isinstance(m.entry, Statement) and m.entry.applicants)] or matches
        if unstated := _unstated_amount(item, wanted, alike):
            return self.refuse(unstated, programme, None, 1.0)
        if known := known_to_answer(item, wanted, matches, programme):
            return self._answer(item, wanted, known, matches, 1.0)
        if together := of_all_named(item, wanted, matches):
            return self._answer(item, wanted, together, matches, 1.0)
        if plain := self.summaries.plain(item, wanted, matches, programme):
            summary = self._answer(item, wanted, of_the_track(wanted, plain, matches), matches, 1.0)
            if not self.figures.misses(item, summary):
                return summary
        if gap := self._gap(item, wanted, matches):
            return self.refuse(gap, programme, None, 1.0)
        floor = _ANSWERS if programme else _ANSWERS_UNSCOPED
        if named := self.claimed.naming_someone(item, matches, floor):
            return self._answer(item, wanted, named, matches, 1.0)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        unsaid = self.calibration.unsaid(matches)
        every = programme is None and (item.operation == "list" or item.ask.everything)
        if (
            every
            and statement
            and statement.entry.programme == GENERAL
            and statement.own >= (unknown.own if unknown else 0.0)
        ):
            unknown = None  # A list of what there is was asked for, and there is one.
        level = self.calibration.yes_no_threshold if item.ask.yes_no else self.calibration.threshold
        if (
            unknown
            and unsaid >= level
            and not _nearer(statement, unknown)
            and not (item.ask.yes_no and _clearly_said(matches, unknown))
            and not (statement and self.claimed.answers(item, wanted, statement, unknown))
        ):
            return self.refuse(unknown, programme, statement, unsaid)
        if statement is None or statement.score < floor:
            return None
        if programme is None and statement.entry.programme != GENERAL:
            # What is said of all programmes goes before what is said of one that wasn't named.
            of_all = (
                m
                for m in matches
                if m.entry.programme == GENERAL and m.entry.topic == statement.entry.topic and not m.is_unknown
            )
            statement = next((m for m in of_all if m.score >= statement.score - _OF_ALL), statement)
        statement = self.choice.best(item, wanted, statement, matches, floor)
        if programme is None and self.of_any.fits(item, wanted, statement):
            return None
        answer = self._answer(item, wanted, statement, matches, 1.0 - unsaid)
        if programme is None:
            answer = self.of_any.with_others(item, answer, statement, matches)
        if self.figures.misses(item, answer):
            holding = self.figures.holding(item, statement, matches, floor)
            meant = self.figures.meant_unknown(statement, matches, programme)
            if holding and (meant is None or holding.own >= meant.own):
                return self._answer(item, wanted, holding, matches, 1.0 - unsaid)
            if meant:
                return self.refuse(meant, programme, statement, unsaid)
            return self.figures.not_there(statement, programme)
        return answer

    def likeliest(self, item: Resolved, wanted: Wanted, programme: str) -> Finding | None:
        """What the fitted model takes for meant: for a question that nothing else speaks for, in no words of ours."""
        matches = self.matches(item, wanted, programme)
        match = likeliest(matches)
        sureness = match.parts["fitted"] if match else 0.0
        if match is None or sureness < _LIKELY or item.ask.injected:
            return None
        if match.is_unknown:
            unsaid = self.refuse(match, programme, None, sureness)
            return replace(unsaid, decided={**unsaid.decided, GUESSED: True})
        # Too unsure to say はい or いいえ.
        return replace(self._answer(item, wanted, match, matches, sureness), lead="")

    def _gap(self, item: Resolved, wanted: Wanted, matches: Sequence[Match]) -> Match | None:
        """What is known to be unsaid of the very track and topic asked, where nothing else is asked or said."""
        if item.ask.yes_no or wanted.specials or len(item.ask.sure_topics) > 1:
            return None
        topic = next(iter(item.ask.sure_topics or item.topics), None)
        if not wanted.tracks:
            return _gap_of_whole(matches, next(iter(item.ask.sure_topics), None))
        own = [
            match for match in matches if match.entry.topic == topic and set(match.entry.tracks) & set(wanted.tracks)
        ]
        if any(isinstance(match.entry, Statement) for match in own):
            return None
        gap = next((match for match in own if match.is_unknown), None)
        of_track = (match for match in matches if set(match.entry.tracks) & set(wanted.tracks))
        nearest = max((match.own for match in of_track if match is not gap), default=0.0)
        return gap if gap and (item.ask.bare or gap.own >= nearest) else None

    def refuse(self, match: Match, programme: str | None, statement: Match | None, unsaid: float) -> Finding:
        """The finding for something that the documents are known not to say."""
        assert isinstance(match.entry, Unknown)
        owner = programme or (match.entry.programme if match.entry.programme != GENERAL else None)
        near = near_statements(self.knowledge, match.entry, owner)
        finding = not_in_sources(
            self.knowledge, [owner] if owner else [], match.entry, near, confidence=round(unsaid, 3)
        )
        return replace(finding, own=match.own, decided={**finding.decided, "scores": _scores(match, statement)})

    def _answer(
        self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], confidence: float
    ) -> Finding:
        assert isinstance(best.entry, Statement)
        owner = best.entry.programme
        chosen = self.company.of(item, wanted, best.entry, matches)
        # Where the person named no programme, the answer says which one it speaks of.
        named = owner == GENERAL or item.names(owner)
        heading = None if named else self.knowledge.name(owner)
        points = [point for entry in chosen for point in self.knowledge.statement_points(entry, heading)]
        said = [text for entry in chosen for text in (entry.say, entry.more or "")]
        return Finding(
            status="answered",
            points=tuple(points),
            lead=self.confirmation.lead(item, best.entry, wanted, said),
            about=tuple((owner, track) for track in (best.entry.tracks or (None,))) if owner != GENERAL else (),
            contact_programmes=(owner,) if owner != GENERAL else (),
            topic=best.entry.topic,
            topics=tuple(dict.fromkeys(entry.topic for entry in chosen)),
            own=best.own,
            confidence=round(confidence, 3),
            decided={"statements": [entry.key for entry in chosen], "scores": _scores(best)},
        )


def _gap_of_whole(matches: Sequence[Match], topic: str | None) -> Match | None:
    """What is known to be unsaid of a programme on the topic that is asked, where nothing is said of it on that."""
    own = [match for match in matches if match.entry.topic == topic and match.entry.programme != GENERAL]
    if any(isinstance(match.entry, Statement) for match in own) or len({match.entry.programme for match in own}) != 1:
        return None
    return max((match for match in own if not match.entry.tracks), key=lambda match: match.own, default=None)


def likeliest(matches: Sequence[Match]) -> Match | None:
    """The entry that the fitted model takes for meant; None where nothing was matched."""
    return max(matches, key=lambda match: match.parts["fitted"], default=None)


def _unstated_amount(item: Resolved, wanted: Wanted, matches: Sequence[Match]) -> Match | None:
    """What is unsaid of a special case whose amount is asked for, where nothing said of it holds a figure."""
    how_much = item.ask.how_much or item.ask.sure_topics == (_AMOUNT,)
    if item.ask.yes_no or not how_much or item.amounts or not wanted.specials:
        return None
    own = [match for match in matches if set(match.entry.specials) & set(wanted.specials)]
    said = [match.entry for match in own if isinstance(match.entry, Statement) and not match.entry.detail]
    if not said or any(figure.kind in MONEY for entry in said for figure in figures(entry.say)):
        return None
    return max((match for match in own if match.is_unknown), key=lambda match: match.own, default=None)


def _nearer(statement: Match | None, unknown: Match) -> bool:
    """Whether a statement is so much nearer in its own words that what is known to be unsaid can't be meant."""
    return (
        statement is not None
        and statement.parts["keyword"] > 0
        and statement.parts["coverage"] >= unknown.parts["coverage"]
        and statement.own - unknown.own >= _CLEARLY_NEARER
    )


def of_no_programme(matches: Sequence[Match]) -> list[Match]:
    """Where no programme is named: without the entries that speak for several programmes alike.

    `上限はいくらですか` fits the ceiling of every programme, so none of them is the answer; what is said of all is.
    """
    owned = [match for match in matches if match.entry.programme != GENERAL]
    if not owned:
        return list(matches)
    strongest_own = max(match.own for match in owned)
    alike = {match.entry.programme for match in owned if match.own >= _ALIKE * strongest_own}
    if len(alike) < _TOO_MANY:
        return list(matches)
    return [match for match in matches if match.entry.programme == GENERAL]


def _of_one_class(match: Match, wanted: Wanted) -> bool:
    """Whether what is said of all programmes speaks of a class of applicants that isn't the person's, nor named."""
    classes = getattr(match.entry, "applicants", ())
    return bool(classes) and wanted.applicant not in classes and not match.parts["keyword"]


def _scores(*matches: Match | None) -> dict[str, object]:
    """The parts of the scores, for the trace."""
    return {
        match.entry.key: {name: round(value, 3) for name, value in match.parts.items()} for match in matches if match
    }


def _clearly_said(matches: Sequence[Match], unknown: Match) -> bool:
    """Whether words and meaning speak much more for a statement than for what isn't known."""
    stated = [match for match in matches if isinstance(match.entry, Statement)]
    own = max((match.own for match in stated), default=0.0)
    if own - unknown.own >= _SAID_MORE:
        return True
    # What isn't known is of another topic and none of its words is there, while a yes/no statement has both.
    best = stated[0] if stated else None
    return (
        best is not None
        and isinstance(best.entry, Statement)
        and best.entry.polarity is not None
        and best.parts["keyword"] > 0
        and best.parts["topic"] > unknown.parts["topic"] == 0.0
        and not unknown.parts["keyword"]
    )
