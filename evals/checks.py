"""Everything that can be wrong with one reply, found without any of the product's own checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from assistant.reply import Calculation, Reply, Round
from evals.binding import misplaced_rates, wrong_sums
from evals.grounds import Sources, garbled_words, unproven_contacts, unproven_figures, wrong_weekdays
from evals.items import Expect, ExpectedCalculation, ExpectedRound
from evals.markers import marker_problems
from evals.matching import contains, contains_any

Cause = Literal[
    "crash",
    "status",
    "false_refusal",
    "missed_refusal",
    "missing_fact",
    "forbidden",
    "calculation",
    "rounds",
    "missing_citation",
    "unproven_figure",
    "unproven_contact",
    "misplaced_rate",
    "altered_quote",
    "marker",
    "garbled",
    "calendar",
    "arithmetic",
]
CAUSES: dict[Cause, str] = {
    "crash": "止まった",
    "status": "答え方の種類が違う",
    "false_refusal": "答えられるのに断った",
    "missed_refusal": "断るべきなのに答えた",
    "missing_fact": "必要な事実がない",
    "forbidden": "言ってはいけないことを言った",
    "calculation": "計算が違う",
    "rounds": "受付期間の判定が違う",
    "missing_citation": "必要な箇所を引用していない",
    "unproven_figure": "根拠のない数字",
    "unproven_contact": "根拠のない連絡先",
    "misplaced_rate": "補助率を別の事業者のものとして言った",
    "altered_quote": "引用が原文と違う",
    "marker": "出典番号が合わない",
    "garbled": "資料の誤字をそのまま伝えた",
    "calendar": "日付の計算が合わない",
    "arithmetic": "計算の中身が合わない",
}
CONTENT: frozenset[Cause] = frozenset(
    {"crash", "status", "false_refusal", "missed_refusal", "missing_fact", "forbidden", "calculation", "rounds"}
)
"""Causes that make an answer wrong, whatever it cites."""
GROUNDING: frozenset[Cause] = frozenset(
    {
        "unproven_figure",
        "unproven_contact",
        "misplaced_rate",
        "altered_quote",
        "marker",
        "garbled",
        "calendar",
        "arithmetic",
    }
)
"""Causes that make an answer unproven, whether or not it is right."""
_REFUSALS = ("not_in_sources", "declined")
TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: why, and the words that show it."""

    cause: Cause
    detail: str
    expected: str = ""
    got: str = ""


@dataclass(frozen=True)
class TurnCheck:
    """Findings of one turn and the figures that go into the metrics."""

    findings: tuple[Finding, ...]
    citations: int
    useful_citations: int
    """Citations that overlap a labelled passage."""
    labelled: int
    cited_labels: int
    """Labelled passages that some citation overlaps."""
    quotes: int
    verbatim_quotes: int
    calculated: bool
    """Whether an exact amount was expected."""
    exact: bool

    @property
    def right(self) -> bool:
        """Status, facts, amounts and rounds as known, and every labelled passage cited."""
        return not any(finding.cause in CONTENT or finding.cause == "missing_citation" for finding in self.findings)

    @property
    def content_right(self) -> bool:
        """Status, facts, amounts and rounds as known, whatever is cited."""
        return not any(finding.cause in CONTENT for finding in self.findings)

    @property
    def grounded(self) -> bool:
        return not any(finding.cause in GROUNDING for finding in self.findings)


def said_text(reply: Reply) -> str:
    """What the reply tells the person, a question asked back included."""
    parts = [reply.text]
    if reply.clarification:
        parts += [reply.clarification.question, *reply.clarification.options]
    return "\n".join(parts)


def check_turn(reply: Reply, expect: Expect, said: Sequence[str], as_of: date, sources: Sources) -> TurnCheck:
    """Check one reply against what is known about it.

    `said` are the person's own messages up to and including this one: their figures may be repeated.
    """
    text = said_text(reply)
    findings: list[Finding] = []
    findings += _status(reply, expect)
    findings += _facts(text, expect)
    calculation = _calculation(reply, expect.calculation) if expect.calculation else []
    findings += calculation
    findings += _rounds(reply.rounds, expect.rounds)
    cited = [any(_overlap(c.lines, label) for c in reply.citations) for label in expect.cite]
    findings += [
        Finding("missing_citation", f"{_lines(first, last)}を引用していません", expected=_label(sources, first, last))
        for (first, last), found in zip(expect.cite, cited, strict=True)
        if not found
    ]
    quotes = [_verbatim(sources, c.document_id, c.quote, c.lines) for c in reply.citations]
    findings += [
        Finding("altered_quote", f"[{c.marker}] {_lines(*c.lines)}", got=c.quote)
        for c, verbatim in zip(reply.citations, quotes, strict=True)
        if not verbatim
    ]
    findings += [Finding("marker", problem) for problem in marker_problems(reply)]
    findings += [Finding("unproven_figure", "どの根拠にもない数字です", got=figure) for figure in
                 unproven_figures(reply, said, as_of, sources)]  # fmt: skip
    findings += [
        Finding("unproven_contact", "資料にない連絡先です", got=contact)
        for contact in unproven_contacts(reply, sources)
    ]
    findings += [Finding("garbled", "資料の誤字です", got=word) for word in garbled_words(reply.text, said, sources)]
    findings += [Finding("calendar", "曜日が違います", got=day) for day in wrong_weekdays(text)]
    findings += [finding for item in reply.rounds for finding in _calendar(item, as_of)]
    findings += [Finding("misplaced_rate", "引用では別の率です", got=pair) for pair in misplaced_rates(reply)]
    findings += _arithmetic(reply.calculation) if reply.calculation else []
    findings += [Finding("arithmetic", "式が合いません", got=equation) for equation in wrong_sums(reply)]
    findings += _unknown_tracks(reply, sources)
    return TurnCheck(
        findings=tuple(findings),
        citations=len(reply.citations),
        useful_citations=sum(any(_overlap(c.lines, label) for label in expect.cite) for c in reply.citations),
        labelled=len(expect.cite),
        cited_labels=sum(cited),
        quotes=len(quotes),
        verbatim_quotes=sum(quotes),
        calculated=expect.calculation is not None,
        exact=expect.calculation is not None and not calculation,
    )


