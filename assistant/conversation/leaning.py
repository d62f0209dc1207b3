"""How a clause leans on others: what it leaves out, what lasts from turn to turn, and clauses put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.conversation.memory import Memory, Resolved
from assistant.question.ask import Ask
from assistant.question.facts import Facts
from assistant.question.scopes import Scope

CALCULATING = ("calculate", "invert")
# Facts about the person hold for the whole conversation; the others only for the programme they were said of.
_PERSONAL = ("applicant", "deficit", "near_min_wage", "employees")
_SHORT = 14
_LEFT_OPEN = ("は", "も", "では", "だと", "なら", "って")
"""What ends a clause that leaves out what is asked of what it names (`間接は？`)."""


def elliptical(ask: Ask) -> bool:
    """Whether a clause without a topic leans on what went before: it is short, or brings a new case."""
    brings = bool(ask.scope.programmes or ask.scope.tracks or ask.scope.specials or ask.amounts or ask.facts.values)
    brings = brings or bool(ask.unused or ask.facts.open)
    return brings or ask.continues or ask.corrects or len(ask.text) <= _SHORT


def with_topics_of(ask: Ask, last: Resolved, *, always: bool = False) -> Ask:
    """The ask with the topics of the last one, where that asked for several at once."""
    sure = last.ask.sure_topics
    if len(sure) > 1:
        return replace(ask, topics=last.ask.topics, topic_scores=last.ask.topic_scores)
    if always and last.topics:
        return replace(ask, topics=last.topics[:1], topic_scores={last.topics[0]: 1.0})
    return ask


def lists_only(ask: Ask) -> bool:
    """`何がある?`: wants a list, and leaves to the clause before of what."""
    lists = ask.operation in ("list", "recommend") and ask.operation_said
    return lists and not (ask.scope.programmes or ask.sure_topics or ask.amounts) and len(ask.text) <= _SHORT


def names_only(ask: Ask) -> bool:
    """`カタログの方は?`: names what else is asked about, and leaves to the clause before what is asked of it."""
    said = ask.sure_topics or ask.amounts or ask.operation_said or ask.facts.values
    return ask.bare and bool(ask.scope.programmes) and not said


def likened(asks: Sequence[Ask]) -> list[Ask]:
    """The clauses with what is only named and the question whether that is the same in one (`持続化は？同じところ？`)."""
    kept: list[Ask] = []
    for ask in asks:
        before = kept[-1] if kept else None
        asks_only_that = (ask.alike or ask.unlike) and not (ask.scope.programmes or ask.sure_topics)
        if before and names_only(before) and asks_only_that:
            text = f"{before.text.rstrip('?。 ')}{ask.text}"
            kept[-1] = replace(ask, text=text, scope=before.scope, mentions=before.mentions)
        else:
            kept.append(ask)
    return kept


def goes_on_within(ask: Ask) -> bool:
    """Whether a clause leaves to the clause before what is asked: it names another thing, tells another case or asks
    which track it is, and says no more (`期間は？ 企業と組むほうは？`, `車は買える？ どの枠？`)."""
    if names_only(ask):
        return True
    brings = ask.scope.programmes or ask.scope.specials or ask.facts.values or ask.rest or ask.which
    says = (
        ask.sure_topics or ask.amounts or ask.operation_said or ask.how_much or (ask.asks_something and not ask.which)
    )
    left_open = ask.text.rstrip("?。 ").endswith(_LEFT_OPEN) or ask.which
    return bool(brings) and not says and left_open and len(ask.text) <= _SHORT


def compares_only(ask: Ask) -> bool:
    """`どっちが早い？`: compares, and leaves to the turns before what and in what."""
    return compares_subjects(ask) and not ask.sure_topics


def compares_subjects(ask: Ask) -> bool:
    """`どっちの上限が高い？`, `一番早いのどれ`: compares, and leaves to the turns before what."""
    compares = (ask.operation == "compare" and ask.operation_said) or (ask.foremost and ask.which)
    return compares and not ask.scope.programmes


def compared_subjects(memory: Memory) -> Scope | None:
    """The subjects that were asked about one by one in the turns before, as one: all that the same was asked of, two
    at least."""
    turns = [item for item in memory.past if len(item.scope.programmes) == 1 and len(item.scope.tracks) < 2]
    if len(turns) < 2 or turns[0] is not memory.past[0]:
        return None
    alike = list(takewhile(lambda item: item.topics[:1] == turns[0].topics[:1], turns))
    scopes = [item.scope for item in reversed(alike if len(alike) > 2 else turns[:2])]
    owners = Counter(scope.programmes for scope in scopes)
    if any(owners[scope.programmes] > 1 and not scope.tracks for scope in scopes):
        return None
    return Scope(
        tuple(dict.fromkeys(programme for scope in scopes for programme in scope.programmes)),
        tuple(dict.fromkeys(pair for scope in scopes for pair in scope.tracks)),
    )


def told_beside(ask: Ask, message: Sequence[Ask]) -> list[Ask]:
    """The other clauses whose facts hold for one: not those of a later question (`率は？ 小規模だと変わる？`)."""
    place = next((index for index, other in enumerate(message) if other is ask), len(message))
    return [
        other
        for index, other in enumerate(message)
        if other is not ask
        and (index < place or not (goes_on_within(other) or (other.asks_in_words and other.asks_something)))
    ]


def goes_with(ask: Ask, operation: str) -> bool:
    """Whether earlier amounts still matter: a calculation goes on, or is asked for again."""
    return operation in (*CALCULATING, "compare") and (ask.operation_said or not ask.sure_topics or ask.continues)


def lasting(facts: Facts, same_programme: bool) -> Facts:
    if same_programme:
        return facts
    kept = {key: value for key, value in facts.values.items() if key in _PERSONAL}
    assumed = {key: word for key, word in facts.assumed.items() if key in kept}
    return Facts(kept, assumed, not_applicant=facts.not_applicant)


def joined(asks: Sequence[Ask]) -> Ask:
    """Several telling clauses as one."""
    first = asks[0]
    facts = first.facts
    for other in asks[1:]:
        facts = other.facts.merged_over(facts)
    named = [ask.scope for ask in asks]
    scope = Scope(
        tuple(dict.fromkeys(programme for item in named for programme in item.programmes)),
        tuple(dict.fromkeys(pair for item in named for pair in item.tracks)),
        tuple(dict.fromkeys(pair for item in named for pair in item.specials)),
        tuple(dict.fromkeys(name for item in named for name in item.ambiguous)),
    )
    # Of a plan that is told, only what someone says to come of it is to be confirmed (`小規模じゃないと言われました`).
    planned = any(ask.amount("cost", "target", "budget") for ask in asks)
    claims = [ask for ask in asks if ask.yes_no and (ask.stated or not planned)]
    return replace(
        first,
        yes_no=bool(claims),
        asserts=any(ask.asserts for ask in claims),
        text="".join(ask.text for ask in asks),
        wishes=any(ask.wishes for ask in asks),
        seeks_help=any(ask.seeks_help for ask in asks),
        scope=scope,
        facts=facts,
        amounts=tuple(amount for ask in asks for amount in ask.amounts),
        mentions=tuple(mention for ask in asks for mention in ask.mentions),
    )


def merged(filled: Sequence[Resolved]) -> list[Resolved]:
    """Asks without repeats: `いくら？ 補助額は？` is one question, `中小なら？ 小規模なら？` are two."""
    kept: list[Resolved] = []
    for item in filled:
        same = [
            other
            for other in kept
            if other.operation == item.operation == "calculate"
            and other.scope == item.scope
            and other.amounts == item.amounts
            and other.facts.agree_with(item.facts)
        ]
        if not same:
            kept.append(item)
    return kept
