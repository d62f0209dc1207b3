"""What is wanted done in the end: an amount in a question that doesn't ask for one may still want a calculation."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.amounts import Amount
from assistant.question.ask import Ask
from assistant.question.language.operations import Operation

ABOUT_A_PLAN = {"costs", "ceiling", "fee", "specials", "requirements"}
"""Words of these topics stand in a plan that asks nothing else (`経費600万円、最低賃金近傍`)."""
_SUPPOSING = ("だと", "なら", "だったら", "にしたら", "にすると", "やと", "やったら", "の場合", "だとどう")
_OUTCOME = "outcome"
_GRANTED = "ceiling"
NAME_ALONE = "overview"
"""What a name alone asks for."""


def settled_operation(ask: Ask, operation: Operation, amounts: Sequence[Amount], *, grants: bool) -> Operation:
    """The operation, now that amounts and programmes are known. `grants` says whether any of these pays a grant."""
    roles = {amount.role for amount in amounts}
    # `補助率2/3で計算して` tells the rate.
    told = {"rate"} if any(f.kind in ("slash", "rate") for f in ask.stated) and not ask.asks_something else set()
    if operation == "list" and ask.how_much and "cost" in roles and grants:
        return "calculate"  # `…。全部でいくら？` sums up
    cost_told = any(a.role == "cost" and (a.certain or a not in ask.amounts) for a in amounts)
    # `何割出て、いくらになる？`: the working of the amount tells the rate.
    outcome = {"rate"} if ask.wants_outcome or _GRANTED in ask.sure_topics else told
    sure = set(ask.sure_topics) - ({NAME_ALONE} if ask.bare else set())
    about_grant = (ask.wants_grant or ask.wants_outcome) and sure - outcome <= {_GRANTED}
    about_grant = about_grant and not (ask.yes_no and (ask.rest or ask.mentions))
    if operation in ("lookup", "list") and cost_told and about_grant and grants:
        return "calculate"  # `タブレット18万円、レジ44万円。補助の合計は？`
    bare = ask.bare and ask.sure_topics in ((), (NAME_ALONE,)) and not ask.yes_no
    if operation == "lookup" and cost_told and bare and grants:
        return "calculate"  # `…を180万円で入れます。補助は？`
    if operation == "lookup" and "cost" in roles and not ask.amounts and _supposes(ask) and grants:
        return "calculate"  # `A社は300万円、B社は400万円。B社だと？`
    if operation == "date" and "cost" in roles and ask.how_much and grants:
        return "calculate"  # `補助いくらで締切いつ？`
    if operation in ("lookup", "recommend") and "cost" in roles:
        certain = [a for a in ask.amounts if a.role == "cost" and a.certain]
        becomes = _OUTCOME in ask.sure_topics and any(a.role == "cost" for a in ask.amounts)
        if becomes and set(ask.sure_topics) - {_OUTCOME, "rate"} <= ABOUT_A_PLAN and grants:
            return "calculate"  # `8万円のソフトを買うとどうなる？`
        how_much = ask.how_much and (
            set(ask.sure_topics) - told <= ABOUT_A_PLAN or (certain and "rate" not in ask.sure_topics)
        )
        loose = [
            a for a in ask.amounts if a.role == "cost" and not ask.asks_something and "rate" not in ask.sure_topics
        ]
        plain = set(ask.sure_topics) <= ABOUT_A_PLAN and not ask.asks_something
        # `300万円かけたら補助200万円になる？`: a cost, and what is believed to come of it.
        claimed = ask.yes_no and (len(ask.amounts) > 1 or cost_told) and any(f.kind == "yen" for f in ask.stated)
        if (how_much or loose or claimed or (certain and plain)) and grants:
            return "calculate"
    # `補助額100万円ほしい`: a grant that words beside it say is wanted asks for its cost.
    wished = any(a.role in ("target", "budget") and a.certain for a in ask.amounts) and not ask.asks_something
    plain_wish = wished and set(ask.sure_topics) <= ABOUT_A_PLAN
    wants_cost = ask.how_much_cost or ((plain_wish or not ask.sure_topics) and "cost" not in roles)
    # `補助金500万円を確保したい。投資額はいくら必要？`
    aimed = {"target", "budget", *(("ceiling",) if ask.how_much_cost and "cost" not in roles else ())}
    reversible = operation in ("lookup", "calculate") and bool(roles & aimed)
    if wants_cost and reversible and grants:
        return "invert"
    return operation


def _supposes(ask: Ask) -> bool:
    """A clause that only supposes something of a plan (`B社だと？`)."""
    asks = ask.sure_topics or ask.asks_something or ask.operation_said or ask.small_talk or ask.decline
    return not asks and ask.text.rstrip("?。 は").endswith(_SUPPOSING)
