"""Whether a need is to be served, and with which programmes: `ロボットを入れたい`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.memory import Resolved
from assistant.conversation.situations import is_situation
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.calibration import SURELY_UNSAID
from assistant.evidence.model import Finding
from assistant.evidence.needs.needs import NeedFinder, nothing_for, recommend
from assistant.evidence.statements.overview import told_of
from assistant.evidence.statements.search import StatementSearch
from assistant.needs import Need
from assistant.question.folded import fold
from assistant.statements import Statement

_BETTER_THAN_A_NEED = 1.7
_CLOSER = 0.35
"""How surely an entry must be meant to be what was asked, though a need is named too."""
_REQUIREMENTS = "requirements"
_PRICE = "fee"
_PERIOD = "period"
_COSTS = "costs"
_TRACKS = "tracks"
_ASKED_OF_IT = {"dates", "rate", "ceiling", "contact", "url"}
"""What is asked of whatever serves a need, and no recommendation answers."""
_OF_A_GRANT = (("rate",), ("ceiling",))
_FEW = 2


@dataclass(frozen=True)
class Recommending:
    """Recommends programmes, or says what is asked more closely than a need."""

    knowledge: Knowledge
    needs: NeedFinder
    search: StatementSearch

    def helping(self, item: Resolved) -> Finding | None:
        """What helps, where that is all that is asked for."""
        return self._recommend(item) if self.helps(item) else None

    def described(self, item: Resolved) -> Finding | None:
        """What the programme is that was looked for and described, and what is said of it that fits."""
        if not item.described:
            return None
        programme = item.scope.programmes[0]
        fitting = self.search.find(replace(item, ask=replace(item.ask, yes_no=False, asserts=False)), programme)
        overview = told_of(self.knowledge, programme, self.knowledge.name(programme))
        if overview is None or fitting is None or fitting.status != "answered":
            return overview  # nothing is said of just that (`もっと本格的なのは？`): what it is tells whether it fits
        told = {point.text for point in overview.points}
        return replace(
            fitting,
            points=(*overview.points, *(point for point in fitting.points if point.text not in told)),
            decided={**fitting.decided, "described": programme},
        )

    def beyond(self, item: Resolved) -> Finding | None:
        """That the documents have nothing for what is wanted; None where they have, or no help is asked for."""
        ask, message = item.ask, (item.ask, *item.message)
        if any(each.scope.programmes for each in message) or self.names_surest_need(item):
            return None
        asked = any(each.wishes or each.seeks_help for each in message)
        if not asked and ("programme" in item.carried or not ask.says(self.knowledge.vocabulary.dialogue.own_words)):
            return None
        meant = next((found for each in message if (found := self.needs.beyond(each))), None)
        return nothing_for(self.knowledge, meant, self.needs.document) if meant else None

    def wished(self, item: Resolved) -> Finding | None:
        """What serves a wish."""
        found = self._wished(item)
        return (self._closer(item) or recommend(self.knowledge, found, self.needs.aims)) if found else None

    def find(self, item: Resolved) -> Finding | None:
        """What serves the need of an ask, unless a statement, or what isn't said, is nearer to it."""
        if not (item.need if self._asked_for(item) else item.new_need):
            return None
        ask = item.ask
        if ask.bare and ask.sure_topics == (_REQUIREMENTS,):
            return None  # `海外へ行く旅費。どの枠なら? 条件も`: of what the need led to
        if ask.asserts and not ask.scope.programmes:
            # A claim without a programme: what it claims may tell more than the need that its words name.
            held = self.search.find(item, None)
            if held and held.status == "answered" and self._serves(held, item):
                return held
        if not self._wants_recommendation(item):
            return None
        looked = self.search.find(item, None)
        # What isn't known of one programme (whether it has this very tool) is no reason not to recommend it.
        unsaid = (
            looked is not None
            and looked.status == "not_in_sources"
            and looked.confidence >= SURELY_UNSAID
            and (not looked.about or (ask.asks_something and looked.own >= _BETTER_THAN_A_NEED))
        )
        said = looked is not None and looked.status == "answered" and looked.own >= _BETTER_THAN_A_NEED
        # A list over all programmes, unless a need was told a turn before (`補助金は？`).
        listed = said and looked is not None and not looked.contact_programmes and item.new_need
        if looked and (unsaid or (said and item.operation != "recommend") or listed):
            return looked
        return self._recommend(item)

    def says_only_who(self, item: Resolved) -> bool:
        """Whether several programmes are in question for no more than who asks (`小さい店です。上限は?`)."""
        need = self.needs.need(item.need) if item.new_need else None
        tells_who = need is not None and need.of_asker and need.general and len(item.scope.programmes) > _FEW
        return tells_who and item.ask.sure_topics[:1] in _OF_A_GRANT

    @staticmethod
    def _serves(finding: Finding, item: Resolved) -> bool:
        """Whether it speaks of no programme, or of one that serves the need."""
        owners = set(finding.contact_programmes)
        return not owners or bool(owners & set(item.scope.programmes))

    def helps(self, item: Resolved) -> bool:
        """Whether a situation is told, and whatever helps with it is asked for."""
        # `無料で学べるところは?` wants something that is free, not a price.
        topics = [topic for topic in item.ask.sure_topics if not (topic == _PRICE and item.ask.seeks_help)]
        apart = any(self.knowledge.vocabulary.topic(topic).apart for topic in topics)
        if _asks_what_one_pays_for(item):
            return False
        told = item.need if self._asked_for(item) else item.new_need
        planned = item.amount("cost", "target", "budget")
        return told is not None and not planned and not apart and is_situation(item.ask, item.message)

    @staticmethod
    def _asked_for(item: Resolved) -> bool:
        """Whether a recommendation is asked for in words, or goes on as nothing else is asked (`うちは中小です`)."""
        if item.ask.asks_nothing and "topic" in item.carried and len(item.scope.programmes) > 1:
            return True
        return item.ask.seeks_help or (item.ask.operation_said and item.operation in ("recommend", "list"))

    def names_surest_need(self, item: Resolved) -> bool:
        """Whether words of a clause of the message name the need that the clause means most surely."""
        return self.needs.names_surest([item.ask, *item.message])

    def _recommend(self, item: Resolved) -> Finding:
        return self._closer(item) or self._with_detail(
            item, recommend(self.knowledge, self._needs(item), self.needs.aims)
        )

    def _with_detail(self, item: Resolved, finding: Finding) -> Finding:
        """The recommendation with what the one programme says of a thing that is asked of it in its words
        (`利用料を何年分か負担してくれる制度`)."""
        owners = {programme for programme, _ in finding.about}
        if len(owners) != 1 or not {_PRICE, _PERIOD} <= set(item.ask.sure_topics):
            return finding
        nearest = max(
            (match for match in self.search.matches(item, owners.pop()) if not match.is_unknown),
            key=lambda match: match.own,
            default=None,
        )
        if nearest is None or not nearest.named or nearest.own < _BETTER_THAN_A_NEED:
            return finding
        assert isinstance(nearest.entry, Statement)
        return replace(finding, points=(*finding.points, *self.knowledge.statement_points(nearest.entry)))

    def _closer(self, item: Resolved) -> Finding | None:
        """What a programme that serves the need says of the very thing asked: `放っておくと被害はどのくらい` asks for none."""
        if not item.ask.asks_in_words or item.ask.seeks_help:
            return None
        found = [
            (sureness, programme)
            for programme in item.scope.programmes
            for sureness in [self.search.likely(item, programme)]
        ]
        sureness, programme = max(found, default=(0.0, ""))
        return self.search.likeliest(item, programme) if sureness >= _CLOSER else None

    def _needs(self, item: Resolved) -> Sequence[Need]:
        return self.needs.best([item.ask, *item.message], item.need)

    def _wants_recommendation(self, item: Resolved) -> bool:
        sure = [
            topic
            for topic in item.ask.sure_topics
            if topic not in ("overview", "costs", "requirements", "content")
            and not (topic == _TRACKS and item.ask.which and len(item.scope.programmes) > 1)
            and not (item.ask.seeks_help and (topic == _PRICE or not self.knowledge.vocabulary.topic(topic).apart))
        ]
        if item.ask.asserts and item.ask.sure_topics:
            return False  # a claim wants to be confirmed
        if _asks_what_one_pays_for(item):
            return False
        if _ASKED_OF_IT & set(item.ask.sure_topics):
            return False  # `レジに使える補助金の締切は?` wants the day
        return item.operation in ("recommend", "list") or not sure

    def _wished(self, item: Resolved) -> Sequence[Need]:
        """The needs that a wish names, where it names no programme, or only by a word of the need (`賃上げ`).

        A wish may stand in another clause: `創業したばかりです。使える補助金は?`
        """
        ask = item.ask
        asked = ask.wishes or item.operation in ("recommend", "list")
        if not asked or any(self.knowledge.vocabulary.topic(topic).apart for topic in ask.sure_topics):
            return ()
        told = [ask, *(other for other in item.message if other is not ask and other.asks_nothing)]
        found = [found.need for each in told for found in self.needs.find(each) if found.named]
        words = {fold(word) for need in found for word in need.words}
        named = [mention for each in told for mention in each.mentions]
        if any(mention.entry.target == "programme" or fold(mention.entry.text) not in words for mention in named):
            return ()
        return self._needs(item) if found and (ask.wishes or named) else ()


def _asks_what_one_pays_for(item: Resolved) -> bool:
    """`青年部です。上限は? 何に使える?`: what the one track pays for that the need led to."""
    return _COSTS in item.ask.sure_topics and len(item.scope.tracks) == 1 and len(item.scope.programmes) == 1
