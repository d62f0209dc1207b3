"""Opening, asking, queueing, stopping and keeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import pytest

from assistant.reply import Reply
from ingest.errors import MadoguchiError
from tests.ui.scripted import MemoryStore, ScriptedAssistant
from ui import words
from ui.desk import Assistant, BusyError, Desk, NotReadyError, OtherDayError
from ui.feedback import keep_feedback


async def collect(desk: Desk, key: str, question: str, turn: str) -> list[str | Reply]:
    conversation = desk.conversations.get_or_start(key)
    return [event async for event in desk.stream(conversation, question, turn=turn)]


def test_questions_wait_until_the_assistant_is_open(make_desk: Callable[..., Desk]) -> None:
    assistant = ScriptedAssistant()

    def opening(tell: Callable[[str, float | None], None]) -> Assistant:
        tell("索引を作っています", 0.5)
        assistant.gate.wait(10)
        return assistant

    desk = make_desk(opening)
    with pytest.raises(NotReadyError, match="準備中"):
        desk.conversations.get_or_start("a")
    desk.open()
    desk.open()
    while desk.opening.share is None:
        pass
    assert (desk.opening.state, desk.opening.doing, desk.opening.share) == ("starting", "索引を作っています", 0.5)
    assert desk.rounds(date(2026, 4, 10)), "calendar and calculator don't wait"
    assistant.gate.set()
    assert desk.wait(10).state == "ready"
    assert desk.conversations.get_or_start("a")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MadoguchiError("索引が壊れています。"), "索引が壊れています。"),
        (RuntimeError("secret"), "窓口を開けませんでした"),
    ],
)
def test_a_counter_that_cannot_open_says_so(make_desk: Callable[..., Desk], error: Exception, said: str) -> None:
    def opening(_: Callable[[str, float | None], None]) -> Assistant:
        raise error

    desk = make_desk(opening)
    desk.open()
    opened = desk.wait(10)
    assert opened.state == "failed" and said in opened.doing and "secret" not in opened.doing
    with pytest.raises(NotReadyError, match=said):
        desk.conversations.get_or_start("a")


def test_the_pieces_come_first_and_the_reply_last(desk: Desk) -> None:
    *pieces, last = asyncio.run(collect(desk, "a", "締切は？", "t-1"))
    assert isinstance(last, Reply) and "".join(str(piece) for piece in pieces) == last.text
    desk.close()
    assert isinstance(desk.feedback, MemoryStore)
    kept = desk.feedback.turns[last.id]
    assert kept["position"] == 1 and kept["as_of"] == date(2026, 4, 10) and kept["conversation_id"] != "a"


def test_a_turn_sent_twice_is_asked_once(desk: Desk) -> None:
    first = asyncio.run(collect(desk, "a", "締切は？", "t-1"))
    second = asyncio.run(collect(desk, "a", "締切は？", "t-1"))
    assert second == [first[-1]]
    found = desk.conversations.get("a")
    assert found and len(found.turns) == 1 and getattr(found.talk, "asked", None) == ["締切は？"]


def test_questions_of_one_conversation_come_one_after_another(desk: Desk) -> None:
    async def both() -> list[Reply]:
        conversation = desk.conversations.get_or_start("a")
        return list(await asyncio.gather(*(desk.ask(conversation, f"質問{number}") for number in range(5))))

    assert [f"{number}回目" in reply.text for number, reply in enumerate(asyncio.run(both()), 1)] == [True] * 5


def test_a_stopped_turn_says_no_more_and_leaves_no_trace(desk: Desk) -> None:
    async def stopping() -> list[str | Reply]:
        conversation = desk.conversations.get_or_start("a")
        events = []
        async for event in desk.stream(conversation, "ゆっくり", turn="t-1"):
            events.append(event)
            conversation.stopped = {"t-1"}
        assert not conversation.lock.locked() and not conversation.turns
        return events

    assert len(asyncio.run(stopping())) == 1
    assert isinstance(asyncio.run(collect(desk, "a", "次は？", "t-2"))[-1], Reply)


def test_a_visitor_who_goes_away_frees_the_seat(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(seats=1)
    desk.open()
    desk.wait(10)

    async def leaving() -> None:
        conversation = desk.conversations.get_or_start("a")
        stream = desk.stream(conversation, "ゆっくり", turn="t-1")
        await anext(stream)
        await stream.aclose()
        assert isinstance(await desk.ask(desk.conversations.get_or_start("b"), "締切は？"), Reply)

    asyncio.run(leaving())


def test_a_fault_frees_the_seat_and_reaches_the_caller(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(seats=1)
    desk.open()
    desk.wait(10)

    async def faults() -> None:
        conversation = desk.conversations.get_or_start("a")
        with pytest.raises(RuntimeError):
            await desk.ask(conversation, "こわれる")
        assert (await desk.ask(conversation, "締切は？")).status == "answered"

    asyncio.run(faults())


def test_too_many_questions_are_told_to_come_back(
    make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desk._MOST_WAITING", 1)
    monkeypatch.setattr("ui.desk._LONGEST_WAIT", 0.3)
    assistant = ScriptedAssistant()
    desk = make_desk(lambda tell: assistant, seats=1)
    desk.open()
    desk.wait(10)

    async def crowd() -> list[object]:
        waiting = [
            asyncio.create_task(desk.ask(desk.conversations.get_or_start(f"k{number}"), "まって"))
            for number in range(3)
        ]
        await asyncio.sleep(0.6)
        assistant.gate.set()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    results = asyncio.run(crowd())
    assert isinstance(results[0], Reply)
    assert all(isinstance(result, BusyError) and str(result) == words.BUSY for result in results[1:])


def test_a_conversation_keeps_its_day(desk: Desk) -> None:
    async def twice() -> None:
        await desk.ask_once("締切は？", date(2026, 4, 1), "a")
        await desk.ask_once("締切は？", None, "a")
        with pytest.raises(OtherDayError):
            await desk.ask_once("締切は？", date(2026, 4, 2), "a")

    asyncio.run(twice())


def test_a_single_question_is_not_remembered(desk: Desk) -> None:
    asyncio.run(desk.ask_once("締切は？"))
    assert len(desk.conversations) == 0


def test_records_that_cannot_be_written_cost_nobody_an_answer(make_desk: Callable[..., Desk]) -> None:
    store = MemoryStore(broken=True)
    desk = make_desk(feedback=store)
    desk.open()
    desk.wait(10)
    assert asyncio.run(desk.ask_once("締切は？")).status == "answered"
    assert desk.rate("x", helpful=True) is False


def test_feedback_is_written_after_its_turn(desk: Desk) -> None:
    reply = asyncio.run(desk.ask_once("締切は？"))
    assert desk.rate(reply.id, helpful=True)
    assert isinstance(desk.feedback, MemoryStore) and reply.id in desk.feedback.turns


def test_feedback_is_kept_in_words_and_unknown_reasons_are_dropped() -> None:
    store = MemoryStore()
    assert keep_feedback(store, "r", helpful=False, reasons=["figure", "figure", "<b>"], comment="x" * 9999)
    assert store.given == [
        {"turn": "r", "helpful": False, "reasons": [words.REASONS["figure"]], "comment": "x" * words.LONGEST_COMMENT}
    ]
    assert keep_feedback(None, "r", helpful=True, reasons=[], comment="") is False
