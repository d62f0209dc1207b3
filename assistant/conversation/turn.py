"""One turn: understand, gather, decide, write, prove; and a conversation, which is turns with a memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.changing import cost_of
from assistant.conversation.draft import Draft, status_of
from assistant.conversation.filling import Filler
from assistant.conversation.memory import Memory, Resolved
from assistant.conversation.planned import adds_to_plan, plan_after, retold, told_on, without_thing
from assistant.conversation.proving import evidence_of, proven
from assistant.conversation.repeating import unrepeated
from assistant.conversation.replying import Replies
from assistant.conversation.settled import answered_about, asked_one_by_one, offered_by, with_answered_topic
from assistant.conversation.standalone import standalone
from assistant.conversation.trace import Trace, understood
from assistant.evidence.citations import CitationList
from assistant.evidence.clerk import Clerk
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Titled
from assistant.evidence.weak_asides import without_weak_asides
from assistant.grounding.proof import sentences
from assistant.question.ask import Ask
from assistant.question.scopes import Scope, scope_of
from assistant.question.told_day import told_time, told_today
from assistant.question.understanding import Understander
from assistant.reply import Reply
from assistant.schedule import today
from assistant.writing.llm import ModelWriter, Written
from assistant.writing.template import write
from ingest.japanese.normalise import normalise

if TYPE_CHECKING:
    from assistant.verified.model import VerifiedAnswers

Retrieve = Callable[[str], list[dict[str, Any]]]

LONGEST_QUESTION = 2000
_TOO_LONG = f"ご質問が長すぎます。{LONGEST_QUESTION:,}文字までで、お尋ねになりたいことを分けて入力してください。"
_DATES = "dates"
_SURELY_MEANT = 2.0
"""From how much own words and meaning on an answer is the subject of what is asked after it."""
_EMPTY = "ご質問を入力してください。"


@dataclass(frozen=True)
class Desk:
    """What a conversation needs; made once by the composition root and shared by all conversations."""

    knowledge: Knowledge
    understander: Understander
    filler: Filler
    clerk: Clerk
    retrieve: Retrieve
    """The passages nearest to a question, for the trace and the staff's screen."""
    background: Executor
    """Retrieves while the answer is decided: with two cores, the embedder's time isn't waited for. Its threads end when
    the desk is replaced and nobody holds it any more."""
    writer: ModelWriter | None = None
    verified: VerifiedAnswers | None = None
    """Answers that staff confirmed; they go before any other."""
    links: dict[str, str | None] = field(default_factory=dict)
    """The official page of each top-level section."""


