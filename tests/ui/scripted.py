"""A counter whose answers are written by the test: for what the real one never says, or says too quickly to see."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assistant.programmes.model import JST
from assistant.reply import Calculation, Citation, Clarification, Contact, Reply, Round, Step
from ui.conversations import Talk
from ui.desk import FoundText

DOCUMENT = "meti-digital-2026-02"
NASTY = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:window.hacked=1)'


def citation(marker: int = 1, **changes: Any) -> Citation:
    """A true citation of the briefing."""
    given: dict[str, Any] = {
        "marker": marker,
        "document_id": DOCUMENT,
        "title": "経済産業省支援事業のご紹介",
        "section": ["ものづくり補助金", "申請受付期間（23次公募）"],
        "quote": "2026年5月8日（金）17:00（厳守）",
        "lines": (129, 129),
        "as_of": "2026-02",
        "url": "https://portal.monodukuri-hojo.jp/about.html",
    }
    return Citation(**{**given, **changes})


def reply(question: str = "締切は？", text: str = "締切は、2026年5月8日（金）17:00です[1]。", **changes: Any) -> Reply:
    """A plain reply with one citation."""
    given: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "question": question,
        "standalone_question": question,
        "status": "answered",
        "text": text,
        "citations": [citation()],
    }
    return Reply(**{**given, **changes})


def rich_reply(question: str = "一般型はいくら？") -> Reply:
    """A reply that has everything a reply can have."""
    step = Step(label="補助率をかけます", formula="100万円 × 2/3 = 666,666円（1円未満切捨て）", yen=666_666)
    case = Calculation(
        programme="shoryokuka", track="ippan", cost_yen=1_000_000, subsidy_yen=500_000, own_cost_yen=500_000
    )
    return reply(
        question,
        "次のとおりです[1]。\n■ 一般型\n・上限は1億円です[2]。\n\n| 区分 | 補助率 |\n|---|---|\n| 中小 | 1/2 |",
        citations=[
            citation(),
            citation(
                2,
                quote="補助上限額 最大1億円",
                lines=(334, 334),
                section=["省力化投資補助金", "一般型"],
                reading="最大1億円",
            ),
        ],
        calculation=Calculation(
            programme="shoryokuka",
            track="ippan",
            cost_yen=1_000_000,
            subsidy_range_yen=(500_000, 666_666),
            scenarios=[
                case.model_copy(update={"scenario": "中小企業の場合"}),
                case.model_copy(
                    update={
                        "scenario": "小規模事業者の場合",
                        "subsidy_yen": 666_666,
                        "own_cost_yen": 333_334,
                        "steps": [step],
                    }
                ),
            ],
            assumptions=["補助額は、事業者の区分で変わります。"],
        ),
        rounds=[
            Round(
                programme="shoryokuka",
                track="ippan",
                name="第5回",
                opens=datetime(2026, 2, 2, tzinfo=JST),
                closes=datetime(2026, 2, 27, 23, 59, 59, tzinfo=JST),
                status="closed",
            )
        ],
        clarification=Clarification(question="区分はどれですか。", options=["中小企業", "小規模事業者"]),
        follow_ups=["一般型の締切は？"],
        notices=["この回答は、2026年2月時点の資料にもとづいています。"],
        contacts=[
            Contact(
                programme="shoryokuka",
                name="コールセンター",
                phone=["0570-099-660"],
                email="a@example.jp",
                url="https://shoryokuka.smrj.go.jp/",
            )
        ],
    )


def nasty_reply(question: str) -> Reply:
    """A reply with markup of every kind in every text that it has."""
    return reply(
        question,
        f"{NASTY}[1]\n・{NASTY}\n| {NASTY} | a |\n| b | c |",
        status="not_in_sources",
        citations=[
            citation(
                title=NASTY,
                section=[NASTY],
                quote=NASTY,
                reading=NASTY,
                url="javascript:window.hacked=1",
                lines=(1, 1),
                document_id=NASTY,
            )
        ],
        calculation=Calculation(
            programme=NASTY,
            track=NASTY,
            subsidy_yen=1,
            limited_by=NASTY,
            steps=[Step(label=NASTY, formula=NASTY, yen=1)],
            assumptions=[NASTY],
            scenarios=[Calculation(programme=NASTY, scenario=NASTY)],
        ),
        rounds=[Round(programme=NASTY, track=NASTY, name=NASTY, status="always")],
        clarification=Clarification(question=NASTY, options=[NASTY]),
        follow_ups=[NASTY],
        notices=[NASTY],
        contacts=[Contact(programme=NASTY, name=NASTY, phone=[NASTY], email=NASTY, url="javascript:window.hacked=1")],
    )


@dataclass
class ScriptedTalk:
    """A conversation that remembers what it has answered to the end."""

    assistant: ScriptedAssistant
    as_of: date | None
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Reply:
        *_, last = self.stream(question)
        assert isinstance(last, Reply)
        return last

    def stream(self, question: str) -> Iterator[str | Reply]:
        self.assistant.asked.append(question)
        if "こわれる" in question:
            raise RuntimeError("a fault of the test")
        if "あぶない" in question:
            yield NASTY
            yield nasty_reply(question)
            return
        if "ぜんぶ" in question:
            yield rich_reply(question)
            return
        if "ゆっくり" in question:
            for number in range(20):
                yield f"{number}番目の文です。"
                time.sleep(0.2)
        if "まって" in question:
            self.assistant.gate.wait(20)
        text = f"「{question}」へのお答えです[1]。この相談では{len(self.asked) + 1}回目です。"
        yield text
        self.asked.append(question)
        yield reply(question, text, engine=self.assistant.engine)


@dataclass
class ScriptedAssistant:
    """Hands out scripted conversations. `gate` holds back the answers to questions with まって."""

    engine: str = "template"
    asked: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def conversation(self, as_of: date | None = None) -> Talk:
        return ScriptedTalk(self, as_of)

    def search(self, question: str, limit: int) -> list[FoundText]:
        found = FoundText(DOCUMENT, "資料", ("ものづくり補助金",), f"{question}の文", (129, 129), 1.5)
        return [found][:limit]


@dataclass
class MemoryStore:
    """`FeedbackStore` in memory."""

    turns: dict[str, dict[str, Any]] = field(default_factory=dict)
    given: list[dict[str, Any]] = field(default_factory=list)
    broken: bool = False

    def record(self, reply: Reply, *, conversation_id: str, as_of: date, position: int = 1) -> None:
        if self.broken:
            raise OSError("the disk is full")
        self.turns[reply.id] = {
            "reply": reply,
            "conversation_id": conversation_id,
            "as_of": as_of,
            "position": position,
        }

    def add_feedback(self, turn_id: str, *, helpful: bool, reasons: Sequence[str] = (), comment: str = "") -> None:
        if self.broken:
            raise OSError("the disk is full")
        self.given.append({"turn": turn_id, "helpful": helpful, "reasons": list(reasons), "comment": comment})