def content_findings(text: str, expect: Expect) -> list[Finding]:
    """Facts missing from and forbidden words found in a plain text: what gold and wrong answers are held to."""
    return _facts(text, expect)


def _status(reply: Reply, expect: Expect) -> list[Finding]:
    if reply.status in expect.statuses:
        return []
    wanted = " / ".join(expect.statuses)
    cause: Cause = "status"
    if reply.status in _REFUSALS and not any(status in _REFUSALS for status in expect.statuses):
        cause = "false_refusal"
    elif reply.status == "answered" and all(status in _REFUSALS for status in expect.statuses):
        cause = "missed_refusal"
    return [Finding(cause, f"{wanted} のはずが {reply.status}", expected=wanted, got=reply.status)]


def _facts(text: str, expect: Expect) -> list[Finding]:
    missing = [
        Finding("missing_fact", "次のどれかが要ります", expected=" / ".join(fact.any))
        for fact in expect.facts
        if not contains_any(text, fact.any)
    ]
    return missing + [
        Finding("forbidden", "言ってはいけない語です", got=word)
        for word in expect.forbidden
        if contains(text, word, strict=True)
    ]


# --- calculation -------------------------------------------------------------------------------------------------


def _calculation(reply: Reply, expected: ExpectedCalculation) -> list[Finding]:
    """Exact to the yen, of the right programme and track."""
    got = reply.calculation
    wanted = _say_expected(expected)
    if got is None:
        return [Finding("calculation", "計算がありません", expected=wanted)]
    problems: list[str] = []
    if got.programme != expected.programme:
        problems.append(f"制度が {got.programme}")
    if expected.track and got.track != expected.track:
        problems.append(f"枠が {got.track}")
    if expected.scenarios:
        problems += _scenario_problems(got, expected)
    else:
        if expected.cost_yen is not None and got.cost_yen != expected.cost_yen:
            problems.append(f"経費が {_yen(got.cost_yen)}")
        if expected.own_cost_yen is not None and got.own_cost_yen != expected.own_cost_yen:
            problems.append(f"自己負担が {_yen(got.own_cost_yen)}")
        if expected.subsidy_range_yen is not None and got.subsidy_range_yen != expected.subsidy_range_yen:
            problems.append("補助額の幅が違います")
        if expected.subsidy_yen is not None and got.subsidy_yen != expected.subsidy_yen:
            problems.append("補助額が違います")
    if not problems:
        return []
    return [Finding("calculation", "、".join(problems), expected=wanted, got=_say_got(got))]


def _flat(calculation: Calculation) -> Iterable[Calculation]:
    yield calculation
    for scenario in calculation.scenarios:
        yield from _flat(scenario)


def _scenario_problems(got: Calculation, expected: ExpectedCalculation) -> list[str]:
    """Each expected amount must come out in a case of its own; further cases may be there."""
    left = [case for case in _flat(got) if not case.scenarios]
    problems = []
    if expected.cost_yen is not None and all(case.cost_yen != expected.cost_yen for case in _flat(got)):
        problems.append(f"経費が {_yen(got.cost_yen)}")
    for scenario in expected.scenarios:
        fits = [
            case
            for case in left
            if case.subsidy_yen == scenario.subsidy_yen
            and (scenario.cost_yen is None or case.cost_yen == scenario.cost_yen)
        ]
        if fits:
            left.remove(fits[0])
        else:
            when = "、".join(f"{key}={value}" for key, value in scenario.when.items())
            problems.append(f"{when} の場合の {_yen(scenario.subsidy_yen)} がありません")
    return problems


