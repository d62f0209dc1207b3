"""What an answer settles for the turns after it: the subjects to choose from, and the one that was left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.intent import NAME_ALONE
from assistant.conversation.memory import MOST_GONE_ON_WITH, Memory, Resolved
from assistant.evidence.model import Finding
from assistant.question.ask import Ask
from assistant.question.folded import Folded
from assistant.question.linking import NameIndex
from assistant.question.scopes import Pair, Scope, resolve, subjects_of

_FOR_WHOM = {"requirements", "users", "purpose", "tracks"}
"""Topics of answers that say which track fits the person."""
_LISTED = "・"
_QUOTED = re.compile("「[^」]*」")
"""A title that is quoted (`「デジタル化支援事業」説明会`) is none of a programme."""
_DATES = "dates"
_TRACKS = "tracks"


def offered_by(findings: Sequence[Finding], asked: Ask, names: NameIndex, before: Sequence[Pair]) -> tuple[Pair, ...]:
    """The several subjects that a turn leaves to choose from, in the order in which people saw them.

    What the question named, else what the answer listed or spoke of, else what was offered before. Who picks by place
    (`2つ目の上限は?`) picks again from the same.
    """
    if asked.place is not None and before:
        return tuple(before)
    scope = asked.scope
    named = subjects_of(scope) if len(scope.programmes) > 1 or len(scope.tracks) > 1 else ()
    about = [subject for found in findings for subject in (found.offers or _spoken_of(found, names))]
    # Of several that are held side by side, each may have a list of its own.
    compared = about if any("compared" in found.decided for found in findings) else ()
    for subjects in (named, compared, _listed(findings, names), _told_in_a_row(findings, names), about):
        several = tuple(dict.fromkeys(subjects))
        if len(several) > 1:
            return several
    return tuple(before)


def _listed(findings: Sequence[Finding], names: NameIndex) -> list[Pair]:
    """The subjects that head the lines of lists."""
    heads: list[Pair] = []
    for found in findings:
        owners = [programme for programme, _ in found.about]
        for line in (line for point in found.points for line in point.text.split("\n")):
            if line.startswith(_LISTED):
                head = line.removeprefix(_LISTED).split("：")[0]
                heads += subjects_of(resolve(names.find(Folded.of(head), near=False), owners))[:1]
    return heads


def _told_in_a_row(findings: Sequence[Finding], names: NameIndex) -> list[Pair]:
    """The tracks of one programme that an answer on its tracks names in a sentence (`AとBから選べます`)."""
    owners = {programme for found in findings if found.topic == _TRACKS for programme, _ in found.about}
    text = Folded.of("".join(point.text for found in findings for point in found.points[:1]))
    if len(owners) != 1:
        return []
    return [pair for pair in subjects_of(resolve(names.find(text, near=False), tuple(owners))) if pair[1]]


def _spoken_of(found: Finding, names: NameIndex) -> tuple[Pair, ...]:
    """What a finding is about; where it holds for no one programme, what its words name."""
    if found.about or found.status != "answered":
        return found.about
    text = Folded.of(_QUOTED.sub("", "".join(point.text for point in found.points)))
    return subjects_of(resolve(names.find(text, near=False)))


def answered_about(item: Resolved, findings: Sequence[Finding], names: NameIndex) -> Resolved:
    """The ask with the subject that its answer settled, where the person had left that open.

    `インボイスの話で、ソフト40万円` fits several programmes: what the answer spoke of is what the next turn goes on with.
    """
    # `今申請できるのは？` and `その次は？` are of all programmes, whichever the answer names.
    answers = [
        each for each in findings if each.status == "answered" and (each.topic != _DATES or item.scope.programmes)
    ]
    about = list(dict.fromkeys(pair for found in answers for pair in _spoken_of(found, names)))
    programmes = tuple(dict.fromkeys(programme for programme, _ in about))
    scope = item.scope
    open_ = not scope.programmes or item.need is not None or bool(scope.ambiguous)
    several = any(isinstance(needs := found.decided.get("needs"), list) and len(needs) > 1 for found in answers)
    # `もっと実践的なのは？` wants what wasn't spoken of yet, unless it names more than one need.
    recommended = item.new_need is not None and (several or not item.ask.beyond) and subjects_of(scope) != tuple(about)
    most = 1 if scope.programmes and not recommended else MOST_GONE_ON_WITH
    found = open_ and 0 < len(programmes) <= most and (scope.programmes != programmes or recommended)
    if item.scope.ambiguous and not found and any("needs" in each.decided for each in answers):
        # What was recommended says which part of each programme was meant.
        about = [pair for pair in about if pair[0] in scope.programmes]
        programmes = tuple(dict.fromkeys(programme for programme, _ in about))
        found = bool(about)
    if not found and not _fits_the_person(item, answers, about):
        return item
    whole = {programme for programme, track in about if track is None}
    tracks = tuple((programme, track) for programme, track in about if track and programme not in whole)
    specials = tuple(pair for pair in scope.specials if pair[0] in programmes)
    return replace(item, scope=Scope(programmes, tracks, specials))


def with_answered_topic(item: Resolved, findings: Sequence[Finding]) -> Resolved:
    """The ask with the topic that its answer was on, where the words only named none or that something is asked of it
    (`関連費って何が入るの` is answered with costs)."""
    if len(findings) != 1 or set(item.ask.sure_topics) - {NAME_ALONE}:
        return item
    answer = findings[0]
    if answer.status != "answered" or "needs" in answer.decided or not answer.topic or answer.topic == NAME_ALONE:
        return item
    return replace(item, topics=(answer.topic, *(topic for topic in item.topics if topic != answer.topic)))


def _fits_the_person(item: Resolved, answers: Sequence[Finding], about: Sequence[Pair]) -> bool:
    """Whether one track of the programme in question is the answer (`女性部で使える型は?`), or those asked for are
    (`PCはどの枠?`)."""
    owners = {programme for programme, _ in about}
    if item.scope.tracks or owners != set(item.scope.programmes) or not all(track for _, track in about):
        return False
    if item.ask.which and item.operation == "lookup":
        return True
    # `間接被害だといくら？` and `賃上げもしたら？` tell a case that only one track has.
    tells_a_case = bool(item.ask.facts.values or item.ask.scope.specials)
    return len(about) == 1 and (tells_a_case or any(found.topic in _FOR_WHOM for found in answers))


def asked_one_by_one(resolved: Sequence[Resolved], findings: Sequence[Finding], memory: Memory) -> tuple[str, ...]:
    """The topics that were answered turn by turn of the subject that a message ends with (`上限は？`, `率は？`).

    What the message asks of another subject before that (`ものづくりの上限は？創業型の率は？`) is none of them.
    """
    scope = resolved[-1].scope
    own = [found for found in findings if len(resolved) == 1 or _is_of(found, scope)]
    topics = [found.topic for found in own if found.topic and found.status == "answered" and not found.calculation]
    same = memory.last is not None and memory.last.scope == scope
    return tuple(dict.fromkeys([*(memory.asked if same else ()), *topics])) if topics else ()


def _is_of(found: Finding, scope: Scope) -> bool:
    """Whether a finding is about what a scope holds, as a whole or by one of its tracks."""
    return any(
        programme == owner and (track == part or track is None or part is None)
        for programme, track in found.about
        for owner, part in subjects_of(scope)
    )