class Conversation:
    """A person's conversation. Not shared between threads: one at a time asks."""

    def __init__(self, desk: Desk, as_of: date | None = None) -> None:
        self._desk = desk
        self._as_of = as_of
        self._replies = Replies(desk.knowledge)
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
        trace = Trace()
        plain = normalise(question).strip()
        if not plain or len(question) > LONGEST_QUESTION:
            text = _TOO_LONG if plain else _EMPTY
            yield text
            yield self._replies.notice(question[:LONGEST_QUESTION], text)
            return
        now = self._told(plain, self._as_of or today())
        draft = self._decide(plain, now, trace)
        day = now.date() if isinstance(now, datetime) else now
        if self._desk.verified and (given := self._desk.verified.find(plain, draft.resolved, day)):
            trace.add("verified", id=given.id, cosine=round(given.cosine, 3), confirmed_by=given.confirmed_by_role)
            yield from sentences(given.text)
            yield self._replies.confirmed(question, draft, given, trace)
            self._remember(draft)
            return
        citations = CitationList(self._desk.knowledge.documents, self._desk.links)
        text = write(draft.findings, citations)
        text = "\n\n".join(part for part in (text, self._replies.contact_text(draft, citations)) if part)
        trace.add("write", engine="template", characters=len(text))
        evidence = evidence_of(draft, citations, now, self._desk.knowledge.programme_names)
        text, problems = proven(text, evidence)
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
        yield self._replies.made(question, draft, text, citations, engine, trace)
        self._remember(draft)

    def _told(self, question: str, now: date | datetime) -> date | datetime:
        """The day that the person says it is, now or in a turn before, with the time that they say now; else what it is.

        A day that is only supposed is that of this question alone.
        """
        words = self._desk.knowledge.vocabulary.days
        day = now.date() if isinstance(now, datetime) else now
        told = told_today(question, day, words)
        if told and not told.supposed:
            self.memory = replace(self.memory, today=told.day)
        today_told = told.day if told else self.memory.today or day
        return told_time(question, today_told, words) or (now if today_told == day else today_told)

    def _remember(self, draft: Draft) -> None:
        findings = draft.plain_findings
        closing = next((finding.closing for finding in findings if finding.closing), None)
        resolved, names = draft.resolved, self._desk.understander.names
        if any(item.earlier for item in resolved):
            self.memory = self.memory.told_more(resolved[0], findings)
            return
        if len(resolved) == 1:
            resolved = (with_answered_topic(answered_about(resolved[0], findings, names), findings),)
        about = tuple(dict.fromkeys(pair for finding in findings for pair in finding.about))
        offered = offered_by(findings, draft.resolved[-1].ask, names, self.memory.offered)
        after = self.memory.after(resolved)
        said = tuple(findings) if after is not self.memory else self.memory.findings
        cost = cost_of([finding.calculation for finding in findings if finding.calculation]) or after.cost
        ahead = tuple(pair for finding in findings for pair in finding.ahead)
        kept = replace(after, closing=closing, about=about, ahead=ahead, offered=offered, findings=said)
        costs = after.costs if cost is None or after.costs[-1:] == (cost,) else (*after.costs, cost)
        asked = asked_one_by_one(resolved, findings, self.memory)
        self.memory = replace(kept, cost=cost, costs=costs, plan=draft.plan, asked=asked)

    def _plan_without(self, asks: Sequence[Ask]) -> str | None:
        """The plan told before without what the message takes out of it."""
        vocabulary = self._desk.knowledge.vocabulary
        return without_thing(asks, self.memory.plan, vocabulary.components, vocabulary.quantities)

    def _decide(self, question: str, now: date | datetime, trace: Trace) -> Draft:
        desk = self._desk
        # The first question of a conversation mostly stands alone: its passages needn't wait for it to be understood.
        sought = question if self.memory == Memory() else None
        retrieving = desk.background.submit(_timed, desk.retrieve, sought) if sought else None
        asks = desk.understander.read(question, self.memory.spoken_of)
        told = question
        if self.memory.plan and adds_to_plan(asks, desk.knowledge.vocabulary.quantities, self.memory.components):
            told = told_on(self.memory.plan, question)
            quantities = desk.knowledge.vocabulary.quantities
            fresh = {ask.text for ask in asks}
            asks = retold(desk.understander.read(told, self.memory.spoken_of), fresh, quantities)
        elif self.memory.plan and (left := self._plan_without(asks)):
            told, asks = left, desk.understander.read(left, self.memory.spoken_of)
        resolved = desk.filler.fill(asks, self.memory)
        whole = standalone(desk.knowledge, question, resolved, {key for ask in asks for key in ask.facts.values})
        placed = tuple(desk.clerk.placed(item, now) for item in resolved)
        trace.add("understand", **understood(placed))
        if retrieving is None or whole != sought:
            retrieving = desk.background.submit(_timed, desk.retrieve, whole)
        answered = self._answered(placed, now)
        resolved = tuple(replace(item, scope=said.scope) for item, (said, _) in zip(resolved, answered, strict=True))
        findings = unrepeated(without_weak_asides(answered))
        status = status_of(findings)
        passages, seconds = retrieving.result()
        trace.add_beside("retrieve", seconds, passages=passages)
        trace.add(
            "decide",
            status=status,
            confidence=min((finding.confidence for _, finding in findings), default=1.0),
            findings=[{"topic": finding.topic, "status": finding.status, **finding.decided} for _, finding in findings],
        )
        return Draft(resolved, findings, whole, status, plan=plan_after(resolved, told, self.memory))

    def _answered(self, placed: Sequence[Resolved], now: date | datetime) -> list[tuple[Resolved, list[Titled]]]:
        """The findings for each ask, in their order, each going on from what the answer before it settled.

        That is the closing that it named (`その次は?`), and what it spoke of (`手引きの3段階って何? どこが出してるの?`).
        """
        answered: list[tuple[Resolved, list[Titled]]] = []
        closing: datetime | None = None
        for item in placed:
            asked = replace(item, closing=closing or item.closing)
            if answered and not (item.scope.programmes or item.ask.everything):
                asked = replace(asked, scope=self._settled(*answered[-1], goes_on=item.ask.continues))
            elif answered and item.scope == answered[-1][0].scope and not item.ask.scope.programmes:
                asked = replace(asked, scope=self._picked(*answered[-1]))
            found = self._desk.clerk.answer(asked, now)
            closing = next((finding.closing for _, finding in found if finding.closing), closing)
            answered.append((asked, found))
        return answered

    def _settled(self, item: Resolved, found: Sequence[Titled], *, goes_on: bool) -> Scope:
        """What an ask turned out to be about, where that is one programme and the answer is surely the one meant."""
        if goes_on and all(finding.topic == _DATES for _, finding in found):
            # `4月に締切のものと、その上限`
            about = [pair for _, finding in found for pair in finding.about]
            return scope_of(about) if len({programme for programme, _ in about}) == 1 else Scope()
        if any(finding.own < _SURELY_MEANT for _, finding in found):
            return Scope()
        scope = self._picked(item, found)
        return scope if len(scope.programmes) == 1 else Scope()

    def _picked(self, item: Resolved, found: Sequence[Titled]) -> Scope:
        """What an ask is about once it is answered (`青年部で使えるのは何型？`)."""
        return answered_about(item, [finding for _, finding in found], self._desk.understander.names).scope


def _timed(retrieve: Retrieve, question: str) -> tuple[list[dict[str, Any]], float]:
    started = time.perf_counter()
    return retrieve(question), time.perf_counter() - started
