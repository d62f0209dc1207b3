"""What is said of the programmes in question: dates and contacts where asked for, statements for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.contacts import contact_finding
from assistant.evidence.dates import Dates
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Titled
from assistant.evidence.passages import Passages
from assistant.evidence.refusing.refusal import not_in_sources
from assistant.evidence.statements.overview import told_of
from assistant.evidence.statements.search import StatementSearch
from assistant.evidence.weighing import Weighing, said_in_words, surely_said
from assistant.statements import GENERAL

_MOST_PROGRAMMES = 4
_CLEARLY_MEANT = 0.5
"""By how much more the words must speak for one of several programmes that have a track of the same name."""
_NEAR = 1.0
"""From how much own words and meaning on something unsaid is the very thing that was asked."""
_AS_NEAR = 0.7
"""How near what one programme says must be, beside the nearest, where no topic is named."""
_FAR = 0.5
"""What says less than this share of the nearest says nothing to a need that is told."""
_LENGTH = "period"
_CONTENT = "content"
_DATES = "dates"
_CONTACT_TOPICS = ("contact", "url")


@dataclass(frozen=True)
class OfProgrammes:
    """Answers where one programme is asked about, or several."""

    knowledge: Knowledge
    search: StatementSearch
    weighing: Weighing
    dates: Dates
    passages: Passages

    def find(self, item: Resolved, now: date | datetime) -> list[Titled]:
        """Findings with their titles: one at least for each programme that says anything."""
        if item.ask.sure_topics == ("dates",) and (apart := self.dates.apart(item, now)):
            return [(self.knowledge.vocabulary.label("dates"), apart)]
        if len(item.scope.programmes) > 1 and (dated := self._dates_of_several(item, now)):
            return [dated]
        if item.scope.ambiguous or item.new_need:
            item = self._told_by_words(item)
        found = [
            titled
            for programme in item.scope.programmes[:_MOST_PROGRAMMES]
            for titled in self._about(item, programme, now)
        ]
        return _without_empty(found, item) if len(item.scope.programmes) > 1 else found

    def _told_by_words(self, item: Resolved) -> Resolved:
        """The ask with the one of several programmes of which it has a word: `通常枠の「最低賃金近傍」の定義は?`.

        The programmes are those that have a track of the name, or that serve a need that a word names.
        """
        nearest = {
            programme: max(self.search.matches(item, programme), key=lambda match: match.own)
            for programme in item.scope.programmes
        }
        best = max(nearest, key=lambda programme: nearest[programme].own)
        others = [match.own for programme, match in nearest.items() if programme != best]
        told = nearest[best].parts["keyword"] > 0 and nearest[best].entry.programme == best
        if not told or not others or nearest[best].own < max(others) + _CLEARLY_MEANT:
            return item
        scope = item.scope
        tracks = tuple(pair for pair in scope.tracks if pair[0] == best)
        specials = tuple(pair for pair in scope.specials if pair[0] == best)
        return replace(item, scope=replace(scope, programmes=(best,), tracks=tracks, specials=specials))

    def _dates_of_several(self, item: Resolved, now: date | datetime) -> Titled | None:
        """The dates of several programmes side by side, where one of all is looked for or a need brought them up."""
        if not item.need:
            if "dates" in item.ask.sure_topics and self.dates.asks_one_of_all(item, now):
                return None, self.dates.overview(item, now, item.scope.programmes)
            return None
        if item.ask.sure_topics != ("dates",) or self.dates.asks_later(item, now):
            return None
        pairs = [
            (programme, track)
            for programme in item.scope.programmes
            for track in item.scope.tracks_of(programme) or (None,)
        ]
        brief = self.dates.brief(pairs, now)
        return (self.knowledge.vocabulary.label("dates"), brief) if brief else None

    def _about(self, item: Resolved, programme: str, now: date | datetime) -> list[Titled]:
        """Findings about one programme: dates and contacts where these are asked for, statements for the rest."""
        if self.dates.hangs_on_condition(item, now):
            item = _without_dates(item)  # `うちだけで申請できる?` asks who can apply, and no day
        sure = item.ask.sure_topics or (item.topics[:1] if "topic" in item.carried else ())
        return self._on_topics(item, programme, sure, now) or [self._in_default(item, programme, sure, now)]

    def _on_topics(self, item: Resolved, programme: str, sure: Sequence[str], now: date | datetime) -> list[Titled]:
        """What the calendar says of the dates, and statements of the other topics."""
        name, label = self.knowledge.name(programme), self.knowledge.vocabulary.label
        wanted = self.search.wanted(item, programme)
        matches = self.search.lookup.matches(item, wanted, programme)
        # What isn't known of one track doesn't matter where none is named.
        whole = [match for match in matches if not match.is_unknown or wanted.tracks or not match.entry.tracks]
        # The words of a need (`チラシに使える補助金の締切`) don't ask for what is said of it.
        for_a_need = item.new_need and sure == ("dates",)
        asks_dates = "dates" in sure and (for_a_need or self.weighing.is_about_dates(whole, item, now))
        dated = self.dates.find(item, programme, now) if asks_dates else None
        if dated and dated.status == "not_in_sources" and (said_in_words(whole) or surely_said(whole)):
            dated = None  # `いつから始まったサービスですか` of something that takes no applications
        found: list[Titled] = [(f"{name}の{label('dates')}", dated)] if dated else []
        counted = bool(dated and dated.spans)  # `受付期間は何日間?` asks for no other length
        rest = [topic for topic in sure if topic != "dates" and not (counted and topic == _LENGTH)]
        if found and not rest:
            return found
        looked = self.search.find_on(item, rest if found else (), programme, wanted)
        if len(rest) > 1 and item.ask.bare and (looked is None or looked.status == "not_in_sources"):
            # Something unsaid of one topic keeps nothing back of the others.
            single = [(topic, self.search.find_on(item, (topic,), programme, wanted)) for topic in rest]
            return [*((f"{name}の{label(topic)}", each) for topic, each in single if each), *found]
        if looked is None or (found and (looked.status == "not_in_sources" or looked.topic == "dates")):
            return found
        if looked.topic == "dates" and item.ask.yes_no and not looked.lead and not found:
            # Whether it is so hangs on the day asked, which no statement knows.
            judged = self.dates.find(item, programme, now)
            if judged and judged.lead:
                return [(f"{name}の{label('dates')}", judged)]
        if looked.topic == "dates" and looked.status == "answered":
            looked = replace(looked, rounds=self.dates.rounds(item, programme, now))
        of = "・".join(map(label, looked.topics or (looked.topic,)))  # `補助率・補助上限`
        return [(f"{name}の{of}" if looked.topic else name, looked), *found]

    def _in_default(self, item: Resolved, programme: str, sure: Sequence[str], now: date | datetime) -> Titled:
        """Where neither has anything: the contact, the rounds, a passage, or that the documents don't say it."""
        name = self.knowledge.name(programme)
        if any(topic in sure for topic in _CONTACT_TOPICS) and (contact := contact_finding(self.knowledge, programme)):
            return f"{name}の問い合わせ先", contact
        if dated := (self.dates.find(item, programme, now) if item.operation == "date" else None):
            return name, dated
        if item.ask.bare and tuple(sure) == (_CONTENT,) and (told := told_of(self.knowledge, programme)):
            return name, told  # `何をする補助金？` of one whose sentences are on its tracks
        if likely := self.search.likeliest(item, programme):
            return name, likely
        if extracted := self.passages.find(item, programme):
            return name, extracted
        if not item.carried and not item.ask.asks_in_words and (told := told_of(self.knowledge, programme)):
            return name, told  # `クエストに若いのを行かせたい`: nothing is asked but for what there is
        return name, not_in_sources(self.knowledge, [programme], confidence=0.5)


