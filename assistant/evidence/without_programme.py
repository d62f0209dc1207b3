"""What a question gets that names no programme: every programme's dates, what is said of all, or a question back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.dates import Dates
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.evidence.model import Finding, Point
from assistant.evidence.passages import Passages
from assistant.evidence.refusing.refusal import not_in_sources
from assistant.evidence.statements.lookup import of_no_programme
from assistant.evidence.statements.search import StatementSearch
from assistant.evidence.weighing import Weighing, said_in_words, unsaid_in_words
from assistant.reply import Clarification
from assistant.statements import GENERAL

_LEANING = 20
"""The most letters of a question that only leans on what was said before."""
_SHORT = 10
"""The most letters of a question for a day that names nothing else."""
_ANY_GRANT = "ceiling"


@dataclass(frozen=True)
class WithoutProgramme:
    """Answers where no programme is named, now or before."""

    knowledge: Knowledge
    search: StatementSearch
    weighing: Weighing
    dates: Dates
    passages: Passages

    def find(self, item: Resolved, now: date | datetime) -> Finding:
        """The one finding: always something, at least that the documents don't say it."""
        wanted = self.search.wanted(item, None)
        sure = item.ask.sure_topics
        if self._asks_only_when(item, now):
            return self._which_programme("dates")
        if "dates" in sure and (
            self._asks_the_next(item, now) or self.weighing.is_about_dates(self._of_all(item, wanted), item, now)
        ):
            return self.dates.overview(item, now)
        every = item.ask.everything or item.operation in ("list", "compare", "recommend")
        if item.ask.bare and sure and not every and self._of_any(item, wanted, sure[0]):
            return self._which_programme(sure[0])
        matches = self.search.lookup.matches(item, wanted, None)
        if self._leans_on_nothing(item) and not (said_in_words(matches) or unsaid_in_words(matches)):
            return self._which_programme(next(iter(item.topics), None))
        looked = self.search.lookup.find(item, wanted, None)
        beside = looked is not None and looked.status == "not_in_sources" and looked.topic not in item.ask.topics
        vague = item.ask.how_much and sure and len(item.ask.text) <= _LEANING  # `補助額を計算してほしい`
        if looked and not (beside and vague):
            return self._unsaid_of_its_programme(item, looked) or looked
        if sure and not item.ask.injected:
            return self._which_programme(sure[0])
        extracted = self.passages.find(item, None)
        if extracted:
            return extracted
        if any(ask.wishes or ask.seeks_help for ask in (item.ask, *item.message)) and not item.ask.injected:
            return self._what_for()
        return not_in_sources(self.knowledge, [], confidence=0.5)

    def _unsaid_of_its_programme(self, item: Resolved, looked: Finding) -> Finding | None:
        """What the programme of an answer leaves unsaid, where that is what is asked of it.

        `最低賃金に近いとは何円以内？` names none, but only one programme speaks of it.
        """
        programmes = {programme for programme, _ in looked.about}
        if looked.status != "answered" or len(programmes) != 1:
            return None
        own = self.search.find(item, programmes.pop())
        unknown = own.decided.get("unknown") if own and own.status == "not_in_sources" else None
        return own if unknown and not str(unknown).startswith(f"{GENERAL}/") else None

    def _asks_only_when(self, item: Resolved, now: date | datetime) -> bool:
        """`締切いつ？` as a first word: of which grant isn't said, nor that all of them are meant."""
        ask = item.ask
        only = ask.bare and ask.sure_topics == ("dates",) and item.operation == "date" and not ask.everything
        alone = len(item.message) < 2 and len(ask.text) <= _SHORT
        return only and alone and not self.dates.asks_for_some(ask.text, now)

    def _asks_the_next(self, item: Resolved, now: date | datetime) -> bool:
        """`次の締切はいつ`: which closing comes next is in the calendar, whatever isn't known of later rounds."""
        only = item.ask.sure_topics == ("dates",) and not item.ask.yes_no
        return only and "topic" not in item.carried and self.dates.asks_next_closing(item.ask.text, now)

    def _what_for(self) -> Finding:
        """Somebody wants help with something that no need fits: ask back with what there is."""
        offers = self.knowledge.vocabulary.dialogue.offers
        lines = "\n".join(f"・{option}" for option in offers.options)
        return Finding(
            status="clarify",
            points=(Point(f"{offers.ask}\n{lines}"),),
            clarification=Clarification(question=offers.ask, options=list(offers.options)),
            decided={"clarify": "need"},
        )

    def _of_any(self, item: Resolved, wanted: Wanted, topic: str) -> bool:
        """Whether a topic could be that of several programmes, and none of them is meant more than the others."""
        matches = self.search.lookup.matches(item, wanted, None)
        return not self.knowledge.vocabulary.topic(topic).whole and len(of_no_programme(matches)) < len(matches)

    def _of_all(self, item: Resolved, wanted: Wanted) -> list[Match]:
        """What is said, or isn't, of all programmes together; and what single ones say that speaks for no other."""
        return [
            match
            for match in of_no_programme(self.search.lookup.matches(item, wanted, None))
            if not match.is_unknown or match.entry.programme == GENERAL
        ]

    @staticmethod
    def _leans_on_nothing(item: Resolved) -> bool:
        """`それはいくら？` and `予算500万円くらい` as a first word: what they are about isn't said."""
        ask = item.ask
        if ask.sure_topics or ask.operation_said or item.need or ask.everything or ask.injected or ask.wh_question:
            return False
        only_amount = ask.asks_nothing and any(amount.role in ("cost", "target", "budget") for amount in ask.amounts)
        return len(ask.text) <= _LEANING and (only_amount or (ask.continues and bool(ask.topics)))

    def which(self, item: Resolved) -> Finding:
        """Asks which of the programmes in question is meant."""
        return self._which_programme(next(iter(item.ask.sure_topics), None), item.scope.programmes)

    def _which_programme(self, topic: str | None, among: Sequence[str] = ()) -> Finding:
        """A topic without a programme: ask which one, of these or of all."""
        having = [
            programme
            for programme in self.knowledge.programmes
            if not (among and programme.id not in among)
            and self.knowledge.statements.select(programme.id, topic or _ANY_GRANT)
            and not programme.menu_only
        ]
        question = (
            f"どの制度の{self.knowledge.vocabulary.label(topic)}をお知りになりたいですか。"
            if topic
            else "どの制度についてのお尋ねですか。"
        )
        options = [programme.names.official for programme in having]
        lines = "\n".join(f"・{name}" for name in options)
        return Finding(
            status="clarify",
            points=(Point(f"{question}\n{lines}"),),
            clarification=Clarification(question=question, options=options),
            offers=tuple((programme.id, None) for programme in having),
            topic=topic,
            decided={"clarify": "programme"},
        )
