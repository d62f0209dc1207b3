"""Filling in what a turn leaves out, from the rest of the message and from earlier turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.conversation.leaning import (
    CALCULATING,
    both_subjects,
    compares_only,
    elliptical,
    goes_with,
    joined,
    lasting,
    lists_only,
    merged,
    with_topics_of,
)
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.situations import tells, told_apart
from assistant.programmes.book import ProgrammeBook
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.language.operations import Operation
from assistant.question.linking import Scope
from ingest.japanese.figures import figures
from ingest.japanese.readings import ends_in_predicate

# Words of these topics stand in a plan that asks nothing else (`経費600万円、最低賃金近傍`).
_ABOUT_A_PLAN = {"costs", "ceiling", "fee", "specials", "requirements"}
_NAME_ALONE = "overview"
_DATES = "dates"
_CONTACT = "contact"
_GRANTED = "ceiling"
_CHANGES = "changes"
_PLAIN = {"dates", "contact", "url"}
_TERMS = {"rate", "specials", "requirements", "tracks", "costs", "fee"}
_ENDS_ASKING = (
    "?",
    "は",
    "って",
    "教えて",
    "ください",
    "下さい",
    "か",
    "の",
    "も",
    "を",
    "とか",
    "お願いします",
    "お願い",
)
_PRICE = "fee"
_ABOUT_MONEY = {_GRANTED, _PRICE, "rate"}


NeedOf = Callable[[Ask], "tuple[str, tuple[tuple[str, str | None], ...], bool] | None"]
"""The need of a clause: its id, the (programme, track) pairs that serve it, and whether words name it."""


class Filler:
    """Fills in asks from the rest of the message and from memory."""

    def __init__(
        self, programmes: ProgrammeBook, need_of: NeedOf, units: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """`units` are the units in which facts are counted, by fact."""
        self._programmes = programmes
        self._need_of = need_of
        self._units = units or {}

    def fill(self, asks: Sequence[Ask], memory: Memory) -> tuple[Resolved, ...]:
        """The asks of one message, each complete. A clause that only tells something helps the others."""
        useful = [ask for ask in asks if not ask.injected] or list(asks)
        useful = told_apart(useful, lambda ask: self._need_of(ask) is not None)
        # Of orders to this system only the names count: what they are about is asked in the next clause.
        ordered = [
            Ask("", scope=ask.scope, mentions=ask.mentions) for ask in asks if ask.injected and ask not in useful
        ]
        planned = any(amount.role == "cost" and amount.certain for ask in useful for amount in ask.amounts)
        planned = planned or bool(memory.last and memory.last.operation in CALCULATING)
        telling = [ask for ask in useful if ask.asks_nothing or (planned and _tells_a_term(ask))]
        if len(useful) - len(telling) > 1:
            telling += [ask for ask in useful if ask not in telling and _tells_who_asks(ask)]
        asking = [ask for ask in useful if ask not in telling]
        if any(ask.resets for ask in useful):
            memory = Memory(facts=memory.facts, first=memory.first)
        if not asking:
            return self._only_told(telling, memory)
        if len(asking) > 1:
            asking = [ask for ask in asking if not ask.small_talk] or asking[:1]
        filled: list[Resolved] = []
        for ask in asking:
            if filled and lists_only(ask) and _DATES in filled[-1].ask.sure_topics:
                continue  # `3ヶ月後に申請したい。何がある?` is one question
            filled.append(self._fill(ask, [*useful, *ordered], filled, memory))
        return tuple(merged(filled))

    def _only_told(self, telling: Sequence[Ask], memory: Memory) -> tuple[Resolved, ...]:
        """A message that asks nothing in words: it goes on with the last question, or asks what can be had."""
        whole = telling[0] if len(telling) == 1 else joined(telling)
        return (self._fill(whole, telling, (), memory),)

    def _fill(self, ask: Ask, message: Sequence[Ask], before: Sequence[Resolved], memory: Memory) -> Resolved:
        carried: list[str] = []
        own = ask
        scope, need = self._scope(ask, message, before, memory, carried)
        if dropped := {pair for other in (ask, *message) for pair in other.unused}:
            scope = replace(scope, specials=tuple(pair for pair in scope.specials if pair not in dropped))
        facts = ask.facts
        for other in message:
            if other is not ask:
                facts = facts.merged_over(other.facts)
        same_programme = bool(memory.last and set(scope.programmes) & set(memory.last.scope.programmes))
        facts = facts.merged_over(lasting(memory.facts, same_programme))
        tells_a_case = any(other.scope.specials or other.facts.values for other in message)
        if memory.last and memory.last.operation in CALCULATING and tells_a_case and ask.sure_topics == (_CHANGES,):
            ask = replace(ask, topics=(), topic_scores={})  # `課税事業者になります。それなら変わります？`
        topics, operation = ask.topics, ask.operation
        goes_on = not ask.sure_topics and not ask.operation_said and not ask.small_talk and not ask.decline
        goes_on = (
            goes_on
            and not any(other.returns for other in message)
            and memory.last is not None
            and need is None
            and elliptical(ask)
        )
        before_texts: tuple[str, ...] = ()
        if goes_on and (money := self._money(ask, scope, memory)):
            ask = replace(ask, topics=(money,), topic_scores={money: 1.0})
            topics = ask.topics
        elif goes_on and not ask.everything:
            assert memory.last is not None
            if memory.last.operation not in CALCULATING:  # the words of a plan (`経費`) are no questions
                ask = with_topics_of(ask, memory.last)
            topics, operation = ask.topics if ask.sure_topics else memory.last.topics, memory.last.operation
            if topics or operation != "lookup":
                carried.append("topic")
            facts = self._recounted(ask, memory).merged_over(facts)
        elif compares_only(ask) and memory.last and memory.last.topics and "programme" in carried:
            ask = replace(with_topics_of(ask, memory.last, always=True), operation=ask.operation)
            topics = ask.topics
            carried.append("topic")
        elif ask.bare and scope.programmes and not topics and not ask.amounts:
            # A name alone asks what it is.
            topics = (_NAME_ALONE,)
            ask = replace(ask, topics=topics, topic_scores={_NAME_ALONE: 1.0})
        plan = any(amount.role in ("cost", "target", "budget") for amount in ask.amounts)
        if ask.asks_nothing and plan and not (scope.programmes or carried):
            operation = "calculate"  # A plan without a programme: it is computed once one is named.
        if memory.last and ("topic" in carried or "programme" in carried) and not any(a.returns for a in message):
            before_texts = (memory.last.ask.text, *memory.last.before)
        amounts = ask.amounts
        told = [amount for other in message if other is not ask for amount in other.amounts]
        if ask.asserts and any(amount.role == "cost" and amount.certain for amount in told):
            # `120万使う。80万戻るんですよね？`: the cost was told, what is claimed comes of it.
            amounts = tuple(amount for amount in amounts if amount.role != "cost" or amount.certain)
        amounts += tuple(amount for amount in told if amount.role not in {own.role for own in amounts})
        previous = memory.last
        if previous and previous.operation in CALCULATING and goes_with(ask, operation):
            missing = [a for a in previous.amounts if a.role not in {b.role for b in amounts}]
            if not any(a.role in ("cost", "target", "budget") for a in amounts) and missing:
                amounts = (*amounts, *missing)
                carried.append("amount")
                facts, others = self._rebought(message, previous, facts)
                message = [*message, *others]
        elif previous and own.how_much and set(own.sure_topics) <= _ABOUT_A_PLAN and same_programme:
            # `…を40万円で契約したい。…` and, a turn later, `いくらになる？`
            costs = [a for a in previous.amounts if a.role == "cost" and a.certain]
            if costs and not any(a.role in ("cost", "target", "budget") for a in amounts):
                ask, topics = own, own.topics
                amounts = (*amounts, *costs)
                carried.append("amount")
                message = [*message, *previous.message]
        if goes_on and previous and len(amounts) == 1 and previous.amounts and amounts[0].role == "cost":
            # `1,500万円でいいなら？` after a question about a grant wanted is another grant wanted.
            roles = {amount.role for amount in previous.amounts}
            if "cost" not in roles and len(roles) == 1:
                amounts = (replace(amounts[0], role=previous.amounts[0].role),)
        operation = self._settled(ask, operation, amounts, topics, scope)
        if operation == "invert" and not {"target", "budget"} & {amount.role for amount in amounts}:
            amounts = tuple(replace(a, role="target") if a.role == "ceiling" else a for a in amounts)
        return Resolved(
            ask,
            scope,
            facts,
            amounts,
            topics,
            operation,
            tuple(carried),
            need,
            tuple(message),
            memory.closing,
            before_texts,
        )

    def _money(self, ask: Ask, scope: Scope, memory: Memory) -> str | None:
        """`それはいくら？` after something else than an amount: what is paid out of a grant, what a service costs."""
        last = memory.last
        if not (ask.how_much and scope.programmes and last) or ask.amounts or last.amounts or ask.facts.values:
            return None
        if last.operation in CALCULATING or set(last.topics[:1]) & _ABOUT_MONEY:
            return None
        wanted = _GRANTED if self._grants(scope) else _PRICE
        return wanted if wanted in ask.topics else None

    @staticmethod
    def _rebought(message: Sequence[Ask], previous: Resolved, facts: Facts) -> tuple[Facts, Sequence[Ask]]:
        """The same price for another thing (`レジなら？` after `パソコン30万円`), and the clauses that still hold."""
        named = list(dict.fromkeys(thing for ask in message for thing in ask.bought))
        told = previous.facts.components
        if len(named) != 1 or len(told) != 1 or named[0] in told:
            return facts, previous.message
        costs = dict.fromkeys(named, next(iter(told.values())))
        return replace(facts, components=costs), [ask for ask in previous.message if not ask.bought]

    def _recounted(self, ask: Ask, memory: Memory) -> Facts:
        """A count that changes the one fact it can be of (`業務領域は2つ` … `4つだったら？`)."""
        counted = [
            figure for figure in figures(ask.text) if figure.kind == "count" and isinstance(figure.value, Fraction)
        ]
        if len(counted) != 1 or any(key in self._units for key in ask.facts.values):
            return Facts()
        figure = counted[0]
        told = [key for key in memory.facts.values if figure.unit in self._units.get(key, ())]
        if len(told) != 1 or not isinstance(figure.value, Fraction) or figure.value.denominator != 1:
            return Facts()
        return Facts({told[0]: int(figure.value)})

    def _scope(
        self, ask: Ask, message: Sequence[Ask], before: Sequence[Resolved], memory: Memory, carried: list[str]
    ) -> tuple[Scope, str | None]:
        if ask.scope.programmes:
            return self._completed(ask.scope, message, memory), None
        told = self._told_need(ask, message)
        if ask.everything and not before and told is None:
            return Scope(), None
        need = told or self._need_of(ask)
        if need is not None and not need[2] and not told and not ask.wishes and set(ask.sure_topics) & _PLAIN:
            need = None  # `GW明けに出せるのは？` asks for dates, whatever need it is like
        if before and before[-1].ask.scope.programmes:
            return before[-1].scope, None  # what was asked of just before
        for other in message:
            if other is not ask and other.scope.programmes:
                return self._completed(other.scope, message, memory), None
        if need is None:
            for other in message:
                if other is not ask and other.text and (need := self._need_of(other)):
                    break
        if memory.first and not before and any(other.returns for other in message):
            carried.append("programme")
            return memory.first, None
        if funding := self._funding(ask, memory):
            carried.append("programme")
            return funding, None
        named_need = need is not None and (memory.last is None or self._new_subject(ask, need, memory.last, message))
        if before and before[-1].scope.programmes and not named_need:
            return before[-1].scope, before[-1].need
        if need is not None and (named_need or memory.last is None):
            pairs = need[1]
            programmes = tuple(dict.fromkeys(programme for programme, _ in pairs))
            # A programme that serves as a whole isn't narrowed to the track that serves it best.
            tracks = tuple((programme, track) for programme, track in pairs if track and (programme, None) not in pairs)
            return Scope(programmes, tracks), need[0]
        if memory.last and memory.last.scope.programmes and not ask.everything and not ask.small_talk:
            carried.append("programme")
            if compares_only(ask) and (both := both_subjects(memory)):
                return both, None
            return memory.last.scope, memory.last.need
        return Scope(), None

    def _funding(self, ask: Ask, memory: Memory) -> Scope | None:
        """The track that pays for a service, where the last answer spoke of it and a day is asked for, which the
        service has none of."""
        if ask.sure_topics != (_DATES,) or memory.last is None:
            return None
        paid = [self._programmes.get(programme).funded_by for programme in memory.last.scope.programmes]
        pairs = [(each.programme, each.track) for each in paid if each is not None]
        return Scope((pairs[0][0],), (pairs[0],)) if len(paid) == 1 and set(pairs) & set(memory.about) else None

    def _told_need(
        self, ask: Ask, message: Sequence[Ask]
    ) -> tuple[str, tuple[tuple[str, str | None], ...], bool] | None:
        """The need that the rest of the message tells, for a clause that only asks for whatever helps."""
        if not ask.seeks_help:
            return None
        found = [need for other in message if other is not ask and tells(other) and (need := self._need_of(other))]
        return next((need for need in found if need[2]), found[0] if found else None)

    @staticmethod
    def _new_subject(
        ask: Ask, need: tuple[str, tuple[tuple[str, str | None], ...], bool], last: Resolved, message: Sequence[Ask]
    ) -> bool:
        """Whether a need in a later turn leaves what was spoken of (`チラシも入る？` asks on, `人手不足です` doesn't)."""
        _, pairs, named = need
        if not last.scope.programmes or (ask.operation_said and ask.operation in ("recommend", "list")):
            return True
        if {programme for programme, _ in pairs} & set(last.scope.programmes) or ask.facts.values:
            return False
        if len(message) == 1 and (ask.continues or ask.topics):
            return False
        return named or not elliptical(ask)

    def _completed(self, scope: Scope, message: Sequence[Ask], memory: Memory) -> Scope:
        """The scope with tracks and special cases that the rest of the message names for the same programmes."""
        others = [other.scope for other in message]
        tracks = tuple(
            dict.fromkeys(
                [*scope.tracks, *(pair for other in others for pair in other.tracks if pair[0] in scope.programmes)]
            )
            if not scope.tracks
            else scope.tracks
        )
        specials = tuple(
            dict.fromkeys(
                [*scope.specials, *(pair for other in others for pair in other.specials if pair[0] in scope.programmes)]
            )
        )
        last = memory.last.scope if memory.last else Scope()
        if not tracks and last.ambiguous and set(scope.programmes) < set(last.programmes):
            # `通常枠は?` of several programmes, and now it is said of which.
            tracks = tuple(pair for pair in last.tracks if pair[0] in scope.programmes)
        if specials and last.programmes[:1] == scope.programmes[:1]:
            own = tuple(pair for pair in last.tracks if pair[0] in scope.programmes)
            if not tracks or tracks == own:
                tracks = own
                if scope.adds:
                    specials = tuple(dict.fromkeys([*last.specials, *specials]))
        return Scope(scope.programmes, tracks, specials, scope.ambiguous)

    def _settled(
        self,
        ask: Ask,
        operation: Operation,
        amounts: Sequence[Amount],
        topics: Sequence[str],
        scope: Scope,
    ) -> Operation:
        """The operation, now that amounts and programmes are known."""
        roles = {amount.role for amount in amounts}
        if operation == "list" and ask.how_much and "cost" in roles and self._grants(scope):
            return "calculate"  # `…。全部でいくら？` sums up
        cost_told = any(amount.role == "cost" and amount.certain for amount in amounts)
        bare = ask.bare and ask.sure_topics in ((), (_NAME_ALONE,)) and not ask.yes_no
        if operation == "lookup" and cost_told and bare and self._grants(scope):
            return "calculate"  # `…を180万円で入れます。補助は？`
        if operation in ("lookup", "recommend") and "cost" in roles:
            certain = [a for a in ask.amounts if a.role == "cost" and a.certain]
            how_much = ask.how_much and (
                set(ask.sure_topics) <= _ABOUT_A_PLAN or (certain and "rate" not in ask.sure_topics)
            )
            loose = [
                a for a in ask.amounts if a.role == "cost" and not ask.asks_something and "rate" not in ask.sure_topics
            ]
            plain = set(ask.sure_topics) <= _ABOUT_A_PLAN and not ask.asks_something
            # `300万円かけたら補助200万円になる？`: a cost, and what is believed to come of it.
            claimed = ask.yes_no and (len(ask.amounts) > 1 or cost_told) and any(f.kind == "yen" for f in ask.stated)
            if (how_much or loose or claimed or (certain and plain)) and self._grants(scope):
                return "calculate"
        # `補助額100万円ほしい`: a grant that words beside it say is wanted asks for its cost.
        wished = any(a.role in ("target", "budget") and a.certain for a in ask.amounts) and not ask.asks_something
        plain_wish = wished and set(ask.sure_topics) <= _ABOUT_A_PLAN
        wants_cost = ask.how_much_cost or ((plain_wish or not ask.sure_topics) and "cost" not in roles)
        reversible = operation in ("lookup", "calculate") and bool(roles & {"target", "budget"})
        if wants_cost and reversible and self._grants(scope):
            return "invert"
        return operation

    def _grants(self, scope: Scope) -> bool:
        found = [self._programmes.get(programme) for programme in scope.programmes]
        return any(programme.kind == "subsidy" or programme.funded_by for programme in found)


def _tells_who_asks(ask: Ask) -> bool:
    """A clause that only tells where the question comes from (`窓口で聞かれています`)."""
    told = ask.sure_topics == (_CONTACT,) and not (ask.asks_in_words or ask.bare or ask.operation_said)
    return told and not ask.scope.programmes and ends_in_predicate(ask.text.rstrip("。 "))


def _tells_a_term(ask: Ask) -> bool:
    """A clause that names a term of the plan and asks nothing of it (`率は普通ので`, `特例は無しで`)."""
    about = set(ask.sure_topics)
    asks = ask.asks_something or ask.how_much or ask.operation_said or ask.small_talk or ask.decline
    return bool(about) and about <= _TERMS and not asks and not ask.text.rstrip("。 ").endswith(_ENDS_ASKING)
