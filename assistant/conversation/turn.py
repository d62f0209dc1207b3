"""One turn: understand, gather, decide, write, prove; and a conversation, which is turns with a memory."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.filling import Filler
from assistant.conversation.memory import Memory, Resolved, answered_about
from assistant.evidence.citations import CitationList
from assistant.evidence.clerk import Clerk
from assistant.evidence.contacts import contact_point
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Titled
from assistant.grounding.proof import Evidence, Problem, check, sentences
from assistant.money import format_yen
from assistant.question.language.amount_roles import Role
from assistant.question.understanding import Understander
from assistant.reply import Calculation, Contact, Reply, Round, Status, TraceStep
from assistant.schedule import contract_contacts, today
from assistant.writing.llm import ModelWriter, Written
from assistant.writing.template import as_of_notice, write
from ingest.japanese.normalise import normalise

if TYPE_CHECKING:
    from assistant.verified.model import GivenAnswer, VerifiedAnswers

LONGEST_QUESTION = 2000
_AUTOMATIC = "AIではなく、資料にもとづく自動回答です。"
_MODEL = "AIが文章を整えています。金額や日付は、資料と計算で確かめています。"
_TOO_LONG = f"ご質問が長すぎます。{LONGEST_QUESTION:,}文字までで、お尋ねになりたいことを分けて入力してください。"
_AMOUNT = "補助額"
# What an amount that was carried over is called.
_ROLES: dict[Role, str] = {"cost": "対象経費", "target": "希望する補助額", "budget": "予算", "sales": "売上"}
_EMPTY = "ご質問を入力してください。"


@dataclass(frozen=True)
class Desk:
    """What a conversation needs; made once by the composition root and shared by all conversations."""

    knowledge: Knowledge
    understander: Understander
    filler: Filler
    clerk: Clerk
    retrieve: Callable[[str], list[dict[str, Any]]]
    """The passages nearest to a question, for the trace and the staff's screen."""
    writer: ModelWriter | None = None
    verified: VerifiedAnswers | None = None
    """Answers that staff confirmed; they go before any other."""
    links: dict[str, str | None] = field(default_factory=dict)
    """The official page of each top-level section."""


class _Trace:
    """Collects what each step decided, and how long it took."""

    def __init__(self) -> None:
        self.steps: list[TraceStep] = []
        self._started = time.perf_counter()

    def add(self, step: str, **decided: Any) -> None:
        now = time.perf_counter()
        self.steps.append(TraceStep(step=step, decided=decided, milliseconds=round((now - self._started) * 1000, 3)))
        self._started = now


@dataclass(frozen=True)
class _Draft:
    """What has been decided before anything is written."""

    resolved: tuple[Resolved, ...]
    findings: tuple[Titled, ...]
    standalone: str
    status: Status
    calculations: tuple[Calculation, ...] = ()
    """What a model had computed besides."""
    rounds: tuple[Round, ...] = ()


