"""Decides what each question gets: an answer, a question back, what isn't in the sources, or a polite refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.afterthoughts import Afterthoughts
from assistant.evidence.amounts.computed import Amounts
from assistant.evidence.amounts.ranking import Ranking
from assistant.evidence.amounts.terms import TermsFinder
from assistant.evidence.amounts.terms_beside import TermsBeside
from assistant.evidence.computing import Computing
from assistant.evidence.confirming.each import EachOfSeveral
from assistant.evidence.confirming.each_class import EachClass
from assistant.evidence.confirming.sameness import Sameness
from assistant.evidence.confirming.settling import Settling
from assistant.evidence.contacts import whose
from assistant.evidence.dates import Dates
from assistant.evidence.dates.going_on import GoingOn
from assistant.evidence.declining import Declining
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Titled
from assistant.evidence.needs.menu import MenuDesk
from assistant.evidence.needs.needs import NeedFinder
from assistant.evidence.needs.recommending import Recommending
from assistant.evidence.of_programmes import OfProgrammes
from assistant.evidence.passages import Passages
from assistant.evidence.refusing.decisive import Decisive
from assistant.evidence.refusing.doubtful import doubtful
from assistant.evidence.refusing.refusal import declined, small_talk
from assistant.evidence.refusing.remit import Remit
from assistant.evidence.refusing.together import Together
from assistant.evidence.statements.absent import Absent
from assistant.evidence.statements.comparison import compared
from assistant.evidence.statements.lookup import Lookup
from assistant.evidence.statements.search import StatementSearch
from assistant.evidence.statements.told_figures import ToldFigures
from assistant.evidence.statements.which_track import WhichTrack
from assistant.evidence.weighing import Weighing
from assistant.evidence.without_programme import WithoutProgramme
from ingest.bundled import Vectors


class Clerk:
    """Asks each part in turn; the first that has an answer gives it. Each part can be called alone."""

    def __init__(
        self,
        knowledge: Knowledge,
        lookup: Lookup,
        amounts: Amounts,
        terms: TermsFinder,
        dates: Dates,
        needs: NeedFinder,
        menu: MenuDesk,
        passages: Passages,
        remit: Remit,
        settling: Settling,
        strip_names: Callable[[str], str],
        embed: Callable[[str], Vectors],
    ) -> None:
        self.knowledge = knowledge
        self.terms = terms
        self.terms_beside = TermsBeside(knowledge)
        self.menu = menu
        self.passages = passages
        self.settling = settling
        self.search = StatementSearch(knowledge, lookup, strip_names, embed)
        self.weighing = Weighing(self.search, dates)
        self.recommending = Recommending(knowledge, needs, self.search)
        self.dates = dates
        self.decisive = Decisive(knowledge, self.search)
        self.declining = Declining(
            knowledge.vocabulary, remit, self.recommending, dates, self.search, settling, self.decisive
        )
        self.afterthoughts = Afterthoughts(knowledge)
        self.ranking = Ranking(knowledge)
        self.told_figures = ToldFigures(knowledge)
        self.which_track = WhichTrack(knowledge, self.search)
        self.sameness = Sameness(knowledge, dates.schedule)
        self.together = Together(knowledge)
        self.each = EachOfSeveral(knowledge)
        self.each_class = EachClass(knowledge)
        self.absent = Absent(knowledge, self.search)
        self.going_on = GoingOn(knowledge)
        self.computing = Computing(knowledge, amounts, dates)
        self.without_programme = WithoutProgramme(knowledge, self.search, self.weighing, dates, passages)
        self.of_programmes = OfProgrammes(knowledge, self.search, self.weighing, dates, passages)

    def placed(self, item: Resolved, now: date | datetime) -> Resolved:
        """The ask with what settles it before anything is looked up: a decline, or small talk."""
        return self.declining.placed(item, now)

    def answer(self, item: Resolved, now: date | datetime) -> list[Titled]:
        """Findings for one placed ask, each with the title that it gets where several stand together."""
        if item.earlier:
            return self.afterthoughts.find(item)
        if not item.ask.decline and (unsaid := self.decisive.find(item)):
            return [(None, unsaid)]
        if ordered := self.dates.order(item, now):
            return [(self.knowledge.vocabulary.label("dates"), ordered)]
        if lead := self.sameness.lead(item, now):
            return self.sameness.led(self.answer(self.sameness.plain(item), now), lead)
        if several := self.each.of(item):
            return self.each.put_together([titled for one in several for titled in self.answer(one, now)])
        classes = [titled for one in self.each_class.of(item) for titled in self.answer(one, now)]
        if unlike := self.each_class.confirmed_of_some(classes):
            return unlike
        settled = (
            self._turned_away(item)
            or self.together.find(item)
            or self.going_on.find(item, now)
            or self._named_by_other_things(item)
            or self.absent.find(item)
            or self._claimed_beside_a_need(item)
            or self.menu.firms(item)
            or self.menu.placed(item)
            or self.recommending.described(item)
            or self.recommending.beyond(item)
            or self._dates_of_a_need(item, now)
            or self.recommending.helping(item)
            or doubtful(self.knowledge, item)
            or self.ranking.find(item)
            or self.told_figures.find(item)
            or self.settling.find(item)
            or self.which_track.find(item)
        )
        if settled:
            return [(None, settled)]
        if unsaid := self.weighing.surely_unsaid(item, now):
            return [(None, unsaid)]
        if beside := self.terms_beside.find(item):
            return [(self.knowledge.vocabulary.label(beside.topic), beside)]
        if comparison := compared(self.knowledge, self.terms, item):
            return [("比較", comparison)]
        if computed := self.computing.find(item, now):
            return computed
        termed = self.terms.find(item)
        if termed and not self.search.lookup.figures.misses(item, termed):
            return [(self.knowledge.vocabulary.label(termed.topic), termed)]
        if wished := self.recommending.wished(item) or self._row_of_menu(item):
            return [(None, wished)]
        if not item.scope.programmes:
            return [(None, self.without_programme.find(item, now))]
        if recommended := self.recommending.find(item):
            return [(None, recommended)]
        if self.recommending.says_only_who(item):
            return [(None, self.without_programme.which(item))]
        return self.of_programmes.find(item, now)

    @staticmethod
    def _turned_away(item: Resolved) -> Finding | None:
        """What isn't this counter's job, and small talk."""
        ask = item.ask
        if ask.decline:
            return declined(ask.decline, item.scope.programmes)
        if ask.small_talk and item.operation == "small_talk":
            return small_talk(ask.small_talk)
        return None

    def _named_by_other_things(self, item: Resolved) -> Finding | None:
        """Where a document or a phone number is named instead of a programme."""
        if item.ask.scope.programmes:
            return None
        return self.passages.of_named_document(item) or whose(self.knowledge, item.ask.text)

    def _claimed_beside_a_need(self, item: Resolved) -> Finding | None:
        """What settles a claim in which, or beside which, a word names a need that isn't asked about.

        `パソコンが20台。ネットワークの見張りは1台ずつ設定するの？` wants no computers.
        """
        return self.settling.find(item) if item.new_need and not item.ask.seeks_help else None

    def _dates_of_a_need(self, item: Resolved, now: date | datetime) -> Finding | None:
        """Which of the programmes that serve a need that words name can be applied for, where that is asked."""
        needed = item.new_need and self.recommending.names_surest_need(item)
        return self.dates.of_need(item, now) if needed else None

    def _row_of_menu(self, item: Resolved) -> Finding | None:
        """The row of the menu for firms of a size, unless a need is named."""
        return None if self.recommending.names_surest_need(item) else self.menu.find(item)