def _without_dates(item: Resolved) -> Resolved:
    """The ask without the topic of dates, which the words for applying brought."""
    ask = item.ask
    scores = {topic: score for topic, score in ask.topic_scores.items() if topic != _DATES}
    topics = tuple(topic for topic in ask.topics if topic != _DATES)
    operation = "lookup" if item.operation == "date" else item.operation
    ask = replace(ask, topics=topics, topic_scores=scores, operation=operation)
    return replace(item, ask=ask, topics=tuple(t for t in item.topics if t != _DATES), operation=operation)


def _without_empty(found: list[Titled], item: Resolved) -> list[Titled]:
    """Where several programmes were looked at for something that no one named, only those that say something of it.

    That the very thing asked is known to be unsaid of one of them says something: `サイバー攻撃が心配。月いくら?`
    """
    telling = [titled for titled in found if titled[1].status == "answered" or _known_unsaid(titled[1], item)]
    if item.new_need and item.operation != "list":
        nearest = max((finding.own for _, finding in telling), default=0.0)
        told = [finding for _, finding in telling if finding.own >= _FAR * nearest]
        owners = {programme for finding in told for programme in finding.contact_programmes}
        # The calendar's answers have no words to be weighed by: where dates are asked for, they go with the others.
        telling = [
            (title, finding)
            for title, finding in telling
            if finding in told or (_is_of_calendar(finding, item) and owners & set(finding.contact_programmes))
        ]
    if item.new_need:
        # `機械を入れて展示会に出す、どの枠の例？`: what else a word of it is good for wasn't asked.
        telling = [titled for titled in telling if titled[1].topic in item.ask.sure_topics] or telling
    unnamed = len(found) > 2 or item.need or item.scope.ambiguous
    if telling and item.need and not item.ask.sure_topics and "topic" not in item.carried:
        # `うち小さいから平気？` is asked of the one that says so.
        nearest = max(finding.own for _, finding in telling)
        telling = [titled for titled in telling if titled[1].own >= _AS_NEAR * nearest]
    return telling if telling and unnamed else found


def _is_of_calendar(finding: Finding, item: Resolved) -> bool:
    """Whether it tells the dates that are asked for, as the calendar has them."""
    return finding.topic == "dates" and "dates" in item.ask.sure_topics and not finding.own


def _known_unsaid(finding: Finding, item: Resolved) -> bool:
    """Whether it is the very thing asked, unsaid of this programme: what no other than a grant has tells nothing of it."""
    unknown = str(finding.decided.get("unknown") or "")
    return (
        bool(unknown)
        and not unknown.startswith(f"{GENERAL}/")
        and finding.topic in item.ask.sure_topics
        and finding.own >= _NEAR
    )
