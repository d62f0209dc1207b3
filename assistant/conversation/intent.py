"""What is wanted done in the end: an amount in a question that doesn't ask for one may still want a calculation."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.evidence.figure_kinds import RATES
from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.language.operations import Operation

ABOUT_A_PLAN = {"costs", "ceiling", "fee", "specials", "requirements"}
"""Words of these topics stand in a plan that asks nothing else (`経費600万円、最低賃金近傍`)."""
OF_NO_PLAN = frozenset({"dates", "contact", "url"})
"""Topics of which the same is said whatever is planned or needed."""
_OUTCOME = "outcome"
_GRANTED = "ceiling"
_MENU = "menu"
_COSTS = "costs"
NAME_ALONE = "overview"
"""What a name alone asks for."""


def settled_operation(ask: Ask, operation: Operation, amounts: Sequence[Amount], *, grants: bool) -> Operation:
    """The operation, now that amounts and programmes are known. `grants` says whether any of these pays a grant."""
    if not grants:
        return operation
    roles = {amount.role for amount in amounts}
    if ask.yes_no and {"cost", "budget"} <= roles and not set(ask.sure_topics) & OF_NO_PLAN:
        return "calculate"  # `自己負担は1,000万円まで。2,000万円の機械なら収まりますか`
    if "cost" in roles and _wants_grant(ask, operation, amounts):
        return "calculate"
    return "invert" if _wants_cost(ask, operation, roles) else operation


def _wants_grant(ask: Ask, operation: Operation, amounts: Sequence[Amount]) -> bool:
    """Whether the grant for a cost is wanted, whatever the words seem to ask for."""
    if operation in ("list", "date") and ask.how_much:
        return True  # `…。全部でいくら？` sums up, and `補助いくらで締切いつ？` asks both
    topics = set(ask.sure_topics)
    told = any(a.role == "cost" and (a.certain or a not in ask.amounts) for a in amounts)
    if ask.how_much and "rate" not in topics and not topics & OF_NO_PLAN and any(map(_by_time, amounts)):
        return True  # `月1万5千円を3年契約した場合、対象になるのは何か月分でいくら分？`
    # `補助率2/3で計算して` tells the rate.
    tells_rate = any(figure.kind in RATES for figure in ask.stated) and not ask.asks_something
    given = {"rate"} if tells_rate or ask.by_rate else set()
    given |= {_MENU} if told else set()  # `投資額72億円。メニュー表の数字で当てはめると`
    if operation in ("lookup", "list") and told and _speaks_of_the_grant(ask, given):
        return True
    if operation == "lookup" and ask.yes_no and (ask.measured or ask.of_floor):
        return True  # `4,000万円の設備です。上限に当たりますか？`
    if operation not in ("lookup", "recommend"):
        return False
    own = [amount for amount in ask.amounts if amount.role == "cost"]
    certain = any(amount.certain for amount in own)
    if operation == "lookup":
        if told and ask.bare and ask.sure_topics in ((), (NAME_ALONE,)) and not ask.yes_no:
            return True  # `…を180万円で入れます。補助は？`
        if not ask.amounts and _supposes(ask):
            return True  # `A社は300万円、B社は400万円。B社だと？`
    if own and _OUTCOME in topics and topics - {_OUTCOME, "rate"} <= ABOUT_A_PLAN:
        return True  # `8万円のソフトを買うとどうなる？`
    if ask.how_much and (topics - given <= ABOUT_A_PLAN or (certain and "rate" not in topics)):
        return True
    if own and not ask.asks_something and "rate" not in topics - given:
        return True
    if ask.amounts and all(amount.role == "bound" for amount in ask.amounts) and "rate" in topics - given:
        return False  # `1,500万を超えるところは率が下がるんですよね`
    # `300万円かけたら補助200万円になる？`: a cost, and what is believed to come of it.
    return ask.yes_no and (len(ask.amounts) > 1 or told) and any(figure.kind == "yen" for figure in ask.stated)


def _speaks_of_the_grant(ask: Ask, given: Collection[str]) -> bool:
    """Whether a clause asks for nothing beside the grant (`タブレット18万円、レジ44万円。補助の合計は？`)."""
    topics = set(ask.sure_topics) - ({NAME_ALONE} if ask.bare else set())
    # `何割出て、いくらになる？`: the working of the amount tells the rate.
    worked = {"rate"} if ask.wants_outcome or _GRANTED in topics else given
    confirms = ask.yes_no and (ask.rest or ask.mentions)
    return (ask.wants_grant or ask.wants_outcome) and topics - set(worked) <= {_GRANTED} and not confirms


def _wants_cost(ask: Ask, operation: Operation, roles: Collection[str]) -> bool:
    """Whether the cost of a grant wanted, or what a budget allows, is wanted."""
    # `補助金500万円を確保したい。投資額はいくら必要？`
    aims_high = ask.how_much_cost and "cost" not in roles and "ceiling" in roles
    if operation not in ("lookup", "calculate") or not (aims_high or {"target", "budget"} & set(roles)):
        return False
    # `補助額100万円ほしい`: a grant that words beside it say is wanted asks for its cost.
    wished = any(a.role in ("target", "budget") and a.certain for a in ask.amounts) and not ask.asks_something
    # `補助は120万円ほしい。経費は？`
    named = ask.bare and set(ask.sure_topics) <= {NAME_ALONE, _COSTS}
    plain = not ask.sure_topics or named or (wished and set(ask.sure_topics) <= ABOUT_A_PLAN)
    return ask.how_much_cost or (plain and "cost" not in roles)


def _by_time(amount: Amount) -> bool:
    """Whether an amount is a cost that is paid by the month or the year for a time that is told."""
    return amount.role == "cost" and amount.price is not None and amount.price.months is not None


def _supposes(ask: Ask) -> bool:
    """A clause that only supposes something of a plan (`B社だと？`)."""
    asks = ask.sure_topics or ask.asks_something or ask.operation_said or ask.small_talk or ask.decline
    return ask.supposes and not asks
