"""Ten ways to break the system: what a reply would be if the product had that bug.

Each takes the reply that the system gave and returns the reply that the bug would have made of it. A bug in the data or
in a rule shows in the words, the calculation and the rounds alike, so each mutation changes all that such a bug changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from assistant.reply import Calculation, Reply, Round
from evals.items import Item
from evals.sources import Sources

Mutation = Callable[[Reply, Item], Reply]
MARKER = re.compile(r"\[(\d{1,3})\]")
REFUSAL = "資料に書かれていません。"


def swap_two_rates(reply: Reply, item: Item) -> Reply:
    """1/2 and 2/3 changed places in the data: words and amounts follow the wrong rate, quotes stay."""
    swap = {"1/2": "2/3", "2/3": "1/2"}
    text = re.sub(r"(?<![\d/])(?:1/2|2/3)(?![\d/])", lambda found: swap[found[0]], reply.text)
    calculation = reply.calculation and _calculated_again(reply.calculation, _other_rate)
    return reply.model_copy(
        update={"text": _with_amounts(text, reply.calculation, calculation), "calculation": calculation}
    )


def drop_a_citation(reply: Reply, item: Item) -> Reply:
    """The last citation gets lost on the way; the text still points to it."""
    return reply.model_copy(update={"citations": reply.citations[:-1]})


def off_by_one_day(reply: Reply, item: Item) -> Reply:
    """Every closing day is one day late, in the calendar and in the words."""
    rounds = [_shifted(item_round, 1, item.as_of) for item_round in reply.rounds]
    text = reply.text
    for old, new in zip(reply.rounds, rounds, strict=True):
        if old.closes and new.closes:
            text = text.replace(f"{old.closes.month}月{old.closes.day}日", f"{new.closes.month}月{new.closes.day}日")
    return reply.model_copy(update={"rounds": rounds, "text": text})


def ignore_a_cap(reply: Reply, item: Item) -> Reply:
    """The calculator forgets the ceiling: the grant is cost times rate, whatever the limit."""
    calculation = reply.calculation and _calculated_again(reply.calculation, _uncapped)
    return reply.model_copy(
        update={"text": _with_amounts(reply.text, reply.calculation, calculation), "calculation": calculation}
    )


def answer_everything(reply: Reply, item: Item) -> Reply:
    """Nothing is ever refused."""
    if reply.status == "answered":
        return reply
    return reply.model_copy(update={"status": "answered", "clarification": None})


def refuse_everything(reply: Reply, item: Item) -> Reply:
    """Every question is turned away."""
    if reply.status in ("not_in_sources", "declined"):
        return reply
    cleared = {"citations": [], "calculation": None, "rounds": [], "contacts": [], "clarification": None}
    return reply.model_copy(update={"status": "not_in_sources", "text": REFUSAL, **cleared})


def stale_date(reply: Reply, item: Item) -> Reply:
    """The clock stands still in February: rounds are judged on the wrong day."""
    clock = date(2026, 2, 10)
    return reply.model_copy(update={"rounds": [_judged(item_round, clock) for item_round in reply.rounds]})


def wrong_track(reply: Reply, item: Item, sources: Sources) -> Reply:
    """The neighbouring column is read: the calculation is of another track, and figures come from beside."""
    calculation = reply.calculation
    others = sorted(sources.tracks.get(calculation.programme, frozenset()) - {calculation.track}) if calculation else []
    if calculation and calculation.track and others:
        calculation = calculation.model_copy(update={"track": others[0]})
    beside = {
        "750万円": "3,000万円",
        "2,500万円": "3,000万円",
        "50万円": "200万円",
        "1,500万円": "1億円",
        "150万円": "350万円",
    }
    text = reply.text
    for old, new in beside.items():
        if re.search(rf"(?<![\d,]){old}", text):
            text = re.sub(rf"(?<![\d,]){old}", new, text)
            break
    return reply.model_copy(update={"text": text, "calculation": calculation})


def pass_on_garbled_words(reply: Reply, item: Item, sources: Sources) -> Reply:
    """The words as printed are said instead of the mended ones."""
    text = reply.text
    for word in sources.main.garbled:
        if len(word.printed) > 2 and len(word.reading) > 2 and "http" not in word.printed:
            text = text.replace(word.reading, word.printed)
    return reply.model_copy(update={"text": text})


def alter_a_number_after_citing(reply: Reply, item: Item) -> Reply:
    """A figure of the text changes after its proof: 500万円 becomes 600万円 while the quote says 500万円."""

    def bump(found: re.Match[str]) -> str:
        first = found[1]
        return f"{(int(first) % 9) + 1}{found[2]}"

    text = re.sub(r"(?<![\d,./\[-])([1-9])((?:[\d,]*)(?:億|万)?円)", bump, reply.text, count=1)
    return reply.model_copy(update={"text": text})


# --- what a bug in a rule does to a calculation -------------------------------------------------------------------


def _other_rate(case: Calculation) -> int | None:
    if case.subsidy_yen is None or not case.cost_yen:
        return case.subsidy_yen
    if abs(case.subsidy_yen * 2 - case.cost_yen) <= 2:
        return case.cost_yen * 2 // 3
    return case.cost_yen // 2 if abs(case.subsidy_yen * 3 - case.cost_yen * 2) <= 3 else case.subsidy_yen


def _uncapped(case: Calculation) -> int | None:
    if case.subsidy_yen is None or not case.cost_yen:
        return case.subsidy_yen
    return max(case.subsidy_yen, case.cost_yen * 2 // 3 if case.subsidy_yen * 2 > case.cost_yen else case.cost_yen // 2)


def _calculated_again(calculation: Calculation, rule: Callable[[Calculation], int | None]) -> Calculation:
    subsidy = rule(calculation)
    own = calculation.cost_yen - subsidy if calculation.cost_yen is not None and subsidy is not None else None
    return calculation.model_copy(
        update={
            "subsidy_yen": subsidy,
            "own_cost_yen": own,
            "scenarios": [_calculated_again(case, rule) for case in calculation.scenarios],
        }
    )


def _with_amounts(text: str, before: Calculation | None, after: Calculation | None) -> str:
    """The text with the old grant replaced by the new one, as a writer would have written it."""
    if before is None or after is None:
        return text
    pairs = [(before, after), *zip(before.scenarios, after.scenarios, strict=True)]
    for old, new in pairs:
        if old.subsidy_yen and new.subsidy_yen and old.subsidy_yen != new.subsidy_yen:
            for spelling in _spellings(old.subsidy_yen):
                text = re.sub(rf"(?<![\d,万億]){re.escape(spelling)}", _spellings(new.subsidy_yen)[0], text)
    return text


def _spellings(yen: int) -> list[str]:
    oku, rest = divmod(yen, 100_000_000)
    man, ones = divmod(rest, 10_000)
    short = (f"{oku}億" if oku else "") + (f"{man:,}万" if man else "") + (f"{ones:,}" if ones else "") + "円"
    return [short, f"{yen:,}円"]


# --- what a bug in the calendar does to a round -------------------------------------------------------------------


def _shifted(item: Round, days: int, as_of: date) -> Round:
    if item.closes is None:
        return item
    return _judged(item.model_copy(update={"closes": item.closes + timedelta(days=days)}), as_of)


def _judged(item: Round, today: date) -> Round:
    if item.status == "always" or item.closes is None:
        return item
    status = "open"
    if item.opens and today < item.opens.date():
        status = "before"
    elif today > item.closes.date():
        status = "closed"
    left = (item.closes.date() - today).days
    return item.model_copy(update={"status": status, "days_left": max(left, 0) if item.days_left is not None else None})


def all_mutations(sources: Sources) -> dict[str, Mutation]:
    """All ten, by name."""
    of_reply = (
        swap_two_rates,
        drop_a_citation,
        off_by_one_day,
        ignore_a_cap,
        answer_everything,
        refuse_everything,
        stale_date,
        alter_a_number_after_citing,
    )
    of_data = (wrong_track, pass_on_garbled_words)
    plain: dict[str, Mutation] = {function.__name__: function for function in of_reply}
    return plain | {function.__name__: partial(function, sources=sources) for function in of_data}