class Conversation:
    """A person's conversation. Not shared between threads: one at a time asks."""

    def __init__(self, desk: Desk, as_of: date | None = None) -> None:
        self._desk = desk
        self._as_of = as_of
        self.memory = Memory()

    def ask(self, question: str) -> Reply:
        """The reply to one question. Never raises for what a person types."""
        reply: Reply | None = None
        for event in self.stream(question):
            if isinstance(event, Reply):
                reply = event
        assert reply is not None
        return reply

    def stream(self, question: str) -> Iterator[str | Reply]:
        """Proven pieces of the text as they come, then the Reply."""
        trace = _Trace()
        plain = normalise(question).strip()
        if not plain or len(question) > LONGEST_QUESTION:
            text = _TOO_LONG if plain else _EMPTY
            yield text
            yield self._notice(question[:LONGEST_QUESTION], text)
            return
        now: date | datetime = self._as_of or today()
        draft = self._decide(plain, now, trace)
        day = now.date() if isinstance(now, datetime) else now
        if self._desk.verified and (given := self._desk.verified.find(plain, draft.resolved, day)):
            trace.add("verified", id=given.id, cosine=round(given.cosine, 3), confirmed_by=given.confirmed_by_role)
            yield from sentences(given.text)
            yield self._confirmed(question, draft, given, trace)
            self._remember(draft)
            return
        citations = CitationList(self._desk.knowledge.documents, self._desk.links)
        text = write(draft.findings, citations)
        text = "\n\n".join(part for part in (text, self._contact_text(draft, citations)) if part)
        trace.add("write", engine="template", characters=len(text))
        evidence = self._evidence(draft, citations, plain, now)
        text, problems = _proven(text, evidence)
        trace.add("prove", problems=[f"{problem.reason}: {problem.figure or ''}" for problem in problems])
        engine = "template"
        shown = False
        if self._desk.writer and draft.status == "answered":
            result = Written()
            pieces: list[str] = []
            for piece in self._desk.writer.write(plain, text, evidence, result):
                pieces.append(piece)
                yield piece
            if pieces:
                text, engine, shown = "".join(pieces), self._desk.writer.engine, True
                draft = replace(draft, calculations=tuple(result.calculations), rounds=tuple(result.rounds))
            trace.add("model", engine=self._desk.writer.engine, kept=bool(pieces), **result.report())
        if not shown:
            yield from sentences(text)
        yield self._reply(question, draft, text, citations, engine, trace)
        self._remember(draft)

    def _remember(self, draft: _Draft) -> None:
        closing = next((finding.closing for _, finding in draft.findings if finding.closing), None)
        resolved = draft.resolved
        if len(resolved) == 1:
            resolved = (answered_about(resolved[0], [finding for _, finding in draft.findings]),)
        about = tuple(dict.fromkeys(pair for _, finding in draft.findings for pair in finding.about))
        self.memory = replace(self.memory.after(resolved), closing=closing, about=about)

    def _decide(self, question: str, now: date | datetime, trace: _Trace) -> _Draft:
        desk = self._desk
        asks = desk.understander.read(question, self.memory.spoken_of)
        resolved = desk.filler.fill(asks, self.memory)
        standalone = self._standalone(question, resolved, {key for ask in asks for key in ask.facts.values})
        placed = tuple(desk.clerk.placed(item, now) for item in resolved)
        trace.add("understand", **_understood(placed))
        trace.add("retrieve", passages=desk.retrieve(standalone))
        findings = tuple(titled for item in placed for titled in desk.clerk.answer(item, now))
        findings = _unrepeated(findings)
        status = _status(findings)
        trace.add(
            "decide",
            status=status,
            confidence=min((finding.confidence for _, finding in findings), default=1.0),
            findings=[{"topic": finding.topic, "status": finding.status, **finding.decided} for _, finding in findings],
        )
        return _Draft(resolved, findings, standalone, status)

    def _standalone(self, question: str, resolved: Sequence[Resolved], told: Collection[str]) -> str:
        """The question with what was carried over said in words: `ものづくり補助金の補助率について（小規模事業者）：…`."""
        names, topics, given = [], [], []
        for item in resolved:
            if "programme" in item.carried:
                for programme in item.scope.programmes:
                    tracks = item.scope.tracks_of(programme) or (None,)
                    names += [self._desk.knowledge.name(programme, track) for track in tracks]
            if "topic" in item.carried and item.topics:
                computed = item.operation in ("calculate", "invert")
                topics.append(_AMOUNT if computed else self._desk.knowledge.vocabulary.topic(item.topics[0]).label)
            if "amount" in item.carried and item.amounts:
                given += [f"{_ROLES.get(amount.role, '')}{format_yen(amount.yen)}" for amount in item.amounts]
            if item.operation in ("date", "contact"):
                continue  # Facts about the applicant change no date and no phone number.
            book = self._desk.knowledge.programmes.facts
            given += [
                book[key].say(value) for key, value in item.facts.values.items() if key in book and key not in told
            ]
        about = "の".join(part for part in ("と".join(dict.fromkeys(names)), "と".join(dict.fromkeys(topics))) if part)
        inside = "、".join(dict.fromkeys(given))
        if not about:
            return f"{inside}の場合：{question}" if inside else question
        return f"{about}について（{inside}の場合）：{question}" if inside else f"{about}について：{question}"

    def _contact_text(self, draft: _Draft, citations: CitationList) -> str:
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
            if point := contact_point(self._desk.knowledge, programme):
                lines.append(point.text + "".join(f"[{marker}]" for marker in citations.markers(point.sources)))
        return "\n".join(lines)

    def _evidence(self, draft: _Draft, citations: CitationList, question: str, now: date | datetime) -> Evidence:
        for _, finding in draft.findings:
            citations.markers(finding.calculation_sources)
        days: list[date | datetime] = [now.date() if isinstance(now, datetime) else now]
        for _, finding in draft.findings:
            days += finding.days
        return Evidence(
            citations=citations.citations(),
            calculations=[finding.calculation for _, finding in draft.findings if finding.calculation],
            rounds=[found for _, finding in draft.findings for found in finding.rounds],
            question=f"{draft.standalone}\n" + "\n".join(ask.text for item in draft.resolved for ask in item.message),
            days=days,
            names=self._names(),
        )

    def _names(self) -> list[str]:
        return [
            text for programme in self._desk.knowledge.programmes for entry in [programme.names] for _, text in entry
        ]

    def _reply(
        self, question: str, draft: _Draft, text: str, citations: CitationList, engine: str, trace: _Trace
    ) -> Reply:
        shown = citations.citations()
        findings = [finding for _, finding in draft.findings]
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

    def _confirmed(self, question: str, draft: _Draft, given: GivenAnswer, trace: _Trace) -> Reply:
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
            contacts=self._contacts([finding for _, finding in draft.findings]),
            engine="verified",
            trace=trace.steps,
        )

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
        name = self._desk.knowledge.name
        known = self._desk.knowledge.programmes.programmes
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
            for contact in contract_contacts(self._desk.knowledge.programmes.get(programme))
        ]
        return found

    def _follow_ups(self, draft: _Draft) -> list[str]:
        """Questions on the same programme that the documents can answer, other than those just answered."""
        knowledge = self._desk.knowledge
        findings = [finding for _, finding in draft.findings]
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

    def _notice(self, question: str, text: str) -> Reply:
        return Reply(
            id=str(uuid.uuid4()),
            question=question,
            standalone_question=question,
            status="clarify",
            text=text,
            follow_ups=list(self._desk.knowledge.vocabulary.dialogue.starters[:3]),
            notices=[_AUTOMATIC],
        )


