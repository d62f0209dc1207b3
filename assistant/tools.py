"""Calculator, calendar and search as LlamaIndex function tools, for a language model that can call tools.

The tools only pass on what the calculator, the calendar and the search return: a model that uses them never has to
compute or remember a figure. A mistake in the arguments comes back as a sentence that says how to correct them.
"""

# No `from __future__ import annotations` here: LlamaIndex reads the parameters' types as they stand.

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from assistant.calculator import CalculationRequest, CalculationResult, Calculator, EvidenceRef
from assistant.programmes.book import ProgrammeBook
from assistant.schedule import Schedule, contract_contacts
from assistant.schedule.asked_day import parse_day
from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from llama_index.core.tools import FunctionTool

Passages = Sequence[dict[str, Any]]
"""What a search returns: passages that can be written as JSON."""
Search = Callable[[str, int], Passages]

_MOST_PASSAGES = 20

ProgrammeName = Annotated[
    str, "Programme, by id (`shoryokuka`) or by any Japanese name or alias (`省力化投資補助金`, `もの補助`)."
]
TrackName = Annotated[
    str | None,
    "Track (枠・型), by id (`ippan`) or Japanese name (`一般型`). Leave out if the user didn't say which one.",
]
Yen = int | None
ApplicantClass = Literal["small", "sme", "turnaround", "midsize", "large"]


