"""Which of the statements that fit a question is the one that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.memory import Resolved
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.statements.claimed import Claimed
from assistant.evidence.statements.on_topic import OnTopic
from assistant.evidence.statements.traits import OF_A_SPECIAL, VERBATIM, is_detail, verbatim
from assistant.statements import GENERAL, Statement

_TWO = 2
_TRACKS = "tracks"
_WHAT_IT_IS = ("content", "overview")
_UNLIKE = 0.06
_LIKE = 0.3
"""How surely the fitted model must take a statement for meant that it takes the chosen one for not meant at all."""
_FAR_MORE_WORDS = 0.4
"""By how much more of the weight of a question's words a statement must have to go before one that is hinted at."""


@dataclass(frozen=True)
class Choice:
    """Chooses among matches."""

    on_topic: OnTopic
    claimed: Claimed

    def best(self, item: Resolved, wanted: Wanted, statement: Match, matches: Sequence[Match], floor: float) -> Match:
        """The statement that answers, where `statement` has the highest score."""
        chosen = self.on_topic.best(item, wanted, _knowing_more(item, statement, matches), matches, floor)
        chosen = self.claimed.holding(item, wanted, chosen, matches, floor)
        if not item.ask.bare and "topic" not in item.carried and len(item.ask.sure_topics) < 2:
            chosen = _more_like(wanted, chosen, matches, floor)
        chosen = of_the_track(wanted, chosen, matches, floor)
        return self.claimed.saying_yes_or_no(item, chosen, matches)


def known_to_answer(item: Resolved, wanted: Wanted, matches: Sequence[Match], programme: str | None) -> Match | None:
    """The statement that is known to answer this very question, whatever its topic seems to be."""
    if item.ask.injected or item.ask.stated:
        return None
    nearest = max(matches, key=verbatim, default=None)
    if nearest is None or not isinstance(nearest.entry, Statement) or verbatim(nearest) < VERBATIM:
        return None
    entry = nearest.entry
    if entry.programme != (programme or GENERAL) or not set(entry.tracks) <= set(wanted.tracks):
        return None
    if wanted.tracks and not entry.tracks:
        return None  # The track's own sentence may say it.
    if wanted.specials and not entry.specials and entry.topic in OF_A_SPECIAL:
        return None  # `条件は？` of a special case
    fits = set(entry.specials) <= set(wanted.specials) and (
        not entry.applicants or wanted.applicant in entry.applicants
    )
    return nearest if fits else None


def of_all_named(item: Resolved, wanted: Wanted, matches: Sequence[Match]) -> Match | None:
    """The sentence on just the tracks that were spoken of, where the question goes on with them (`両方やると？`)."""
    if not (item.ask.both or "topic" in item.carried) or item.ask.yes_no or len(wanted.tracks) < _TWO:
        return None
    topics = {*item.topics, *(_WHAT_IT_IS if set(item.topics) & set(_WHAT_IT_IS) else ())}
    together = (
        match
        for match in matches
        if isinstance(match.entry, Statement)
        and set(match.entry.tracks) == set(wanted.tracks)
        and match.entry.topic in topics
    )
    return next(together, None)


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


def of_the_track(wanted: Wanted, chosen: Match, matches: Sequence[Match], floor: float = 0.0) -> Match:
    """The summary of the one track named, where the whole programme's of the same topic was chosen, or else what
    tells as much of the track (`端末監視は何をするの`)."""
    if len(wanted.tracks) != 1 or chosen.entry.tracks or is_detail(chosen):
        return chosen
    own = [
        match
        for match in matches
        if isinstance(match.entry, Statement)
        and match.entry.tracks == wanted.tracks
        and not (match.entry.detail or match.entry.specials or match.entry.applicants)
        and match.score >= floor
    ]
    topics = _WHAT_IT_IS if chosen.entry.topic in _WHAT_IT_IS else (chosen.entry.topic,)
    alike = [match for match in own if match.entry.topic in topics]
    return next((match for match in alike if match.entry.topic == chosen.entry.topic), next(iter(alike), chosen))


def _more_like(wanted: Wanted, chosen: Match, matches: Sequence[Match], floor: float) -> Match:
    """The statement that people ask for in such ways, where only a word (`なんでしょうか`) spoke for the chosen one.

    Of a track that was named, what is said of that: `端末監視ってなに入れるの` asks for no merits of the whole.
    """
    stated = [match for match in matches if isinstance(match.entry, Statement)]
    likeliest = max(stated, key=lambda match: match.parts["fitted"], default=chosen)
    if chosen.parts["fitted"] >= _UNLIKE or likeliest.parts["fitted"] <= _LIKE:
        return chosen
    meant = of_the_track(wanted, likeliest, matches, floor)
    wide = not wanted.tracks or meant.entry.topic == _TRACKS  # `使えないなら代わりは？` asks for the others
    return meant if wide or meant.parts["scope"] >= chosen.parts["scope"] else chosen
