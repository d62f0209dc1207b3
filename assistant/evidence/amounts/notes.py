"""What an amount rests on, and what has to be said beside it."""

from __future__ import annotations

from assistant.calculator.result import CalculationResult
from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge


def amount_notes(knowledge: Knowledge, item: Resolved, result: CalculationResult) -> list[str]:
    """What the amounts rest on, the person's own facts first."""
    every = [text for text in result.calculation.assumptions if text not in result.framing]
    for each in result.scenarios:
        shared = all(
            set(each.calculation.assumptions) == set(other.calculation.assumptions) for other in result.scenarios
        )
        track = knowledge.track(each.calculation.programme, each.calculation.track)
        own = f"{track.names.official}：" if track and result.calculation.track is None and not shared else ""
        for text in each.calculation.assumptions:
            everywhere = all(text in other.calculation.assumptions for other in result.scenarios)
            if text not in each.framing and text not in each.same_for:
                every.append(text if everywhere else f"{own}{text}")
    every += [reason for reason in result.unknown if not any(reason in text for text in every)]
    tax = [entry.say for entry in knowledge.vocabulary.quantities.cautions if item.says(entry.words)]
    return list(dict.fromkeys([*fact_notes(knowledge, item, result), *tax, *every]))


def fact_notes(knowledge: Knowledge, item: Resolved, result: CalculationResult) -> list[str]:
    """What of the facts that were told decides nothing, as the documents don't say how, and what was assumed."""
    deciding = {question.key for question in result.deciding}
    found = [
        cue.undecided.say.format(n=item.facts.values[cue.fact])
        for cue in knowledge.vocabulary.facts
        if cue.undecided and cue.undecided.fact in deciding and cue.fact in item.facts.values
    ]
    for key, word in item.facts.assumed.items():
        if key in knowledge.programmes.facts and key in item.facts.values:
            meant = knowledge.programmes.facts[key].say(item.facts.values[key])
            found.append(f"「{word}」は、{meant}として計算しました。")
    return found
