"""はい or いいえ before an amount: whether it is the one that the person has in mind, or anything is granted at all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.calculator.result import CalculationResult
from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.reaching import affording_lead, exceeding_lead, floor_lead, reaching_lead
from assistant.evidence.amounts.words import Asked
from assistant.evidence.confirming.verdict import LEADS
from assistant.question.language.amount_roles import QuantityCues
from assistant.question.language.operations import YesNoCues
from assistant.question.polarity import negated

_GRANTED = ("target", "ceiling")
_ENDS = 10
"""Letters behind an amount that only ask whether it is exceeded."""


def amount_lead(item: Resolved, result: CalculationResult, asked: Asked, cues: QuantityCues, yes_no: YesNoCues) -> str:
    """はい or いいえ, where the person states an amount and wants it confirmed, or asks whether one is reached."""
    budget = item.amount("budget")
    if item.ask.yes_no and item.cost and budget and (budget not in item.ask.amounts or item.ask.says(cues.afforded)):
        exceeds = item.ask.says(cues.exceeding) != _denies(item, yes_no)
        return affording_lead(budget.yen, result, exceeds=exceeds)
    if item.ask.yes_no and item.ask.of_floor and item.cost:
        return floor_lead(item, result, cues.under_floor)
    if item.ask.yes_no and item.ask.measured and item.cost:
        plainly = not (asked.own_share or item.ask.says(cues.otherwise_reached) or _denies(item, yes_no))
        meant = item.amount("target") is not None or not item.ask.says(cues.sufficing)
        return reaching_lead(item, result) if plainly and meant else ""
    bound = item.ask.amounts[-1] if item.ask.amounts and item.ask.amounts[-1].role == "bound" else None
    if item.ask.yes_no and item.cost and bound and len(item.ask.text) - bound.span[1] <= _ENDS:
        # `補助は1,500万円を超えますか`
        return "" if asked.own_share or _denies(item, yes_no) else exceeding_lead(bound.yen, result)
    costs = {item.cost.yen} if item.cost else set()
    told = costs | {amount.yen for amount in item.ask.amounts if amount.role in ("cost", "bound")}
    stated = {figure.value for figure in item.ask.stated if figure.kind == "yen"} - told
    stated |= {amount.yen for amount in item.ask.amounts if amount.role == "other"} - costs
    stated |= {budget.yen} if budget and budget in item.ask.amounts else set()  # `自己負担は90万円で合ってる？`
    # `PC20万円で20万円補助？`: what is claimed to be granted may be as much as is paid.
    stated |= {amount.yen for amount in item.ask.amounts if amount.role in _GRANTED}
    if len(stated) > 1:
        stated -= {result.ceiling_yen}  # `上限が100万円になったので、90万円の経費で60万円もらえますよね`
    if not item.ask.yes_no or item.cost is None or not (stated or item.ask.how_much):
        return ""
    made = [each.calculation for each in (result, *result.scenarios)]
    if not stated:
        return _granted_lead(item, result, cues.whole)
    if all(each.subsidy_yen is None and each.subsidy_range_yen is None for each in made):
        return ""  # what can't be computed says nothing of it
    amounts = {each.own_cost_yen if asked.own_share else each.subsidy_yen for each in made}
    spans = [each.subsidy_range_yen for each in made if each.subsidy_range_yen and not asked.own_share]
    if all(value in amounts for value in stated) and not result.scenarios and item.ask.says(cues.at_most):
        return LEADS["yes"]  # `最大1,000万円` is what is computed, whatever less may be granted
    ordinary = (result.calculation.own_cost_yen if asked.own_share else result.calculation.subsidy_yen) in stated
    if ordinary and len(stated) == 1 and not result.at_most:
        return LEADS["yes"]  # what only exceptions change is so, and they are told beside it
    within = any(low <= value <= high for value in stated if isinstance(value, int) for low, high in spans)
    if within or (result.scenarios and any(value in amounts for value in stated)):
        return LEADS["depends"]
    return LEADS["yes" if all(value in amounts for value in stated) else "no"]


def _denies(item: Resolved, cues: YesNoCues) -> bool:
    """Whether what follows the last amount of the question is negated."""
    behind = item.ask.text[max((amount.span[1] for amount in item.ask.amounts), default=0) :]
    return negated(behind, cues.negatives, cues.neutral, cues.only)


def _granted_lead(item: Resolved, result: CalculationResult, whole: Sequence[str]) -> str:
    """はい or いいえ to whether anything is granted at all (`9万円のソフトでも補助は出ますか`), or all of the cost."""
    made = [each.calculation for each in result.scenarios or (result,)]
    if item.ask.asserts or any(each.subsidy_yen is None for each in made):
        return ""
    every = item.ask.says(whole)
    granted = [each.subsidy_yen == each.cost_yen if every else bool(each.subsidy_yen) for each in made]
    if not any(granted):
        return LEADS["no"]
    return LEADS["yes" if all(granted) and not result.at_most else "depends"]
