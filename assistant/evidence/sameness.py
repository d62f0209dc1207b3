"""Whether something is the same for two subjects: `通常枠と創業型は締切同じ？`, and `クエストも同じところ？` a turn later."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled
from assistant.question.linking import Pair, subjects_of
from assistant.schedule import Schedule
from ingest.japanese.figures import figures

_DATES = "dates"
_CONTACT = "contact"
_KINDS = ("yen", "rate", "slash", "percent")
_FIGURED = ("ceiling", "rate")
_SAME = {True: "同じです。", False: "違います。"}


@dataclass(frozen=True)
class Sameness:
    """Says はい or いいえ where the calendar, the contacts or the figures of the statements settle it."""

    knowledge: Knowledge
    schedule: Schedule

    def lead(self, item: Resolved, now: date | datetime) -> str:
        """`はい、同じです。` or `いいえ、違います。`; nothing where none is asked, or nothing settles it."""
        ask = item.ask
        if not (ask.alike or ask.unlike):
            return ""
        asked = subjects_of(item.scope)
        sides = (
            [[each] for each in asked] if len(asked) > 1 else [asked, subjects_of(item.beside)] if item.beside else []
        )
        topic = next(iter(ask.sure_topics or item.topics), None)
        told = topic == _DATES or (topic in _FIGURED and ask.yes_no)  # `いくら違う` asks for no はい
        if len(sides) < 2 or topic is None or (ask.unlike and not told):
            return ""
        signs = [frozenset(sign for each in side for sign in self._signs(each, topic, now)) for side in sides]
        if not all(signs):
            return ""
        same = len(set(signs)) == 1
        return ("はい、" if same == ask.alike else "いいえ、") + _SAME[same]

    @staticmethod
    def plain(item: Resolved) -> Resolved:
        """The ask as a question for the facts themselves."""
        bare = item.ask.bare or "topic" in item.carried  # `クエストも同じところ?` asks nothing in its own words
        ask = replace(item.ask, yes_no=False, asserts=False, alike=False, unlike=False, bare=bare)
        return replace(item, ask=ask)

    @staticmethod
    def led(found: Sequence[Titled], lead: str) -> list[Titled]:
        """The findings with the lead before the first, where that answers."""
        if not found or found[0][1].status != "answered":
            return list(found)
        title, first = found[0]
        return [(title, replace(first, lead=lead)), *found[1:]]

    def _signs(self, subject: Pair, topic: str, now: date | datetime) -> set[Hashable]:
        """What tells the subject apart from others on a topic."""
        programme, track = subject
        if topic == _DATES:
            judged = self.schedule.rounds(now, programme, track)
            return {(each.round.opens, each.round.closes, each.round.status == "always") for each in judged}
        found = self.knowledge.programmes.get(programme)
        if topic == _CONTACT:
            return {(contact.name, contact.phones, contact.email, contact.url) for contact in found.contacts}
        entries = self.knowledge.statements.select(programme, topic, tracks=(track,) if track else ())
        if topic in _FIGURED:
            said = [figure for entry in entries for figure in figures(entry.say)]
            return {(figure.kind, figure.value) for figure in said if figure.kind in _KINDS}
        return {entry.say.replace(self.knowledge.name(programme, track), "") for entry in entries}
