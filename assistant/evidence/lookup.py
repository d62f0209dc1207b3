"""What the documents say on a topic: the statement that a question means, or the knowledge that they don't say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.evidence.calibration import Calibration, strongest
from assistant.evidence.catalogue import Match, Vectors, Wanted
from assistant.evidence.confirm import LEADS, Verdict, verdict
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.evidence.refusal import near_statements, not_in_sources
from assistant.question.folded import Folded
from assistant.question.polarity import named_in, negated, organisations, turned_round
from assistant.statements import GENERAL, Polarity, Statement, Unknown
from ingest.japanese.readings import content_words

# Topics that a calendar, a contact list or a calculation answers better than a sentence.
_ELSEWHERE = ("dates",)
_MOST_TOPICS = 3
_OWN_WORDS = 0.85
_SHORT = 80
_CLEARLY_MORE = 1.0
_VERBATIM = 2.0
"""Words and meaning together from which on a question is nearly one that the statement is known to answer."""
_REFERENCES = ("contact", "url")
_CLEARLY_NEARER = 0.6
_OF_ALL = 0.5
_ALIKE = 0.8
_TOO_MANY = 3
_ENDING = 9
_SAID_MORE = 0.6
_NEARLY = 1.0
_NAMING = ("contact", "operator", "asof")
_CONFIRMED = 0.6
"""The share of a claim's words that the answer must have to confirm it."""
_CLAIMED = {"rate": "rate", "slash": "rate", "yen": "ceiling"}
_OPPOSITE: dict[Polarity, Verdict] = {"yes": "no", "no": "yes"}


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
        if item.topics and ("topic" in item.carried or not scores):
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
        if programme is None:
            matches = told_apart(matches)
        if plain := self._plain(item, wanted, matches, programme):
            return self._answer(item, wanted, plain, matches, 1.0)
        if gap := self._gap(item, wanted, matches):
            return self._refuse(gap, programme, None, 1.0)
        floor = self.thresholds.answer if programme else self.thresholds.unscoped
        if named := self._naming_someone(item, matches, floor):
            return self._answer(item, wanted, named, matches, 1.0)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        unsaid = self.calibration.unsaid(unknown, statement)
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
            and not (statement and self._answers_the_claim(item, wanted, statement, unknown))
        ):
            return self._refuse(unknown, programme, statement, unsaid)
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
        statement = self._on_the_topic(item, wanted, statement, matches, floor)
        statement = self._holding_the_claim(item, wanted, statement, matches, floor)
        statement = self._saying_yes_or_no(item, statement, matches)
        return self._answer(item, wanted, statement, matches, 1.0 - unsaid)

    def _gap(self, item: Resolved, wanted: Wanted, matches: Sequence[Match]) -> Match | None:
        """What is known to be unsaid of the very track and topic asked, where nothing else is asked or said."""
        if (
            not item.ask.bare
            or item.ask.yes_no
            or not wanted.tracks
            or wanted.specials
            or len(item.ask.sure_topics) > 1
        ):
            return None
        topic = next(iter(item.ask.sure_topics or item.topics), None)
        own = [
            match for match in matches if match.entry.topic == topic and set(match.entry.tracks) & set(wanted.tracks)
        ]
        if any(isinstance(match.entry, Statement) for match in own):
            return None
        return next((match for match in own if match.is_unknown), None)

    def _naming_someone(self, item: Resolved, matches: Sequence[Match], floor: float) -> Match | None:
        """Where a person claims that it is some office, the statement that says which office it is."""
        endings = self.knowledge.vocabulary.yes_no.organisations
        if not item.ask.asserts or not organisations(item.ask.text, endings):
            return None
        return next(
            (
                match
                for match in matches
                if isinstance(match.entry, Statement)
                and match.entry.topic in item.ask.sure_topics
                and match.entry.topic in _NAMING
                and match.score >= floor
                and organisations(match.entry.say, endings)
            ),
            None,
        )

    @staticmethod
    def _saying_yes_or_no(item: Resolved, best: Match, matches: Sequence[Match]) -> Match:
        """For a yes/no question a statement that was written to answer one, if it is nearly as good."""
        if not item.ask.yes_no or item.ask.stated or (isinstance(best.entry, Statement) and best.entry.polarity):
            return best
        near = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry.polarity
            and match.parts["keyword"] > 0
            and match.score >= best.score - _NEARLY / 2
            and (match.entry.topic in item.ask.sure_topics or match.own >= best.own + _NEARLY / 2)
        ]
        return near[0] if near else best

    def _holding_the_claim(
        self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], floor: float
    ) -> Match:
        """Where a person claims a figure, a statement that has one of its kind, if it is nearly as good."""
        if not item.ask.yes_no or not item.ask.stated:
            return best

        near = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.score >= max(floor, best.score - _NEARLY)
            and (item.ask.asserts or match.own >= best.own)
            # Another track's or the whole programme's figure says nothing of the track that was named.
            and (not wanted.tracks or set(match.entry.tracks) & set(wanted.tracks))
        ]
        if (
            wanted.tracks
            and _is_detail(best)
            and not best.parts["keyword"]
            and self._held_against(item, wanted, best) == "no"
        ):
            # A side remark denies it: the track's own sentence on the topic decides.
            plain = [match for match in near if match.entry.topic == best.entry.topic and not _is_detail(match)]
            found = next((match for match in plain if self._held_against(item, wanted, match)), None)
            return found or best
        if self._held_against(item, wanted, best):
            return best
        return next((match for match in near if self._held_against(item, wanted, match)), best)

    def _held_against(self, item: Resolved, wanted: Wanted, match: Match) -> Verdict | None:
        assert isinstance(match.entry, Statement)
        return self._figures_agree(item, match.entry, wanted, (match.entry.say, match.entry.more or ""))

    def _answers_the_claim(self, item: Resolved, wanted: Wanted, match: Match, unknown: Match) -> bool:
        """Whether a claimed figure can be held against a statement that the claim's own words name."""
        assert isinstance(match.entry, Statement)
        if not item.ask.asserts or not item.ask.stated:
            return False
        if not match.parts["keyword"] and match.entry.topic not in item.ask.sure_topics:
            return False
        nearer = match.own >= unknown.own - _NEARLY / 2 or match.parts["topic"] > unknown.parts["topic"]
        return nearer and self._held_against(item, wanted, match) is not None

    def _confirms(self, item: Resolved, wanted: Wanted, match: Match) -> bool:
        """Whether a statement states one of the claimed figures."""
        return self._held_against(item, wanted, match) in ("yes", "depends")

    def _plain(self, item: Resolved, wanted: Wanted, matches: Sequence[Match], programme: str | None) -> Match | None:
        """The summary of a topic where nothing but that topic is asked, so that no other words can lead astray."""
        # `賃上げもします` after a question tells of a special case, and asks the same with it.
        told = bool(wanted.specials) and item.ask.asks_nothing and "topic" in item.carried
        if (
            not (item.ask.bare or told)
            or item.ask.yes_no
            or item.ask.injected
            or not (item.ask.sure_topics or "topic" in item.carried)
        ):
            return None
        topic = next(iter(item.ask.sure_topics or item.topics))
        found = [
            match
            for match in matches
            if isinstance(match.entry, Statement)
            and match.entry.topic in ((topic, "specials") if wanted.specials else (topic,))
            and not match.entry.detail
            and match.entry.programme == (programme or GENERAL)
            and bool(set(match.entry.specials) & set(wanted.specials)) == bool(wanted.specials)
            and (not match.entry.applicants or wanted.applicant in match.entry.applicants)
        ]
        if programme is None and item.operation not in ("list", "compare") and not item.ask.everything:
            return None
        # What is the same for every track (a phone number) answers for the track asked.
        apart = programme and any(
            entry.tracks for entry in self.knowledge.statements.statements(programme) if entry.topic == topic
        )
        wide = [match for match in found if bool(match.entry.tracks) == bool(wanted.tracks and apart)]
        chosen = next(iter(wide or (() if wanted.tracks else found)), None)
        unknown = strongest([match for match in matches if wanted.tracks or not match.entry.tracks], unknown=True)
        if programme and chosen and unknown and unknown.parts["keyword"] and unknown.own > chosen.own:
            return None
        return chosen

    def _on_the_topic(
        self, item: Resolved, wanted: Wanted, best: Match, matches: Sequence[Match], floor: float
    ) -> Match:
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
        if best.entry.tracks and not wanted.tracks and not best.parts["keyword"]:
            # No track is named, and no word of this one's own: the whole programme is meant.
            wide = [
                match
                for match in on_topic
                if not match.entry.tracks and not _is_detail(match) and match.entry.topic == best.entry.topic
            ]
            best = wide[0] if wide else best
        if next(iter(sure)) in _REFERENCES and best.own - on_topic[0].own < _CLEARLY_MORE:
            return on_topic[0]
        if _is_detail(best):
            if item.ask.asserts and best is stated[0] and self._confirms(item, wanted, best):
                return best
            summaries = [match for match in on_topic if not _is_detail(match)]
            # The summary of the whole programme goes before that of a track which no one named.
            summaries.sort(key=lambda match: bool(match.entry.tracks) and not wanted.tracks)
            gives_way = (item.operation == "list" and not item.ask.yes_no) or (
                not best.parts["keyword"] and best.parts["words"] < _OWN_WORDS
            )
            return summaries[0] if summaries and gives_way else best
        known = best.parts["words"] + best.parts["meaning"] >= _VERBATIM
        if known or best.entry.topic in sure or _speaks(best) - _speaks(on_topic[0]) >= _CLEARLY_MORE:
            return best
        return on_topic[0]

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
            and match.entry.say != best.say
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
        if best.topic not in sure or (item.ask.yes_no and best.polarity):
            return []
        return [topic for topic in sure if topic != best.topic and topic not in _ELSEWHERE][: _MOST_TOPICS - 1]

    def _lead(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> str:
        """はい or いいえ: by the figures that the person states, else by whether question and statement agree."""
        ask = item.ask
        if not ask.yes_no:
            return ""
        if found := self._figures_agree(item, best, wanted, said):
            return LEADS[found]
        cues = self.knowledge.vocabulary.yes_no
        asked_negatively = negated(ask.text, cues.negatives, cues.neutral, cues.only)
        if best.polarity:
            turned = turned_round(ask.text, best.asks, cues.negatives, cues.neutral, cues.only)
            return LEADS[_OPPOSITE[best.polarity] if turned else best.polarity]
        if ask.asserts and any(_CLAIMED.get(figure.kind) == best.topic for figure in ask.stated):
            return LEADS["no"]  # a rate is claimed, and what the documents say instead has no such figure
        if ask.asserts:
            return self._claims_agree(ask.text, wanted, said, asked_negatively)
        if "しか" in ask.text:
            return ""
        sentence = _nearest(re.split("[。\n]", best.say), set(wanted.words))
        return LEADS["yes" if asked_negatively == self._denies(sentence) else "no"]

    def _figures_agree(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> Verdict | None:
        stated = item.ask.stated
        if not stated:
            return None
        classes = self.knowledge.programmes.facts["applicant"].values
        label = next((option.label for option in classes if option.id == wanted.applicant), None)
        labels = [name for option in classes for name in (option.label, *option.names)]
        return verdict(
            stated,
            said,
            question=item.ask.text,
            asked=set(wanted.words) - set(content_words(self.knowledge.vocabulary.topic(best.topic).label)),
            label=label,
            labels=labels,
            most=best.topic == "ceiling",
            least=any(word in item.ask.text for word in self.knowledge.vocabulary.yes_no.lowest),
            words_of=content_words,
        )

    def _claims_agree(self, text: str, wanted: Wanted, said: Sequence[str], asked_negatively: bool) -> str:
        """A claim without figures: confirmed where the answer has its words, denied where it names someone else."""
        answer = "".join(said)
        cues = self.knowledge.vocabulary.yes_no
        claimed, known = (organisations(part, cues.organisations) for part in (text, answer))
        if claimed and known:
            return LEADS["yes" if all(named_in(name, known) for name in claimed) else "no"]
        words = set(wanted.words)
        if not words:
            return ""
        if len(words & set(content_words(answer))) < _CONFIRMED * len(words):
            return ""
        sentence = _nearest(re.split("[。\n]", answer), words)
        return LEADS["yes" if asked_negatively == self._denies(sentence) else "no"]

    def _denies(self, sentence: str) -> bool:
        """Whether a sentence ends negatively (`…は不要です`)."""
        cues = self.knowledge.vocabulary.yes_no
        return negated(sentence[-_ENDING:], cues.negatives, cues.neutral)


def _nearer(statement: Match | None, unknown: Match) -> bool:
    """Whether a statement is so much nearer in its own words that what is known to be unsaid can't be meant."""
    return (
        statement is not None
        and statement.parts["keyword"] > 0
        and statement.parts["coverage"] >= unknown.parts["coverage"]
        and statement.own - unknown.own >= _CLEARLY_NEARER
    )


def told_apart(matches: Sequence[Match]) -> list[Match]:
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


def _speaks(match: Match) -> float:
    """How much its own words, its meaning and its special case speak for a statement."""
    return match.own + match.parts["special"]


def _is_detail(match: Match) -> bool:
    return isinstance(match.entry, Statement) and match.entry.detail


def _scores(match: Match | None, other: Match | None) -> dict[str, object]:
    shown: dict[str, object] = {}
    if match:
        shown[match.entry.key] = {name: round(value, 3) for name, value in match.parts.items()}
    if other:
        shown[other.entry.key] = {name: round(value, 3) for name, value in other.parts.items()}
    return shown


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


def _nearest(sentences: Sequence[str], words: set[str]) -> str:
    """The sentence that has most of these words; the first of equals."""
    return max(sentences, key=lambda sentence: len(words & set(content_words(sentence))), default="")
