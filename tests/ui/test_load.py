"""Fifty conversations at once, ten turns each, through the real HTTP interface of the real counter."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from dataclasses import dataclass

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

VISITORS, TURNS = 50, 10
P95_SECONDS = 1.5
# With more than this to do for each core, a machine is busy with something else, and its times say nothing.
BUSY = 1.5
# What each visitor asks about, with words that only its own answers may hold.
SUBJECTS = (
    ("ものづくり補助金", "050-3821-7013"),
    ("省力化投資補助金", "0570-099-660"),
    ("デジタル化・AI導入補助金", "0570-666-376"),
    ("サイバーセキュリティお助け隊サービス", "03-5978-7508"),
    ("マナビDX", "manabi-dx-enquete.ipa.go.jp"),
)
# From one question of a visitor to the next: quick readers, all of them.
READING_SECONDS = 1.5


@dataclass(frozen=True)
class Answered:
    seconds: float
    mixed: bool


async def visit(client: httpx.AsyncClient, key: str, number: int, turns: int, pause: float) -> list[Answered]:
    """One visitor: names the subject once, then asks on without naming it."""
    name, own = SUBJECTS[number % len(SUBJECTS)]
    others = [contact for subject, contact in SUBJECTS if subject != name]
    questions = [f"{name}の問い合わせ先は？", *["問い合わせ先は？", "それはどこに聞けばいい？", "電話番号は？"] * turns]
    answers = []
    await asyncio.sleep(pause * number / VISITORS)
    for question in questions[:turns]:
        started = time.perf_counter()
        response = await client.post("/api/ask", json={"question": question, "conversation": key})
        seconds = time.perf_counter() - started
        assert response.status_code == 200, response.text
        reply = response.json()
        said = reply["text"] + str(reply["contacts"])
        answers.append(Answered(seconds, own not in said or any(contact in said for contact in others)))
        await asyncio.sleep(max(0.0, pause - seconds))
    return answers


def everybody(office: str, turns: int, pause: float, run: str) -> float:
    """All visitors at once. Prints what it was like and returns the 95th percentile in seconds."""

    async def visits() -> list[list[Answered]]:
        limits = httpx.Limits(max_connections=VISITORS)
        async with httpx.AsyncClient(base_url=office, limits=limits, timeout=120) as client:
            return list(
                await asyncio.gather(
                    *(visit(client, f"{run}-{number}", number, turns, pause) for number in range(VISITORS))
                )
            )

    started = time.perf_counter()
    found = [answer for answers in asyncio.run(visits()) for answer in answers]
    seconds = time.perf_counter() - started
    times = sorted(answer.seconds for answer in found)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"\n{VISITORS} conversations x {turns} turns, {pause:g} s to read: {seconds:.1f} s "
        f"({len(times) / seconds:.0f} answers a second), median {statistics.median(times) * 1000:.0f} ms, "
        f"95th percentile {p95 * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms"
    )
    assert len(found) == VISITORS * turns
    assert not any(answer.mixed for answer in found), "an answer belongs to another conversation"
    return p95


def test_fifty_conversations_at_once(office: str) -> None:
    """Never a fault, never a mixed answer. The time is the best of a few runs, and is held to its limit where the machine
    has nothing else to do: it is the page that is measured."""
    cores = os.cpu_count() or 1
    free = cores >= 2 and os.getloadavg()[0] <= BUSY * cores
    best = everybody(office, TURNS, READING_SECONDS, "a")
    for attempt in ("b", "c"):
        if not free or best < P95_SECONDS:
            break
        best = min(best, everybody(office, TURNS, READING_SECONDS, attempt))
    if free:
        assert best < P95_SECONDS


def test_a_flood_is_slower_but_wrong_for_nobody(office: str) -> None:
    """Nobody reads, everybody asks again at once: the time is printed, faults and mixed answers are not allowed."""
    everybody(office, 4, 0.0, "flood")
