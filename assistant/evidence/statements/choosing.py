"""Which of the statements that fit a question is the one that it means."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.lead import Confirmation
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.calibration import SURELY_UNSAID, Calibration, strongest
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.question.folded import fold, only_kana
from assistant.question.polarity import organisations
from assistant.statements import GENERAL, Statement

_OWN_WORDS = 0.85
_OWN_SENSE = 1.65
"""Words and meaning together from which on a detail is meant though neither alone says so."""
_CLEARLY_MORE = 1.0
"""By how much more must speak for one that isn't on the topic asked."""
_VERBATIM = 2.0
"""Words and meaning together from which on a question is nearly one that the statement is known to answer."""
_UNLIKE = 0.06
_LIKE = 0.3
"""How surely the fitted model must take a statement for meant that it takes the chosen one for not meant at all."""
_REFERENCES = ("contact", "url")
_NEARLY = 1.0
"""How much worse a statement may be that holds the figure claimed."""
_NEARLY_AS_GOOD = 0.5
"""How much worse one may be that was written to answer はい or いいえ; and how far what is unsaid may be ahead of it."""
_MORE_THAN_SUMMARY = 1 / 3
_TOLD_APART = 0.1
"""By how much more must speak for a statement that a word of its own names, beside a summary and beside the best."""
_FAR_MORE_WORDS = 0.4
"""By how much more of the weight of a question's words a statement must have to go before one that is hinted at."""
_A_WORD = 3
"""A shorter run of kana stands in too many words to be one."""
_LISTED = 2
"""So many commas or more make a sentence a list."""
_NAMING = ("contact", "operator", "asof")


class Choice:
    """Chooses among matches."""

    def __init__(self, knowledge: Knowledge, confirmation: Confirmation, calibration: Calibration) -> None:
        self.knowledge = knowledge
        self.calibration = calibration
        self.confirmation = confirmation

    def plain(self, item: Resolved, wanted: Wanted, matches: Sequence[Match], programme: str | None) -> Match | None:
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
        # What is said of the person's own class goes before what is said of all.
        found.sort(key=lambda match: not match.entry.applicants)
        wide = [match for match in found if bool(match.entry.tracks) == bool(wanted.tracks and apart)]
        chosen = next(iter(wide or (() if wanted.tracks else found)), None)
        unknown = strongest(
            [
                match
                for match in matches
                if wanted.tracks or not match.entry.tracks or set(match.entry.specials) & set(wanted.specials)
            ],
            unknown=True,
        )
        if programme and chosen and unknown and unknown.own > chosen.own:
            named = unknown.parts["keyword"] > 0
            if named or self.calibration.unsaid(matches) >= SURELY_UNSAID:
                return None
        vocabulary = self.knowledge.vocabulary
        of_topic = [fold(word) for word in (*vocabulary.topic(topic).words, *vocabulary.dialogue.fillers)]
        of_topic = [word for word in of_topic if len(word) >= _A_WORD or not only_kana(word)]  # no `って` in `やって`
        if chosen and any(_says_more(match, chosen, of_topic) for match in matches):
            return None
        return chosen

    def known(self, item: Resolved, wanted: Wanted, matches: Sequence[Match], programme: str | None) -> Match | None:
        """The statement that is known to answer this very question, whatever its topic seems to be."""
        if item.ask.injected or item.ask.stated:
            return None
        nearest = max(matches, key=_verbatim, default=None)
        if nearest is None or not isinstance(nearest.entry, Statement) or _verbatim(nearest) < _VERBATIM:
            return None
        entry = nearest.entry
        if entry.programme != (programme or GENERAL) or not set(entry.tracks) <= set(wanted.tracks):
            return None
        if wanted.tracks and not entry.tracks:
            return None  # The track's own sentence may say it.
        fits = set(entry.specials) <= set(wanted.specials) and (
            not entry.applicants or wanted.applicant in entry.applicants
        )
        return nearest if fits else None

    def naming_someone(self, item: Resolved, matches: Sequence[Match], floor: float) -> Match | None:
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

    def best(self, item: Resolved, wanted: Wanted, statement: Match, matches: Sequence[Match], floor: float) -> Match:
        """The statement that answers, where `statement` has the highest score."""
        chosen = self._on_the_topic(item, wanted, _knowing_more(item, statement, matches), matches, floor)
        chosen = self._holding_the_claim(item, wanted, chosen, matches, floor)
        if not item.ask.bare and "topic" not in item.carried and len(item.ask.sure_topics) < 2:
            chosen = _more_like(chosen, matches)
        chosen = _of_the_track(wanted, chosen, matches, floor)
        return self._saying_yes_or_no(item, chosen, matches)

    def _told_apart_by_a_word(
        self, item: Resolved, wanted: Wanted, best: Match, stated: Sequence[Match]
    ) -> Match | None:
        """A statement that a word of its own names, where only words of a topic speak for the best: `借料に条件は?`."""
        vocabulary = self.knowledge.vocabulary
        topics = [vocabulary.topic(topic) for topic in item.ask.sure_topics]
        if not topics or item.ask.asserts or any(topic.apart for topic in topics):
            return None
        common = [fold(word) for topic in topics for word in topic.words]
        common += [fold(word) for word in vocabulary.dialogue.fillers]

        def own(match: Match) -> bool:
            return any(len(_without(word, common)) > 1 for word in match.named)

        if own(best):
            return None
        named = [match for match in stated if own(match) and match.own >= best.own + _TOLD_APART]
        if wanted.tracks:
            named = [match for match in named if match.entry.tracks]
        return max(named, key=lambda match: match.own, default=None)

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
        lists = item.operation == "list" and not item.ask.yes_no
        if detail and (item.operation != "list" or _enumerates(detail)) and detail.own - best.own >= _CLEARLY_MORE:
            return detail
        if told := self._told_apart_by_a_word(item, wanted, best, stated):
            return told
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
            if item.ask.asserts and best is stated[0] and self.confirmation.confirms(item, wanted, best):
                return best
            summaries = [match for match in on_topic if not _is_detail(match)]
            # The summary of the whole programme goes before that of a track which no one named.
            summaries.sort(key=lambda match: bool(match.entry.tracks) and not wanted.tracks)
            listed = lists and not (summaries and _enumerates(best) and best.own - summaries[0].own >= _CLEARLY_MORE)
            gives_way = listed or (
                not best.parts["keyword"] and best.parts["words"] < _OWN_WORDS and _verbatim(best) < _OWN_SENSE
            )
            return summaries[0] if summaries and gives_way else best
        if (
            _verbatim(best) >= _VERBATIM
            or best.entry.topic in sure
            or _speaks(best) - _speaks(on_topic[0]) >= _CLEARLY_MORE
        ):
            return best
        return on_topic[0]

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
            and self.confirmation.held_against(item, wanted, best) == "no"
        ):
            # A side remark denies it: the track's own sentence on the topic decides.
            plain = [match for match in near if match.entry.topic == best.entry.topic and not _is_detail(match)]
            found = next((match for match in plain if self.confirmation.held_against(item, wanted, match)), None)
            return found or best
        if self.confirmation.held_against(item, wanted, best):
            return best
        return next((match for match in near if self.confirmation.held_against(item, wanted, match)), best)

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
            and match.score >= best.score - _NEARLY_AS_GOOD
            and (match.entry.topic in item.ask.sure_topics or match.own >= best.own + _NEARLY_AS_GOOD)
        ]
        return near[0] if near else best

    def answers_the_claim(self, item: Resolved, wanted: Wanted, match: Match, unknown: Match) -> bool:
        """Whether a claimed figure can be held against a statement that the claim's own words name."""
        assert isinstance(match.entry, Statement)
        if not item.ask.yes_no or not item.ask.stated:
            return False
        if not match.parts["keyword"] and match.entry.topic not in item.ask.sure_topics:
            return False
        nearer = match.own >= unknown.own - _NEARLY_AS_GOOD or match.parts["topic"] > unknown.parts["topic"]
        found = self.confirmation.held_against(item, wanted, match) if nearer else None
        # Whoever only asks gets いいえ from what is said of something wider, but no はい.
        return found == "no" or (found is not None and item.ask.asserts)


