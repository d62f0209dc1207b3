"""The reply as the contract has it: status, text, citations, calculation, rounds, contacts and what to ask next."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.conversation.draft import Draft
from assistant.conversation.trace import Trace
from assistant.evidence.citations import CitationList
from assistant.evidence.contacts import contact_point
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.reply import Calculation, Contact, Reply
from assistant.schedule import contract_contacts
from assistant.writing.template import as_of_notice

if TYPE_CHECKING:
    from assistant.verified.model import GivenAnswer

_AUTOMATIC = "AIではなく、資料にもとづく自動回答です。"
_MODEL = "AIが文章を整えています。金額や日付は、資料と計算で確かめています。"


class Replies:
    """Makes replies."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def made(self, question: str, draft: Draft, text: str, citations: CitationList, engine: str, trace: Trace) -> Reply:
        """The reply with a text that was written and proven."""
        shown = citations.citations()
        findings = draft.plain_findings
        clarification = next((finding.clarification for finding in findings if finding.clarification), None)
        notices = [notice for notice in (as_of_notice(shown), _AUTOMATIC if engine == "template" else _MODEL) if notice]
        return Reply(
            id=str(uuid.uuid4()),
            question=question,
            standalone_question=draft.standalone,
            status=draft.status,
            text=text,
            citations=shown,
            calculation=self._calculation(findings, citations) or next(iter(draft.calculations), None),
            rounds=list(dict.fromkeys([*(found for finding in findings for found in finding.rounds), *draft.rounds])),
            clarification=clarification,
            follow_ups=self._follow_ups(draft),
            notices=notices,
            contacts=self._contacts(findings),
            engine=engine,
            trace=trace.steps,
        )

    def confirmed(self, question: str, draft: Draft, given: GivenAnswer, trace: Trace) -> Reply:
        """The reply with an answer that staff confirmed."""
        citations = list(given.citations)
        return Reply(
            id=str(uuid.uuid4()),
            question=question,
            standalone_question=draft.standalone,
            status="answered" if citations else "not_in_sources",
            text=given.text,
            citations=citations,
            follow_ups=self._follow_ups(draft),
            notices=[notice for notice in (given.notice, as_of_notice(citations)) if notice],
            contacts=self._contacts(draft.plain_findings),
            engine="verified",
            trace=trace.steps,
        )

    def notice(self, question: str, text: str) -> Reply:
        """The reply to what is no question that can be read."""
        return Reply(
            id=str(uuid.uuid4()),
            question=question,
            standalone_question=question,
            status="clarify",
            text=text,
            follow_ups=list(self._knowledge.vocabulary.dialogue.starters[:3]),
            notices=[_AUTOMATIC],
        )

    def contact_text(self, draft: Draft, citations: CitationList) -> str:
        """Whom to ask, with markers, where the answer itself names it."""
        programmes = list(
            dict.fromkeys(
                programme
                for _, finding in draft.findings
                if finding.show_contact
                for programme in finding.contact_programmes
            )
        )[:2]
        lines = []
        for programme in programmes:
            if point := contact_point(self._knowledge, programme):
                lines.append(point.text + "".join(f"[{marker}]" for marker in citations.markers(point.sources)))
        return "\n".join(lines)

    def _calculation(self, findings: Sequence[Finding], citations: CitationList) -> Calculation | None:
        """The calculation of the reply; several stand in one as its scenarios, so that every figure keeps its proof."""
        made = [
            finding.calculation.model_copy(update={"markers": citations.markers(finding.calculation_sources)})
            for finding in findings
            if finding.calculation
        ]
        made = [each for index, each in enumerate(made) if each not in made[:index]]
        if len(made) <= 1:
            return made[0] if made else None
        name = self._knowledge.name
        known = self._knowledge.programmes.programmes
        return Calculation(
            programme="+".join(dict.fromkeys(each.programme for each in made)),
            scenarios=[
                each.model_copy(
                    update={"scenario": name(each.programme, each.track) if each.programme in known else each.scenario}
                )
                for each in made
            ],
            markers=sorted({marker for each in made for marker in each.markers}),
        )

    def _contacts(self, findings: Sequence[Finding]) -> list[Contact]:
        programmes = dict.fromkeys(programme for finding in findings for programme in finding.contact_programmes)
        found = [
            contact
            for programme in list(programmes)[:3]
            for contact in contract_contacts(self._knowledge.programmes.get(programme))
        ]
        return found

    def _follow_ups(self, draft: Draft) -> list[str]:
        """Questions on the same programme that the documents can answer, other than those just answered."""
        knowledge = self._knowledge
        findings = draft.plain_findings
        about = [pair for finding in findings for pair in finding.about]
        if not about:
            return list(knowledge.vocabulary.dialogue.starters[:3]) if draft.status != "clarify" else []
        programme, track = about[0]
        asked = {finding.topic for finding in findings} | {
            topic for item in draft.resolved for topic in item.ask.sure_topics
        }
        name = knowledge.name(programme, track)
        offered = [
            entry.ask.format(name=name)
            for entry in knowledge.vocabulary.dialogue.follow_ups
            if entry.topic not in asked
            and knowledge.statements.select(programme, entry.topic, tracks=(track,) if track else ())
        ]
        return offered[:3]
