"""Tracks or programmes side by side, on the topics asked, with the difference said first."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.terms import TermsFinder
from assistant.evidence.concise import without_repeats
from assistant.evidence.confirming.verdict import LEADS
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.evidence.statements.ahead import Figures, Target
from assistant.question.folded import fold
from assistant.reply import Calculation, Step
from assistant.statements import Statement, Unknown

_MONEY_TOPICS = tuple(OF_TOPIC)
_OVERVIEW, _MENU, _GRANTED, _SPECIALS = "overview", "menu", "ceiling", "specials"
_DEFAULT_TOPICS = (_OVERVIEW, *_MONEY_TOPICS)
_OPEN = "どちらの補助額が多くなるかは、費用の額と条件で変わります。費用を教えていただければ、計算して比べます。"
_MOST_TARGETS = 6


def compared(knowledge: Knowledge, terms: TermsFinder, item: Resolved) -> Finding | None:
    """What a question compares: by the typed rules where they tell it, else by statements; None where it doesn't."""
    rates = "rate" in item.ask.sure_topics and not item.ask.how_much  # `率が高いのはどちら` of a plan, too
    if item.operation != "compare" or (item.cost and not rates):
        return None
    if termed := terms.find(item):
        return termed
    chosen = targets(knowledge, item)
    if "dates" in item.ask.sure_topics or len(chosen) < 2:
        return None
    return _told_apart(knowledge, item, chosen) or compare(knowledge, terms, item, chosen)


def _told_apart(knowledge: Knowledge, item: Resolved, chosen: Sequence[Target]) -> Finding | None:
    """A sentence that says itself how these tracks of one programme differ in what is asked."""
    programme, tracks = chosen[0][0], {track for _, track in chosen}
    if any(owner != programme for owner, _ in chosen):
        return None
    held = [each for each in knowledge.statements.statements(programme) if each.compares and set(each.tracks) == tracks]
    asked = [each for each in held if each.topic in item.ask.sure_topics or item.ask.says(each.keywords)]
    if not asked:
        return None
    return Finding(
        status="answered",
        points=knowledge.statement_points(asked[0]),
        about=tuple(chosen),
        contact_programmes=(programme,),
        topic=asked[0].topic,
        decided={"told apart": asked[0].key},
    )


def targets(knowledge: Knowledge, item: Resolved) -> list[Target]:
    """What is compared: the tracks named, else the programmes named, else all tracks of the one programme."""
    scope = item.scope
    if len(scope.tracks) >= 2:
        without = [programme for programme in scope.programmes if not scope.tracks_of(programme)]
        return [*scope.tracks, *((programme, None) for programme in without)][:_MOST_TARGETS]
    if len(scope.programmes) >= 2:
        first = [(programme, next(iter(scope.tracks_of(programme)), None)) for programme in scope.programmes]
        return first[:_MOST_TARGETS]
    if len(scope.programmes) == 1:
        programme = knowledge.programmes.get(scope.programmes[0])
        if _names_a_thing(knowledge, item, programme.id):
            return []  # `翻訳代と運搬費、どっちが対象?` compares things, not tracks
        if len(scope.specials_of(programme.id)) >= 2 or (item.ask.sure_topics == (_SPECIALS,) and not scope.tracks):
            return []  # Special cases are told apart by their own sentences, whatever the tracks.
        if scope.tracks and (item.ask.sure_topics or item.ask.how_much) and not _beside_others(knowledge, item):
            return []  # what is set side by side are cases of this track: its own sentence tells them apart
        every: list[Target] = [(programme.id, track.id) for track in programme.tracks]
        return every[:_MOST_TARGETS]
    return []


def _names_a_thing(knowledge: Knowledge, item: Resolved, programme: str) -> bool:
    """Whether one of the nouns is what a sentence on a single thing is known by, and no topic is named."""
    if item.ask.sure_topics:
        return False
    details = [entry for entry in knowledge.statements.statements(programme) if entry.detail]
    words = {fold(word) for entry in details for word in entry.keywords if len(word) > 1}
    return any(word in fold(noun) for noun in item.ask.rest for word in words)


def _beside_others(knowledge: Knowledge, item: Resolved) -> bool:
    """Whether the one track named is held against the others (`カタログ型の方が早い?`, `他の枠より高い?`)."""
    ask, cues = item.ask, knowledge.vocabulary.yes_no
    return ask.other or any(
        mention.span and _followed(ask.text, mention.span[1], (*cues.ahead, *cues.behind)) for mention in ask.mentions
    )