def _proven(text: str, evidence: Evidence) -> tuple[str, list[Problem]]:
    """The text without the sentences that aren't proven, and these."""
    problems = check(text, evidence)
    if not problems:
        return text, []
    failing = {problem.sentence for problem in problems}
    kept = [sentence for sentence in sentences_with_breaks(text) if sentence not in failing]
    return "".join(kept).strip(), problems


def sentences_with_breaks(text: str) -> list[str]:
    """The sentences of a text with the line breaks between them, so that joining them gives the text back."""
    found: list[str] = []
    position = 0
    for sentence in sentences(text):
        place = text.index(sentence, position)
        if place > position:
            found.append(text[position:place])
        found.append(sentence)
        position = place + len(sentence)
    found.append(text[position:])
    return found


def _status(findings: Sequence[Titled]) -> Status:
    statuses = [finding.status for _, finding in findings]
    order: tuple[Status, ...] = ("answered", "clarify", "not_in_sources", "declined")
    return next((status for status in order if status in statuses), "not_in_sources")


def _unrepeated(findings: Sequence[Titled]) -> tuple[Titled, ...]:
    """Findings that say the same once."""
    kept: dict[tuple[str, ...], Titled] = {}
    for title, finding in findings:
        key = tuple(point.text for point in finding.points)
        before = kept.get(key)
        if before is None:
            kept[key] = (title, finding)
        elif title and before[0] and title != before[0]:
            kept[key] = (f"{before[0]}・{title}", before[1])
    return tuple(kept.values())


def _understood(resolved: Sequence[Resolved]) -> dict[str, Any]:
    return {
        "asks": [
            {
                "text": item.ask.text,
                "programmes": list(item.scope.programmes),
                "tracks": [list(pair) for pair in item.scope.tracks],
                "specials": [list(pair) for pair in item.scope.specials],
                "topics": list(item.topics[:3]),
                "operation": item.operation,
                "amounts": [{"yen": amount.yen, "role": amount.role} for amount in item.amounts],
                "facts": dict(item.facts.values),
                "carried": list(item.carried),
            }
            for item in resolved
        ]
    }