def _knowing_more(item: Resolved, best: Match, matches: Sequence[Match]) -> Match:
    """A statement with a word of its own and far more of the question's words, where only a hint at a topic put another one first."""
    if not best.parts["topic"] or best.entry.topic in item.ask.sure_topics or "topic" in item.carried:
        return best
    least = best.parts["coverage"] + _FAR_MORE_WORDS
    knowing = (
        match
        for match in matches
        if isinstance(match.entry, Statement)
        and match.parts["keyword"]
        and match.own > best.own
        and match.parts["coverage"] >= least
        and match.parts["scope"] >= best.parts["scope"]
    )
    return max(knowing, key=lambda match: match.own, default=best)


def _of_the_track(wanted: Wanted, chosen: Match, matches: Sequence[Match], floor: float) -> Match:
    """The summary of the one track named, where the whole programme's of the same topic was chosen."""
    if len(wanted.tracks) != 1 or chosen.entry.tracks or _is_detail(chosen):
        return chosen
    own = (
        match
        for match in matches
        if isinstance(match.entry, Statement)
        and match.entry.tracks == wanted.tracks
        and match.entry.topic == chosen.entry.topic
        and not (match.entry.detail or match.entry.specials or match.entry.applicants)
        and match.score >= floor
    )
    return next(own, chosen)


def _more_like(chosen: Match, matches: Sequence[Match]) -> Match:
    """The statement that people ask for in such ways, where only a word (`なんでしょうか`) spoke for the chosen one."""
    stated = [match for match in matches if isinstance(match.entry, Statement)]
    likeliest = max(stated, key=lambda match: match.parts["fitted"], default=chosen)
    surer = chosen.parts["fitted"] < _UNLIKE and likeliest.parts["fitted"] > _LIKE
    return likeliest if surer else chosen


def _verbatim(match: Match) -> float:
    return match.parts["words"] + match.parts["meaning"]


def _says_more(match: Match, summary: Match, of_topic: Collection[str]) -> bool:
    """Whether a word of its own, longer than any of the summary's and no word of the topic, names a statement."""
    own = {word for word in match.named - summary.named if len(_without(word, of_topic)) > 1}
    if not isinstance(match.entry, Statement) or not own or match.entry.programme != summary.entry.programme:
        return False
    if summary.entry.tracks and not match.entry.tracks:
        return False
    longest = max(map(len, summary.named), default=0)
    return max(map(len, own)) > longest and match.own >= summary.own + _MORE_THAN_SUMMARY


def _without(word: str, others: Collection[str]) -> str:
    for other in sorted(others, key=len, reverse=True):
        word = word.replace(other, "")
    return word


def _speaks(match: Match) -> float:
    """How much its own words, its meaning and its special case speak for a statement."""
    return match.own + match.parts["special"]


def _enumerates(match: Match) -> bool:
    """Whether a statement is itself a list of some of what its topic lists (`共通の経費は…`)."""
    return isinstance(match.entry, Statement) and (match.entry.say.count("、") >= _LISTED or "\n・" in match.entry.say)


def _is_detail(match: Match) -> bool:
    return isinstance(match.entry, Statement) and match.entry.detail
