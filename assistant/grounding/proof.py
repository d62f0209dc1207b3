"""Every figure of a text is in a cited passage, the calculation, the calendar or the person's own plan; or it falls.

Figures are compared by value and unit, so `4月30日`, `4/30` and `令和8年4月30日` prove each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from assistant.grounding.names import without_names
from assistant.reply import Calculation, Citation, Round
from ingest.japanese.comparing import same, states, weekday_is_right
from ingest.japanese.figures import Figure, figures

MARKER = re.compile(r"\[(\d{1,3})\]")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+(?:\[\d{1,3}\])*|[^。！？!?\n]+(?:\n|$)|\n")
# A sentence that takes back what the person said may repeat it.
_DENIALS = (
    "ではありません",
    "ではなく",
    "じゃなく",
    "いいえ",
    "書かれていません",
    "記載がありません",
    "見当たりません",
    "確認できません",
    "に届きません",
)


@dataclass(frozen=True)
class Evidence:
    """What a text may rest on."""

    citations: Sequence[Citation] = ()
    calculations: Sequence[Calculation] = ()
    rounds: Sequence[Round] = ()
    question: str = ""
    """The person's own words, with what was carried over: their plan's figures may be repeated."""
    days: Sequence[date | datetime] = ()
    """The day asked, and days or instants that the calendar was asked about."""
    spans: Sequence[tuple[date, date]] = ()
    """Two days each between which the calendar counted the days."""
    counts: Sequence[int] = ()
    """How many rounds the calendar counted."""
    names: Sequence[str] = ()
    """Names of programmes and tracks, which may hold figures (`100億宣言`)."""


@dataclass(frozen=True)
class Problem:
    """A sentence that can't stand, and why."""

    sentence: str
    reason: str
    figure: str | None = None


@dataclass(frozen=True)
class _Shown:
    """The figures of the evidence, by where they stand."""

    by_marker: Mapping[int, Sequence[Figure]]
    computed: Sequence[Figure]
    plan: Sequence[Figure]
    said: Sequence[Figure]
    every: Sequence[Figure] = field(default_factory=tuple)


def check(text: str, evidence: Evidence) -> list[Problem]:
    """What in the text isn't proven; empty where all of it is.

    A sentence with markers is proven by the passages that it cites; one without, by any cited passage.
    """
    shown = _shown(evidence)
    problems: list[Problem] = []
    for sentence in sentences(text):
        problems += _check_sentence(sentence, shown, evidence.names)
    return problems


def sentences(text: str) -> list[str]:
    """The sentences of a text; markers behind a full stop belong to the sentence before them."""
    return [match for match in _SENTENCE.findall(text) if match.strip()]


def check_quotes(citations: Iterable[Citation], sources: Mapping[str, Sequence[str]]) -> list[Problem]:
    """Citations whose quote isn't verbatim in the lines that they name. `sources` are source lines by document."""
    problems = []
    for citation in citations:
        first, last = citation.lines
        lines = sources.get(citation.document_id, ())
        if citation.quote not in "\n".join(lines[first - 1 : last]):
            problems.append(Problem(citation.quote, f"引用[{citation.marker}]が資料の{first}～{last}行目にありません"))
    return problems


def _check_sentence(sentence: str, shown: _Shown, names: Sequence[str]) -> list[Problem]:
    markers = [int(number) for number in MARKER.findall(sentence)]
    missing = [marker for marker in markers if marker not in shown.by_marker]
    if missing:
        return [Problem(sentence, f"[{missing[0]}]という出典はありません")]
    bare = without_names(MARKER.sub("", sentence), names)
    cited = [figure for marker in markers for figure in shown.by_marker[marker]] if markers else shown.every
    denied = any(word in bare for word in _DENIALS)
    problems = []
    for claim in figures(bare):
        if not weekday_is_right(claim):
            problems.append(Problem(sentence, "日付と曜日が合いません", claim.text))
        elif not (
            states(cited, claim)
            or states(shown.computed, claim)
            or states(shown.plan, claim)
            or (denied and any(same(said, claim) for said in shown.said))
        ):
            problems.append(Problem(sentence, "この数字の根拠がありません", claim.text))
    return problems


def _shown(evidence: Evidence) -> _Shown:
    by_marker = {
        citation.marker: figures(citation.quote) + (figures(citation.reading) if citation.reading else [])
        for citation in evidence.citations
    }
    said = figures(evidence.question)
    # A cost or a head count is the person's own to state; a date or a rate is the documents'.
    plan = [figure for figure in said if figure.kind in ("yen", "count")]
    every = [figure for group in by_marker.values() for figure in group]
    return _Shown(by_marker, computed_figures(evidence), plan, said, every)


def computed_figures(evidence: Evidence) -> list[Figure]:
    """Figures of the calculation and of the calendar."""
    found: list[Figure] = []
    for calculation in evidence.calculations:
        found += _calculation_figures(calculation)
    for item in evidence.rounds:
        for instant in (item.opens, item.closes):
            if instant:
                parts = (instant.year, instant.month, instant.day)
                found.append(Figure("date", parts, "", instant.date().isoformat(), (0, 0), instant.weekday()))
                found.append(Figure("time", (instant.hour, instant.minute), "", "", (0, 0)))
                # Days from the day asked to an opening or a closing are arithmetic.
                ahead = [(instant.date() - _day(day)).days for day in evidence.days[:1]]
                found += [Figure("count", Fraction(days), "日", "", (0, 0)) for days in ahead if days >= 0]
        if item.days_left is not None:
            found.append(Figure("count", Fraction(item.days_left), "日", "", (0, 0)))
        found += figures(item.name)
    found += [Figure("count", Fraction(number), "回", "", (0, 0)) for number in evidence.counts]
    found += [Figure("count", Fraction((last - first).days), "日", "", (0, 0)) for first, last in evidence.spans]
    for day in evidence.days:
        found.append(Figure("date", (day.year, day.month, day.day), "", day.isoformat(), (0, 0), day.weekday()))
        if isinstance(day, datetime):
            found.append(Figure("time", (day.hour, day.minute), "", "", (0, 0)))
    return found


def _day(day: date | datetime) -> date:
    return day.date() if isinstance(day, datetime) else day


def _calculation_figures(calculation: Calculation) -> list[Figure]:
    amounts = [calculation.cost_yen, calculation.subsidy_yen, calculation.own_cost_yen]
    amounts += list(calculation.subsidy_range_yen or ())
    if calculation.cost_yen is not None:  # what is left to pay at either end of an open amount
        amounts += [calculation.cost_yen - yen for yen in calculation.subsidy_range_yen or ()]
    amounts += [step.yen for step in calculation.steps]
    found = [Figure("yen", amount, "円", "", (0, 0)) for amount in amounts if amount is not None]
    words = [part for step in calculation.steps for part in (step.label, step.formula)]
    words += [calculation.limited_by or "", calculation.scenario or "", *calculation.assumptions]
    found += [figure for word in words for figure in figures(word)]
    for scenario in calculation.scenarios:
        found += _calculation_figures(scenario)
    return found
