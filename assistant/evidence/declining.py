"""What isn't this counter's job: told by listed words, by orders to this system, or by meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.settling import Settling
from assistant.evidence.dates import Dates
from assistant.evidence.matching.calibration import SURELY_UNSAID, strongest
from assistant.evidence.needs.recommending import Recommending
from assistant.evidence.refusing.decisive import Decisive
from assistant.evidence.refusing.remit import Remit
from assistant.evidence.statements.search import StatementSearch
from assistant.question.folded import Folded, mentions
from assistant.question.language.declines import Decline
from assistant.question.talk import about_something_else
from assistant.question.vocabulary import Vocabulary

_WISHED = 0.85
"""The probability from which on a wish isn't this counter's job: whoever needs something is rather asked what for."""

_WORDED = 0.9
"""The share of the words of a question that something unsaid has, so that it is asked of that."""


@dataclass(frozen=True)
class Declining:
    """Decides what is declined, and what is small talk."""

    vocabulary: Vocabulary
    remit: Remit
    recommending: Recommending
    dates: Dates
    search: StatementSearch
    settling: Settling
    decisive: Decisive

    def placed(self, item: Resolved, now: date | datetime) -> Resolved:
        """The ask with what settles it before anything is looked up: a decline, or small talk."""
        ask = item.ask
        if item.earlier:
            return item  # asks back about what was answered
        decline = self._decline_of(item, now)
        if decline:
            return replace(item, ask=replace(ask, decline=decline), operation="out_of_scope")
        if ask.small_talk and not ask.sure_topics:
            return replace(item, ask=replace(ask, decline=None), operation="small_talk")
        return replace(item, ask=replace(ask, decline=None)) if ask.decline else item

    def in_doubt(self, item: Resolved, now: date | datetime) -> str | None:
        """The text that may be outside of this counter's job; None where it surely isn't."""
        ask = item.ask
        named = bool(item.scope.programmes) and not item.new_need
        if self.recommending.beyond(item):
            return None
        if self.recommending.helps(item) and (ask.seeks_help or self.recommending.needs.likely([ask, *item.message])):
            return None
        if ask.small_talk or (named and (ask.sure_topics or ask.amounts or item.operation != "lookup")):
            return None
        if "dates" in ask.sure_topics and self.dates.asks_when(ask.text, now):
            return None  # `夏に出せるのは?` names nothing of ours and is about the calendar all the same
        # What was told besides (`パソコンが固まった。`) says what the question is about.
        told = [
            other.text for other in item.message if other is not ask and other.asks_nothing and not other.small_talk
        ]
        return "".join([*told, ask.text])

    def remit_features(self, item: Resolved, text: str) -> tuple[str, list[float]]:
        """What a question is most like that isn't this counter's job, and how much speaks for it."""
        return self.remit.features(
            text,
            [self.search.embed(text), self.search.embed(self.search.strip_names(text))],
            named=bool(item.scope.programmes) and not item.new_need,
            need=item.new_need is not None and self.recommending.needs.surely([item.ask, *item.message]),
            topic=bool(item.ask.sure_topics),
            own=self._has_own_word(text),
            helps=any(ask.seeks_help for ask in (item.ask, *item.message)),
        )

    def _decline_of(self, item: Resolved, now: date | datetime) -> Decline | None:
        ask = item.ask
        if ask.decline and not self._gives_way(ask.decline, item):
            return ask.decline
        named = ask.scope.programmes or "programme" in item.carried
        if ask.injected and not (named and item.topics):
            return self.vocabulary.orders  # nothing is asked but that an order be followed
        if self.decisive.unknown(item):
            return None
        if subject := self._other_subject(item):
            return subject
        return self._by_meaning(item, now)

    def _gives_way(self, decline: Decline, item: Resolved) -> bool:
        """Whether something is answered though words ask for what is declined."""
        settled = decline.yields_to_claims and self.settling.find(item) is not None
        settled = settled or (decline.yields_to_unsaid and self.decisive.unknown(item) is not None)
        return settled or (decline.yields and self._asks_besides(item))

    def _asks_besides(self, item: Resolved) -> bool:
        """Whether a question stands beside rude or prying words: of a programme, or for help with a need."""
        if item.ask.sure_topics and item.scope.programmes:
            return True
        return self.recommending.names_surest_need(item)

    def _other_subject(self, item: Resolved) -> Decline | None:
        """What a question is about that no programme, need or word of this counter says is ours."""
        if item.scope.programmes or self.recommending.names_surest_need(item):
            return None
        asks = (item.ask, *item.message)
        if any(self._has_own_word(ask.text) for ask in asks):
            return None
        text = Folded.of(item.ask.text)
        subject = about_something_else(text, self.vocabulary.declines, self.vocabulary.trade_after)
        if subject and any(ask.seeks_help for ask in asks):
            # `観光の町です。何か使えるものは?` is about a trade, `来週の慰安旅行、おすすめは?` about the journey.
            _, features = self.remit_features(item, item.ask.text)
            return subject if self.remit.model.outside(features) >= self.remit.model.threshold else None
        return subject

    def _has_own_word(self, text: str) -> bool:
        folded = Folded.of(text)
        return any(mentions(folded, word) for word in self.vocabulary.dialogue.own_words)

    def _known_unsaid(self, item: Resolved) -> bool:
        """Whether it is asked in the words of something unsaid, which is of this counter (`落ちたら出し直せる?`)."""
        matches = self.search.matches(item, next(iter(item.scope.programmes), None))
        unknown = strongest(matches, unknown=True)
        worded = unknown is not None and unknown.parts["coverage"] >= _WORDED
        return worded and self.search.lookup.calibration.unsaid(matches) >= SURELY_UNSAID

    def _by_meaning(self, item: Resolved, now: date | datetime) -> Decline | None:
        """What isn't this counter's job, said in other words than the listed ones."""
        text = self.in_doubt(item, now)
        if text is None or self._known_unsaid(item):
            return None
        owner, features = self.remit_features(item, text)
        wished = any(ask.wishes or ask.seeks_help for ask in (item.ask, *item.message))
        least = max(self.remit.model.threshold, _WISHED if wished else 0.0)
        if self.remit.model.outside(features) < least:
            return None
        return next(decline for decline in self.vocabulary.declines if decline.id == owner)