@dataclass(frozen=True)
class ToolBox:
    """The plain functions behind the tools, and the tools themselves. `as_of` is the day the conversation is about."""

    book: ProgrammeBook
    as_of: date
    search: Search | None = None

    def tools(self) -> "list[FunctionTool]":
        """The tools, ready for an agent or for function calling. Search is left out where none was given."""
        from llama_index.core.tools import FunctionTool

        functions = {"calculate_grant": self.calculate_grant, "list_deadlines": self.list_deadlines}
        if self.search is not None:
            functions["search_documents"] = self.search_documents
        return [
            FunctionTool.from_defaults(fn=function, name=name, description=inspect.getdoc(function))
            for name, function in functions.items()
        ]

    def calculate_grant(
        self,
        programme: ProgrammeName,
        track: TrackName = None,
        cost_yen: Annotated[Yen, "Eligible cost in yen, e.g. 60000000 for 6,000万円."] = None,
        target_yen: Annotated[Yen, "Grant wanted in yen: gives the least cost that reaches it."] = None,
        budget_yen: Annotated[Yen, "Money of one's own in yen: gives the largest cost it allows."] = None,
        applicant: Annotated[
            ApplicantClass | None,
            "small=小規模事業者, sme=中小企業, turnaround=再生事業者, midsize=中堅企業, large=大企業. Only if the user said it.",
        ] = None,
        specials: Annotated[
            list[str] | None, "Special cases (特例) the user wants to use, by id or Japanese name (`インボイス特例`)."
        ] = None,
        component_costs: Annotated[
            dict[str, int] | None,
            'Cost by component in yen where the track has several, e.g. {"software": 600000, "pc": 150000}. '
            "Use instead of cost_yen.",
        ] = None,
        deficit: Annotated[bool | None, "赤字事業者である. Only if the user said it."] = None,
        near_min_wage: Annotated[bool | None, "最低賃金近傍の事業者である. Only if the user said it."] = None,
        wage_raise_yen: Annotated[int | None, "Rise of the lowest wage in the workplace, in yen an hour."] = None,
        areas: Annotated[int | None, "Number of business areas of the IT tool (業務領域)."] = None,
        functions: Annotated[int | None, "Number of functions of the IT tool (機能)."] = None,
        members: Annotated[int | None, "Number of members of the group (構成員)."] = None,
        damage: Annotated[Literal["direct", "indirect"] | None, "Kind of disaster damage (被害)."] = None,
        joint_applicants: Annotated[int | None, "Number of applicants that act together (共同実施)."] = None,
    ) -> str:
        """Compute a grant exactly from the rules in the documents.

        Give exactly one of cost_yen (or component_costs), target_yen and budget_yen. Never guess a fact that the user
        didn't state: leave it out, and the result gives scenarios and names the fact to ask for. Quote the amounts
        and steps of the result as they are; don't compute anything yourself. The answer is JSON with `calculation`
        (amounts in yen, steps, assumptions, scenarios), `ask` (what to ask the user) and `evidence` (quotes with their
        lines), or `error`.
        """
        facts = {
            "applicant": applicant,
            "deficit": deficit,
            "near_min_wage": near_min_wage,
            "wage_raise_yen": wage_raise_yen,
            "areas": areas,
            "functions": functions,
            "members": members,
            "damage": damage,
            "joint_applicants": joint_applicants,
        }
        try:
            entry = self.book.find(programme)
            request = CalculationRequest(
                programme=entry.id,
                track=self._track(programme, track),
                cost_yen=cost_yen,
                component_costs=component_costs or {},
                facts={key: value for key, value in facts.items() if value is not None},
                specials=tuple(self.book.find_special(entry, name) for name in specials or ()),
            )
            return _told(_calculation(self._answer(request, target_yen, budget_yen)))
        except MadoguchiError as error:
            return _told({"error": str(error)})

    def list_deadlines(
        self,
        programme: Annotated[str | None, "Programme, by id or any Japanese name; leave out for all."] = None,
        track: TrackName = None,
        as_of: Annotated[str | None, "Day as YYYY-MM-DD; leave out for the day of the conversation."] = None,
        only_open: Annotated[bool, "True for what can be applied for on that day (今申請できるもの)."] = False,
    ) -> str:
        """List application rounds with their opening, closing, status and days left on a day.

        Status is `before`, `open`, `closed` or `always` (随時). The answer is JSON with `rounds`, `no_dates` (programmes
        for which the documents give no dates, and why) and `contacts`, or `error`. Quote dates as they are.
        """
        schedule = Schedule(self.book)
        try:
            day = parse_day(as_of) if as_of else self.as_of
            entry = self.book.find(programme) if programme else None
            track_id = self._track(programme, track) if programme else None
            find = schedule.open_rounds if only_open else schedule.rounds
            programme_id = entry.id if entry else None
            rounds = find(day, programme_id, track_id)
            return _told(
                {
                    "as_of": day.isoformat(),
                    "rounds": [
                        {
                            **item.round.model_dump(mode="json"),
                            "notes": list(item.notes),
                            "evidence": [_quoted(evidence) for evidence in item.evidence],
                        }
                        for item in rounds
                    ],
                    "no_dates": [gap.reason for gap in schedule.undated(programme_id, track_id)],
                    "contacts": [item.model_dump() for item in contract_contacts(entry, track_id)] if entry else [],
                }
            )
        except MadoguchiError as error:
            return _told({"error": str(error)})

    def search_documents(
        self,
        query: Annotated[str, "What to look for, in Japanese, in a few words or a question."],
        limit: Annotated[int, "How many passages, 1 to 20."] = 5,
    ) -> str:
        """Search the documents for passages. Every statement in an answer must rest on a passage found here.

        The answer is JSON with `passages` (text, lines and section of each), or `error`.
        """
        if self.search is None:
            return _told({"error": "検索は使えません。"})
        if not query.strip():
            return _told({"error": "検索する言葉を入れてください。"})
        try:
            return _told({"passages": list(self.search(query, max(1, min(limit, _MOST_PASSAGES))))})
        except MadoguchiError as error:
            return _told({"error": str(error)})

    def _track(self, programme: str | None, track: str | None) -> str | None:
        """The id of the track named; None where none is, or where the name covers several."""
        if track is None or programme is None:
            return None
        found = self.book.find_tracks(self.book.find(programme), track)
        return found[0].id if len(found) == 1 else None

    def _answer(self, request: CalculationRequest, target: int | None, budget: int | None) -> CalculationResult:
        calculator = Calculator(self.book)
        if target is not None:
            return calculator.invert(target, request)
        if budget is not None:
            return calculator.budget(budget, request)
        return calculator.calculate(request)


def _calculation(result: CalculationResult) -> dict[str, Any]:
    return {
        "calculation": result.numbered().model_dump(mode="json", exclude_none=True),
        "at_most": result.at_most,
        "ask": [
            {"question": question.question, "options": [option.label for option in question.options]}
            for question in result.deciding
        ],
        "evidence": [_quoted(item) for item in result.all_evidence()],
    }


def _quoted(item: EvidenceRef) -> dict[str, Any]:
    found: dict[str, Any] = {"document": item.document, "lines": list(item.lines), "quote": item.quote}
    return {**found, "inferred": item.inferred} if item.inferred else found


def _told(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
