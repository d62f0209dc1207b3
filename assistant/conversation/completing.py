"""One clause while what it leaves out is filled in: facts, topics and amounts, of the message and of earlier turns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.conversation.asked_again import asked_of_another, asked_of_which
from assistant.conversation.changing import adds_another_thing, components_of
from assistant.conversation.intent import ABOUT_A_PLAN, NAME_ALONE, settled_operation
from assistant.conversation.leaning import (
    CALCULATING,
    compares_only,
    elliptical,
    goes_with,
    lasting,
    told_beside,
    with_topics_of,
)
from assistant.conversation.memory import SAME_FOR_ALL, Memory, Resolved
from assistant.conversation.recounting import count_of, supposes_count
from assistant.conversation.situations import as_told
from assistant.conversation.subjects import Subject
from assistant.conversation.telling import TERMS
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.language.amount_roles import QuantityCues
from ingest.japanese.figures import figures

_GRANTED = "ceiling"
_TRACKS = "tracks"
_TOLD_WITH_A_CASE = (("changes",), ("specials",), ("outcome",))
_TOLD_OF_A_CEILING = (("ceiling",), ("specials",))
_PRICE = "fee"
_RATE = "rate"
_ABOUT_MONEY = {_GRANTED, _PRICE, "rate"}
_PLANNED = ("cost", "target", "budget")


class Completion:
    """Completes one clause. `grants` says whether any of its programmes pays a grant, `turning` what the
    rules of its track turn on, `apart` whether it asks for something of its own, though it names no topic."""

    def __init__(
        self,
        ask: Ask,
        message: Sequence[Ask],
        subject: Subject,
        memory: Memory,
        *,
        grants: bool,
        turning: Collection[str] = (),
        apart: bool = False,
    ) -> None:
        self._apart = apart
        self._described = subject.described
        self._own = self._ask = ask
        self._message = message
        self._memory = memory
        self._last = memory.last
        self._grants = grants
        self._turning = turning
        self._need = subject.need
        dropped = {pair for other in (ask, *message) for pair in other.unused}
        kept = tuple(pair for pair in subject.scope.specials if pair not in dropped)
        self._plain = any(other.uses_no_special or other.ordinary for other in (ask, *message))
        if self._plain and not ask.scope.specials:
            kept = ()
        self._scope = replace(subject.scope, specials=kept)
        self._carried = ["programme"] if subject.carried else []
        self._returns = any(other.returns for other in message)
        self._same_programme = bool(self._last and set(self._scope.programmes) & set(self._last.scope.programmes))
        self._facts, self._amounts = ask.facts, ask.amounts
        self._topics, self._operation = ask.topics, ask.operation
        self._goes_on = False

    def resolved(self, units: Mapping[str, Sequence[str]], quantities: QuantityCues) -> Resolved:
        """The clause with everything filled in. `units` are the units in which facts are counted, by fact, and
        `quantities` the words that tell amounts."""
        self._fill_facts()
        self._fill_counts(units, quantities)
        self._fill_topics(units, quantities)
        before: tuple[str, ...] = ()
        if self._last and self._carried and not self._returns:
            before = (self._last.ask.text, *self._last.before)
        self._amounts = self._told_amounts()
        self._fill_amounts()
        if self._memory.sales and self._seeks_what_fits():
            self._message = [*self._message, as_told(self._memory.sales)]
        operation = settled_operation(self._ask, self._operation, self._amounts, grants=self._grants)
        if operation == "invert" and not {"target", "budget"} & {amount.role for amount in self._amounts}:
            self._amounts = tuple(replace(a, role="target") if a.role == "ceiling" else a for a in self._amounts)
        return Resolved(
            self._ask,
            self._scope,
            self._facts,
            self._amounts,
            self._topics,
            operation,
            tuple(self._carried),
            self._need,
            tuple(self._message),
            self._memory.closing,
            before,
            described=self._described,
        )

    def _seeks_what_fits(self) -> bool:
        """Whether it asks for whatever fits a firm of the size told before (`どれが合う？`)."""
        ask = self._own
        seeks = ask.seeks_help or (ask.operation_said and ask.operation == "recommend")
        return seeks and not (ask.scope.programmes or ask.amounts or self._need)

    def _fill_facts(self) -> None:
        for other in told_beside(self._ask, self._message):
            self._facts = self._facts.merged_over(other.facts)
        if self._ask.ordinary:
            return
        self._facts = self._facts.merged_over(lasting(self._memory.facts, self._same_programme))

    def _fill_counts(self, units: Mapping[str, Sequence[str]], words: QuantityCues) -> None:
        """A count without words of its own in a clause with a topic of its own, or beside it: one that is supposed anew
        (`4つに増やせば上限は`, `12者なら最大いくら`), or the first that is told (`20社の組合です。上限は`)."""
        if not set(self._ask.sure_topics) & _ABOUT_MONEY:
            return
        for other in (self._ask, *(each for each in self._message if each.asks_nothing)):
            supposed = self._same_programme and supposes_count(other.text, words.changes)
            if supposed or self._tells_first(other, units, words):
                self._facts = count_of(other, self._memory, units, self._turning).merged_over(self._facts)

    def _tells_first(self, other: Ask, units: Mapping[str, Sequence[str]], words: QuantityCues) -> bool:
        """Whether a clause tells how many there are, and not of people, where no count was told before."""
        people = any(figure.unit in words.people for figure in figures(other.text))
        return not people and not any(key in units for key in self._facts.values)

    def _fill_topics(self, units: Mapping[str, Sequence[str]], quantities: QuantityCues) -> None:
        """Topics and operation: of the last turn, where the clause goes on with it."""
        tells_a_case = any(other.scope.specials or other.facts.values for other in self._message)
        calculated = self._last is not None and self._last.operation in CALCULATING
        told_with = self._ask.sure_topics in _TOLD_WITH_A_CASE or (
            self._ask.varies and not self._ask.measured and self._ask.sure_topics == (_GRANTED,)
        )
        about_a_case = tells_a_case and told_with
        replanned = calculated and any(other.amount("cost") for other in self._message if other is not self._own)
        plainly = set(self._ask.sure_topics) <= TERMS and (
            (self._plain and not self._ask.asks_something)
            or (
                replanned
                and (self._ask.sure_topics == (_RATE,) or not (self._ask.asks_something or self._ask.asks_in_words))
            )
        )
        told_again = self._ask.pieces is not None or self._ask.says(quantities.difference)
        about_the_plan = told_again and set(self._ask.sure_topics) <= {_GRANTED, _PRICE} and not self._ask.wants_limit
        if calculated and (about_a_case or plainly or about_the_plan):
            # `課税事業者になります。それなら変わります？`, `特例なしだと？`, `700万になりました。率はそのままで？`,
            # `両方の差額は`, `2台目も同じ値段で買うと？`
            self._ask = replace(self._ask, topics=(), topic_scores={})
        ask = self._ask
        self._topics, self._operation = ask.topics, ask.operation
        self._goes_on = self._leaves_out_topic(replanned=replanned)
        of_last = "programme" in self._carried or (self._last is not None and self._scope == self._last.scope)
        if self._last and of_last and (which := asked_of_which(ask, self._last)):
            self._ask, self._scope = which, which.scope
            self._topics, self._operation = which.topics, which.operation
            self._carried.append("topic")
        elif self._goes_on and self._picks_a_track():
            self._set_topics((NAME_ALONE,))
        elif self._goes_on and (money := self._money()):
            self._set_topics((money,))
        elif self._goes_on and self._claims_ceiling():
            self._set_topics((_GRANTED,))
        elif self._goes_on and not ask.everything:
            assert self._last is not None
            if self._last.operation not in CALCULATING:  # the words of a plan (`経費`) are no questions
                self._ask = asked_of_another(ask, self._last) or with_topics_of(ask, self._last)
                if (ask.alike or ask.unlike) and not ask.facts.values and len(self._memory.asked) > 1:
                    scores = dict.fromkeys(self._memory.asked, 1.0)  # `上限は？`, `率は？`, `中堅向けも同じ？`
                    self._ask = replace(self._ask, topics=self._memory.asked, topic_scores=scores)
            self._topics = self._ask.topics if self._ask.sure_topics else self._last.topics
            self._operation = self._last.operation
            if self._topics or self._operation != "lookup":
                self._carried.append("topic")
            counted = count_of(ask, self._memory, units, self._turning)
            self._facts = counted.merged_over(self._facts)
            self._ask = replace(self._ask, facts=counted.merged_over(self._ask.facts))
            if counted.values and self._last.operation not in CALCULATING:
                # `10社だと`: what it is the number of, and of which part, was said before.
                self._message = [*self._message, *self._last.message]
        elif self._compares():
            assert self._last is not None
            self._ask = replace(with_topics_of(ask, self._last, always=True), operation="compare")
            self._topics, self._operation = self._ask.topics, self._ask.operation
            self._carried.append("topic")
        elif ask.asks_whether and any(other.prepares for other in self._message):
            # `資料が揃うのは5月10日ごろ。ものづくりは無理？`
            self._set_topics(("dates",))
            self._operation = "date"
        elif ask.bare and self._scope.programmes and not self._topics and not ask.amounts:
            self._set_topics((NAME_ALONE,))
        if ask.seeks_help and self._need and "programme" in self._carried:
            self._operation = "recommend"  # `…を入れたい` and, a turn later, `補助金は？`
        plan = any(amount.role in _PLANNED for amount in self._ask.amounts)
        if self._ask.asks_nothing and plan and not (self._scope.programmes or self._carried):
            self._operation = "calculate"  # A plan without a programme: it is computed once one is named.

    def _picks_a_track(self) -> bool:
        """`二つ目のをもう少し詳しく` after the tracks of a programme: what that one is, not the list again."""
        ask, last = self._ask, self._last
        listed = last is not None and last.topics[:1] == (_TRACKS,) and not last.scope.tracks
        brings = ask.facts.values or ask.amounts or ask.yes_no or ask.which
        return listed and len(ask.scope.tracks) == 1 and not brings

    def _compares(self) -> bool:
        """Whether the clause compares what the turns before spoke of, in what they asked."""
        told = self._last is not None and bool(self._last.topics) and "programme" in self._carried
        several = len(self._scope.programmes) > 1 or len(self._scope.tracks) > 1
        return told and compares_only(self._ask) and (self._ask.operation_said or several)

    def _set_topics(self, topics: tuple[str]) -> None:
        self._topics = topics
        self._ask = replace(self._ask, topics=topics, topic_scores=dict.fromkeys(topics, 1.0))

    def _leaves_out_topic(self, *, replanned: bool) -> bool:
        """Whether the clause goes on with the last turn's topic, as it has none of its own; `replanned`, whether a
        plan that was computed is told anew beside it."""
        ask = self._ask
        fresh_need = self._need is not None and "programme" not in self._carried
        cases = bool(ask.facts.open or ask.facts.beside) and ask.operation in ("list", "compare")
        says_nothing = not (
            ask.sure_topics or (ask.operation_said and not cases) or ask.small_talk or ask.decline or self._returns
        )
        if not says_nothing or self._last is None or fresh_need or self._apart or self._compares():
            return False
        if self._described or (ask.beyond and ask.mentions):
            return False  # `もっと手を動かすのは？` asks what that is
        if self._last.operation == "compare" and ask.yes_no and not (ask.alike or ask.unlike):
            return False  # `両方申請できる？` after a comparison compares nothing
        # `年商12億です。` asked nothing that a plan told next could go on with, and a day has no cost.
        planned = ask.amount(*_PLANNED) and (_only_told(self._last) or self._last.operation in SAME_FOR_ALL)
        return (elliptical(ask) or replanned) and not planned

    def _money(self) -> str | None:
        """`それはいくら？` after something else than an amount: what is paid out of a grant, what a service costs."""
        ask, last = self._ask, self._last
        if not (ask.how_much and self._scope.programmes and last) or ask.amounts or last.amounts or ask.facts.values:
            return None
        if last.operation in CALCULATING or set(last.topics[:1]) & _ABOUT_MONEY:
            return None
        wanted = _GRANTED if self._grants else _PRICE
        return wanted if wanted in ask.topics else None

    def _claims_ceiling(self) -> bool:
        """`合わせて150万ですよね？` after a ceiling or what a special case adds: what they come to together."""
        ask, last = self._ask, self._last
        about = last is not None and last.operation not in CALCULATING and last.topics[:1] in _TOLD_OF_A_CEILING
        return about and ask.asserts and bool(ask.amounts) and not any(amount.certain for amount in ask.amounts)

    def _told_amounts(self) -> tuple[Amount, ...]:
        """The amounts of the clause, and those of other roles that the rest of the message tells."""
        ask = self._ask
        amounts = ask.amounts
        told = [amount for other in self._message if other is not ask for amount in other.amounts]
        roles = {amount.role for amount in amounts}
        return (*amounts, *(amount for amount in told if amount.role not in roles))

    def _fill_amounts(self) -> None:
        """The plan of the last turn, where the clause goes on with it."""
        last = self._last
        if last is None:
            return
        planned = any(amount.role in _PLANNED for amount in self._amounts)
        if self._own.amount("cost") and self._same_programme:
            self._message = [*self._message, *_still_bought(self._message, self._memory.bought)]
        added = adds_another_thing(self._own, components_of(last.message))
        if added and last.operation in CALCULATING and self._same_programme:
            self._message = [*self._message, *(replace(as_told(ask), how_much=False) for ask in last.message)]
        if last.operation in CALCULATING and goes_with(self._ask, self._operation):
            roles = {amount.role for amount in self._amounts}
            missing = [amount for amount in last.amounts if amount.role not in roles]
            if missing and not planned:
                self._carry_amounts(missing)
                self._facts, others = _rebought(self._message, last, self._facts)
                self._message = [*self._message, *others]
        elif self._asks_what_it_comes_to():
            # `…を40万円で契約したい。…` and, a turn later, `いくらになる？`
            costs = [amount for amount in last.amounts if amount.role == "cost" and amount.certain]
            if costs and not planned:
                self._ask, self._topics = self._own, self._own.topics
                self._carry_amounts(costs)
                self._message = [*self._message, *last.message]
        only = self._amounts[0] if len(self._amounts) == 1 else None
        if self._goes_on and last.amounts and only and only.role == "cost":
            # `1,500万円でいいなら？` after a question about a grant wanted is another grant wanted.
            wanted = {amount.role for amount in last.amounts}
            if "cost" not in wanted and len(wanted) == 1:
                self._amounts = (replace(only, role=last.amounts[0].role),)

    def _asks_what_it_comes_to(self) -> bool:
        """Whether the clause asks, of the programme spoken of, how much a plan told before is granted."""
        own = self._own
        about_a_plan = own.how_much and set(own.sure_topics) <= ABOUT_A_PLAN and not own.wants_limit
        return about_a_plan and self._same_programme

    def _carry_amounts(self, amounts: Sequence[Amount]) -> None:
        self._amounts = (*self._amounts, *amounts)
        self._carried.append("amount")


def _only_told(last: Resolved) -> bool:
    """Whether a turn told something and asked nothing that the next could go on with."""
    went_on_with = last.ask.scope.programmes or last.need or last.carried
    return last.ask.asks_nothing and not went_on_with and last.operation not in CALCULATING


def _rebought(message: Sequence[Ask], previous: Resolved, facts: Facts) -> tuple[Facts, Sequence[Ask]]:
    """The same price for another thing (`レジなら？` after `パソコン30万円`), and the clauses that still hold."""
    named = list(dict.fromkeys(thing for ask in message for thing in ask.bought))
    told = previous.facts.components
    if len(named) != 1 or len(told) != 1 or named[0] in told:
        return facts, previous.message
    costs = dict.fromkeys(named, next(iter(told.values())))
    return replace(facts, components=costs), [ask for ask in previous.message if not ask.bought]


def _still_bought(message: Sequence[Ask], before: Sequence[Ask]) -> list[Ask]:
    """The clauses that say what is bought, where only its price is told anew (`30万のにしたら` after `パソコン18万円`)."""
    naming = [ask for ask in before if ask.bought]
    if any(ask.bought for ask in message) or len({thing for ask in naming for thing in ask.bought}) != 1:
        return []
    return [replace(as_told(ask), how_much=False, amounts=(), facts=Facts()) for ask in naming]
