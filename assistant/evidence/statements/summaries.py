"""The summary of a topic, where nothing but that topic is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.calibration import SURELY_UNSAID, Calibration, strongest
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.statements.traits import OF_A_SPECIAL, SPECIALS, without
from assistant.question.folded import fold, only_kana
from assistant.statements import GENERAL, Statement

_MORE_THAN_SUMMARY = 1 / 3
"""By how much more must speak for a statement that a longer word of its own names, so that it isn't the summary."""
_CONTENT, _OVERVIEW = "content", "overview"
_A_WORD = 3
"""A shorter run of kana stands in too many words to be one."""


@dataclass(frozen=True)
class Summaries:
    """Finds summaries."""

    knowledge: Knowledge
    calibration: Calibration

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
            and match.entry.topic in ((topic, SPECIALS) if wanted.specials and topic in OF_A_SPECIAL else (topic,))
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
        # A special case is the same in every track that has it (`賃上げ特例でいくら上乗せ？` … `条件は`).
        of_special = bool(wanted.specials) and topic in OF_A_SPECIAL
        wide = [m for m in found if of_special or bool(m.entry.tracks) == bool(wanted.tracks and apart)]
        chosen = next(iter(wide or (() if wanted.tracks else found)), None)
        if chosen and topic == _CONTENT and chosen.entry.tracks and not (wanted.tracks or chosen.named):
            chosen = next(
                (match for match in matches if _of_whole(match, _OVERVIEW, programme)), chosen
            )  # `省力化って何をするの` asks of no one track
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


def _of_whole(match: Match, topic: str, programme: str | None) -> bool:
    entry = match.entry
    plain = isinstance(entry, Statement) and not (entry.detail or entry.tracks or entry.specials or entry.applicants)
    return plain and entry.topic == topic and entry.programme == programme


def _says_more(match: Match, summary: Match, of_topic: Collection[str]) -> bool:
    """Whether a word of its own, longer than any of the summary's and no word of the topic, names a statement."""
    own = {word for word in match.named - summary.named if len(without(word, of_topic)) > 1}
    if not isinstance(match.entry, Statement) or not own or match.entry.programme != summary.entry.programme:
        return False
    if summary.entry.tracks and not match.entry.tracks:
        return False
    longest = max(map(len, summary.named), default=0)
    return max(map(len, own)) > longest and match.own >= summary.own + _MORE_THAN_SUMMARY
