"""Saying what isn't known, what is near, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source
from assistant.question.language.declines import Decline
from assistant.question.language.dialogue import SmallTalk
from assistant.statements import GENERAL, Statement, Unknown

_NOT_THERE = "申し訳ありません。お尋ねの内容は、手元の資料に書かれていません。"
_ASK_AT = "くわしくは、各制度の窓口にお問い合わせください。"
_NEAR_MOST = 2
_NEAR_LONGEST = 150
"""Letters of a sentence that still helps beside a refusal; a longer one is a list that nobody asked for."""
_OWN_PLACE = ("contact", "url")
"""Topics whose sentences would only repeat the contact that a refusal ends with."""


def not_in_sources(
    knowledge: Knowledge,
    programmes: Sequence[str],
    unknown: Unknown | None = None,
    near: Sequence[Statement] = (),
    confidence: float = 1.0,
) -> Finding:
    """The documents don't say it: in plain words, with what is near and the contact."""
    said = unknown.say if unknown else _NOT_THERE
    sources: tuple[Source, ...] = ()
    if unknown and unknown.evidence:
        document = knowledge.statements.files[unknown.programme].document
        sources = knowledge.sources(unknown.evidence, document)
    points = [Point(said, sources)]
    unsaid = knowledge.vocabulary.yes_no.unsaid
    # What a statement adds isn't known has just been said, mostly in other words.
    shown = [
        entry.model_copy(update={"more": None}) if unknown and _is_unsaid(entry.more, unsaid) else entry
        for entry in _worth_saying(near)
    ]
    points += [point for statement in shown for point in knowledge.statement_points(statement)]
    if not programmes:
        points.append(Point(_ASK_AT))
    return Finding(
        status="not_in_sources",
        points=tuple(points),
        contact_programmes=tuple(programmes[:2]),
        show_contact=True,
        about=tuple((programme, None) for programme in programmes),
        topic=unknown.topic if unknown else None,
        confidence=confidence,
        decided={"unknown": unknown.key if unknown else None, "near": [statement.key for statement in shown]},
    )


def _is_unsaid(more: str | None, endings: tuple[str, ...]) -> bool:
    """Whether what a statement adds is one sentence, that something isn't said."""
    return more is not None and more.endswith(endings) and more.count("。") == 1


def _worth_saying(near: Sequence[Statement]) -> list[Statement]:
    """One or two short sentences. A list would bury what was said, and the contact stands at the end anyway."""
    short = [
        statement
        for statement in near
        if statement.topic not in _OWN_PLACE and len(statement.say) + len(statement.more or "") <= _NEAR_LONGEST
    ]
    return short[:_NEAR_MOST]


def declined(decline: Decline, programmes: Sequence[str]) -> Finding:
    """Not this counter's job: politely, with what it can do."""
    return Finding(
        status="declined",
        points=(Point(decline.say), Point(decline.instead)),
        show_contact=decline.contact,
        contact_programmes=tuple(programmes[:1]) if decline.contact else (),
        decided={"decline": decline.id},
    )


def small_talk(talk: SmallTalk) -> Finding:
    return Finding(status="answered", points=(Point(talk.say),), decided={"small_talk": talk.id})


def near_statements(knowledge: Knowledge, unknown: Unknown, programme: str | None) -> tuple[Statement, ...]:
    """What the documents do say near an unknown; nothing from another programme than the one asked about."""
    about = programme if unknown.programme == GENERAL else None
    try:
        found = knowledge.statements.near(unknown, about)
    except KeyError:
        return ()
    return tuple(item for item in found if programme is None or item.programme in (programme, GENERAL))