def compare(knowledge: Knowledge, terms: TermsFinder, item: Resolved, chosen: Sequence[Target]) -> Finding | None:
    """The targets' statements on each topic; None where the documents say nothing to compare."""
    money = item.ask.says(knowledge.vocabulary.quantities.better)
    asked = [topic for topic in item.ask.sure_topics if topic not in ("dates", "tracks")]
    if not asked and item.ask.how_much and item.says(knowledge.vocabulary.quantities.difference):
        asked = [_GRANTED]  # `通常枠と創業型、いくら違う?`
    of_menu = _MENU in asked and bool(set(asked) & set(_MONEY_TOPICS))
    asked = [topic for topic in asked if topic in _MONEY_TOPICS] if of_menu else asked
    topics = [topic for topic in asked if topic != _OVERVIEW] or asked  # `上限はどう違う` asks for nothing else
    open_cost = money and not topics
    topics = topics or list(_MONEY_TOPICS if money else _DEFAULT_TOPICS)
    judged = set(_MONEY_TOPICS) if open_cost else {*item.ask.sure_topics, *asked}
    told: dict[Target, list[Statement]] = {}
    gaps: list[Point] = []
    verdicts: list[Point] = []
    winners: Sequence[Target] = ()
    steps: list[Step] = []
    for topic in topics:
        shown: list[tuple[Target, list[Statement]]] = []
        unsaid = [(target, gap) for target in chosen if (gap := _gap(knowledge, topic, *target))]
        for programme, track in chosen:
            found = _statements(knowledge, item, _MENU if of_menu else topic, programme, track)
            if found and (programme, track) not in dict(unsaid):
                shown.append(((programme, track), found))
        alike = len({tuple(found) for _, found in shown}) < 2  # one target, or what is the same for all of them
        if alike and topic not in _MONEY_TOPICS and len(shown) > 1 and (own := _overviews(knowledge, chosen)):
            shown, alike = own, False  # what each of them is tells more than what holds for all
        if alike and topic not in item.ask.sure_topics:
            continue
        gaps += [Point(gap.say, heading=knowledge.name(*target)) for target, gap in unsaid]
        figures = Figures(knowledge, terms, by_rules=not of_menu)
        ahead = figures.ahead(item, topic, shown) if topic in judged and not unsaid else None
        if ahead:
            verdicts += ahead.points
            steps += ahead.steps
            winners = winners or (ahead.winners if len(ahead.winners) < len(shown) else ())
        for target, found in shown:
            told.setdefault(target, []).extend(found)
    if not told:
        return None
    said = {target: without_repeats(found) for target, found in told.items()}
    points = [
        point
        for target, found in said.items()
        for entry in found
        for point in knowledge.statement_points(entry, knowledge.name(*target))
    ]
    points += gaps
    keys = [entry.key for found in said.values() for entry in found]
    return Finding(
        status="answered",
        lead=_lead(knowledge, item, winners),
        points=(*([Point(_OPEN)] if open_cost else ()), *verdicts, *_by_heading(points)),
        calculation=Calculation(programme=chosen[0][0], steps=steps) if steps else None,
        about=tuple(chosen),
        ahead=tuple(winners),
        contact_programmes=tuple(dict.fromkeys(programme for programme, _ in chosen)),
        topic=topics[0],
        decided={"compared": [knowledge.name(*target) for target in chosen], "statements": keys},
    )


def _statements(knowledge: Knowledge, item: Resolved, topic: str, programme: str, track: str | None) -> list[Statement]:
    found = knowledge.statements.select(
        programme,
        topic,
        tracks=(track,) if track else (),
        applicant=item.facts.applicant,
        specials=item.scope.specials_of(programme),
    )
    own = [entry for entry in found if not track or track in entry.tracks]
    return list(own or found)[:3]


def _overviews(knowledge: Knowledge, chosen: Sequence[Target]) -> list[tuple[Target, list[Statement]]]:
    """What is said of what each of the tracks is; nothing where that isn't said of every one."""
    told: list[tuple[Target, list[Statement]]] = []
    for programme, track in chosen:
        found = knowledge.statements.select(programme, _OVERVIEW, tracks=(track,)) if track else ()
        own = [entry for entry in found if track in entry.tracks][:1]
        if not own:
            return []
        told.append(((programme, track), own))
    return told


def _gap(knowledge: Knowledge, topic: str, programme: str, track: str | None) -> Unknown | None:
    """What is known to be unsaid of a track on a topic of which only the whole programme's sentence speaks."""
    own = knowledge.statements.select(programme, topic, tracks=(track,) if track else ())
    if track is None or any(track in entry.tracks for entry in own):
        return None
    unknowns = knowledge.statements.unknowns(programme)
    return next((gap for gap in unknowns if gap.topic == topic and track in gap.tracks), None)


def _lead(knowledge: Knowledge, item: Resolved, winners: Sequence[Target]) -> str:
    """はい or いいえ to `カタログ注文型の方が上限は高いですよね`; nothing where none is claimed to be ahead."""
    ask = item.ask
    if not ask.yes_no or not winners:
        return ""
    cues = knowledge.vocabulary.yes_no
    ahead = [mention for mention in ask.mentions if mention.span and _followed(ask.text, mention.span[1], cues.ahead)]
    if not ahead:
        behind = [
            mention for mention in ask.mentions if mention.span and _followed(ask.text, mention.span[1], cues.behind)
        ]
        ahead = [mention for mention in ask.mentions if mention.span and mention not in behind] if behind else []
    if not ahead:
        return ""
    claimed = [mention.entry for mention in ahead]
    named = any(
        programme == entry.programme and (not entry.tracks or track in entry.tracks)
        for entry in claimed
        for programme, track in winners
    )
    lesser = any(word in ask.text for word in cues.lesser)
    return LEADS["yes" if named != lesser else "no"]


def _followed(text: str, end: int, words: tuple[str, ...]) -> bool:
    return text[end:].lstrip(" 」)").startswith(words)


def _by_heading(points: Sequence[Point]) -> list[Point]:
    """The points of one target together, in the order in which targets were named."""
    order = list(dict.fromkeys(point.heading for point in points))
    return [point for heading in order for point in points if point.heading == heading]
