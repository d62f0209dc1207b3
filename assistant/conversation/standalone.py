"""A question as one that needs no earlier turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.money import format_yen
from assistant.question.ask import Ask
from assistant.question.language.amount_roles import Role

_AMOUNT = "補助額"
# What an amount that was carried over is called.
_ROLES: dict[Role, str] = {"cost": "対象経費", "target": "希望する補助額", "budget": "予算", "sales": "売上"}


def standalone(knowledge: Knowledge, question: str, resolved: Sequence[Resolved], told: Collection[str]) -> str:
    """The question with what was carried over said in words: `ものづくり補助金の補助率について（小規模事業者）：…`."""
    names, topics, given = [], [], []
    for item in resolved:
        if "programme" in item.carried or _pointed(item.ask):
            for programme in item.scope.programmes:
                tracks = item.scope.tracks_of(programme) or (None,)
                names += [knowledge.name(programme, track) for track in tracks]
        if "topic" in item.carried and item.topics:
            computed = item.operation in ("calculate", "invert")
            topics.append(_AMOUNT if computed else knowledge.vocabulary.label(item.topics[0]))
        if "amount" in item.carried and item.amounts:
            given += [f"{_ROLES.get(amount.role, '')}{format_yen(amount.yen)}" for amount in item.amounts]
        if item.operation in ("date", "contact"):
            continue  # Facts about the applicant change no date and no phone number.
        book = knowledge.programmes.facts
        given += [book[key].say(value) for key, value in item.facts.values.items() if key in book and key not in told]
    about = "の".join(part for part in ("と".join(dict.fromkeys(names)), "と".join(dict.fromkeys(topics))) if part)
    inside = "、".join(dict.fromkeys(given))
    if not about:
        return f"{inside}の場合：{question}" if inside else question
    return f"{about}について（{inside}の場合）：{question}" if inside else f"{about}について：{question}"


def _pointed(ask: Ask) -> bool:
    """Whether a clause means what it doesn't name (`そっちの率`, `通常枠に足されるのは？`)."""
    return bool(ask.scope.programmes) and (not ask.mentions or ask.against is not None)