def _arithmetic(calculation: Calculation) -> list[Finding]:
    """Cost, grant and own share must add up in every case; a grant is never above the cost."""
    found = []
    for case in _flat(calculation):
        cost, subsidy, own = case.cost_yen, case.subsidy_yen, case.own_cost_yen
        if cost is None or subsidy is None:
            continue
        if own is not None and own != cost - subsidy:
            found.append(Finding("arithmetic", "経費－補助額＝自己負担になりません", got=_say_got(case)))
        if not 0 <= subsidy <= cost:
            found.append(Finding("arithmetic", "補助額が経費の範囲にありません", got=_say_got(case)))
    return found


def _unknown_tracks(reply: Reply, sources: Sources) -> list[Finding]:
    """A calculation of a track that its programme doesn't have."""
    cases = list(_flat(reply.calculation)) if reply.calculation else []
    strangers = {
        f"{case.programme}/{case.track}"
        for case in cases
        if case.track and case.track not in sources.tracks.get(case.programme, frozenset())
    }
    return [Finding("arithmetic", "その制度にない枠です", got=name) for name in sorted(strangers)]


def _yen(amount: int | None) -> str:
    return "なし" if amount is None else f"{amount:,}円"


def _say_expected(expected: ExpectedCalculation) -> str:
    if expected.scenarios:
        amounts = " / ".join(_yen(scenario.subsidy_yen) for scenario in expected.scenarios)
    elif expected.subsidy_range_yen:
        amounts = "～".join(_yen(amount) for amount in expected.subsidy_range_yen)
    else:
        amounts = _yen(expected.subsidy_yen)
    track = f"/{expected.track}" if expected.track else ""
    return f"{expected.programme}{track} 経費 {_yen(expected.cost_yen)} → {amounts}（{expected.derivation}）"


def _say_got(got: Calculation) -> str:
    if got.scenarios:
        amounts = " / ".join(_say_amount(case) for case in _flat(got) if not case.scenarios)
    else:
        amounts = _say_amount(got)
    track = f"/{got.track}" if got.track else ""
    return f"{got.programme}{track} 経費 {_yen(got.cost_yen)} → {amounts}"


def _say_amount(case: Calculation) -> str:
    if case.subsidy_range_yen:
        return "～".join(_yen(amount) for amount in case.subsidy_range_yen)
    return _yen(case.subsidy_yen)


# --- rounds ------------------------------------------------------------------------------------------------------


def _rounds(got: Sequence[Round], expected: Sequence[ExpectedRound]) -> list[Finding]:
    left = list(got)
    found = []
    for wanted in expected:
        fits = [item for item in left if _same_close(item.closes, wanted.closes) and item.status == wanted.status]
        if fits:
            left.remove(fits[0])
            continue
        shown = " / ".join(f"{item.name} {_instant(item.closes)} {item.status}" for item in got) or "なし"
        found.append(Finding("rounds", "締切と状態", expected=f"{_instant(wanted.closes)} {wanted.status}", got=shown))
    return found


def _same_close(got: datetime | None, wanted: datetime | None) -> bool:
    """The same instant; a day without a printed hour ends at its last second, with or without that second."""
    if got is None or wanted is None:
        return got is wanted
    if got.tzinfo is None:
        return False
    return got == wanted or (_whole_day(got) and _whole_day(wanted) and _day(got) == _day(wanted))


def _whole_day(instant: datetime) -> bool:
    local = instant.astimezone(TOKYO)
    return (local.hour, local.minute) == (23, 59)


def _day(instant: datetime) -> date:
    return instant.astimezone(TOKYO).date()


def _instant(instant: datetime | None) -> str:
    return instant.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M") if instant else "期限なし"


def _calendar(item: Round, as_of: date) -> list[Finding]:
    """Status and days left must follow from the day asked."""
    if item.status == "always":
        return []
    opens, closes = item.opens and _day(item.opens), item.closes and _day(item.closes)
    right: set[str] = set()
    if closes and as_of > closes:
        right = {"closed"}
    elif opens and as_of < opens:
        right = {"before"}
    else:
        # On its first and last day the hour decides, and the question gives none.
        right = {"open"} | ({"before"} if opens == as_of else set()) | ({"closed"} if closes == as_of else set())
    found = []
    if item.status not in right:
        detail = f"{as_of} の時点では {'か'.join(sorted(right))} です"
        found.append(Finding("calendar", detail, got=f"{item.name} {_instant(item.closes)} {item.status}"))
    if (
        item.days_left is not None
        and closes
        and item.days_left not in {(closes - as_of).days, max((closes - as_of).days, 0)}
    ):
        found.append(
            Finding("calendar", f"残りは {(closes - as_of).days} 日です", got=f"{item.name} {item.days_left} 日")
        )
    return found


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _verbatim(sources: Sources, document: str, quote: str, lines: tuple[int, int]) -> bool:
    source = sources.documents.get(document)
    return source is not None and source.has(quote, *lines)


def _lines(first: int, last: int) -> str:
    return f"{first}行目" if first == last else f"{first}～{last}行目"


def _label(sources: Sources, first: int, last: int) -> str:
    text = sources.main.verbatim(first, last)
    return text if len(text) <= 160 else text[:160] + "…"
