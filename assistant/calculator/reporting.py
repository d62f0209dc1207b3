"""From what was worked out to the contract's `Calculation`: one case, the cases of a track, all tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.calculator.cases import Cases, Leaf, question_of
from assistant.calculator.merging import together
from assistant.calculator.plan import Plan
from assistant.calculator.result import AnswerOption, CalculationResult, FactQuestion
from assistant.calculator.solved import Solved
from assistant.calculator.wording import case_label
from assistant.calculator.worked import Worked
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.model import Programme, Track
from assistant.reply import Calculation

_MOST_SCENARIOS = 4


class Reports:
    """Makes results."""

    def __init__(self, book: ProgrammeBook) -> None:
        self._book = book

    def of_leaf(self, plan: Plan, leaf: Leaf[Solved]) -> CalculationResult:
        """One case."""
        solved = leaf.outcome
        worked = solved.worked
        subsidy, span = _amounts(worked)
        calculation = Calculation(
            programme=plan.programme.id,
            track=plan.track_id,
            cost_yen=solved.cost_yen,
            subsidy_yen=subsidy,
            subsidy_range_yen=span,
            own_cost_yen=None if subsidy is None or solved.cost_yen is None else solved.cost_yen - subsidy,
            steps=[*solved.first_steps, *worked.steps],
            limited_by="、".join(dict.fromkeys((*solved.limits, *worked.limits))) or None,
            assumptions=list(dict.fromkeys((*solved.messages, *plan.notes, *leaf.same_for, *worked.assumptions))),
        )
        counts = [question_of(self._book.facts[key]) for key in plan.missing_counts()] if span else []
        return CalculationResult(
            calculation,
            evidence=tuple(dict.fromkeys((*plan.evidence, *worked.evidence))),
            deciding=(*plan.questions, *counts),
            ceiling_yen=worked.ceilings[0] if len(worked.ceilings) == 1 else None,
            at_most=worked.at_most,
            unknown=tuple(worked.unknown),
            inversion=solved.inversion,
            budgeting=solved.budgeting,
            messages=solved.messages,
            same_for=leaf.same_for,
        )

    def of_refusal(self, plan: Plan, refused: str) -> CalculationResult:
        """A plan that nothing is granted for."""
        return CalculationResult(
            Calculation(
                programme=plan.programme.id,
                track=plan.track_id,
                cost_yen=plan.cost_yen,
                assumptions=[*plan.notes, refused],
            ),
            evidence=tuple(dict.fromkeys(plan.evidence)),
            unknown=(refused,),
            deciding=plan.questions,
        )

    def of_cases(self, plan: Plan, cases: Cases[Solved], leaves: Sequence[CalculationResult]) -> CalculationResult:
        """A fact is missing that matters: one scenario for each case."""
        labels = "、".join(question.label for question in cases.deciding)
        what = "必要な費用と補助額" if leaves[0].inversion or leaves[0].budgeting else "補助額"
        calculations = [
            leaf.calculation.model_copy(update={"scenario": case_label(case.labels)})
            for leaf, case in zip(leaves, cases.leaves, strict=True)
        ]
        results = [replace(leaf, calculation=made) for leaf, made in zip(leaves, calculations, strict=True)]
        shown = results if len(results) <= _MOST_SCENARIOS else []
        note = f"{what}は、{labels}で変わります。"
        scenarios = [result.calculation for result in shown]
        inversion = budgeting = None
        if all(self._book.facts[question.key].kind == "yes_no" for question in cases.deciding):
            # Only exceptions are unsaid: the ordinary case, which comes first, is the amount, and the others stand by.
            ordinary = leaves[0].calculation
            inversion, budgeting = leaves[0].inversion, leaves[0].budgeting
            notes = [f"{case_label(cases.leaves[0].labels)}の{what}です。", note, *ordinary.assumptions]
            whole = ordinary.model_copy(update={"assumptions": notes, "scenarios": scenarios})
        else:
            whole = Calculation(
                programme=plan.programme.id,
                track=plan.track_id,
                **together(calculations),
                assumptions=[note, *plan.notes],
                scenarios=scenarios,
            )
        return CalculationResult(
            whole,
            evidence=() if shown else tuple(dict.fromkeys(item for leaf in leaves for item in leaf.evidence)),
            scenarios=tuple(shown),
            deciding=cases.deciding,
            at_most=any(leaf.at_most for leaf in leaves),
            unknown=tuple(dict.fromkeys(reason for leaf in leaves for reason in leaf.unknown)),
            inversion=inversion,
            budgeting=budgeting,
            framing=(note, *whole.assumptions[:1]),
        )

    def of_tracks(
        self, programme: Programme, tracks: Sequence[Track | None], results: Sequence[CalculationResult]
    ) -> CalculationResult:
        """No track was named: the cases of all tracks where they are few, else one scenario per track."""
        cases: list[CalculationResult] = []
        for result in results:
            cases += [_under(self.name(result.calculation), case) for case in result.scenarios or (result,)]
        if len(cases) > _MOST_SCENARIOS:
            cases = [_under(self.name(result.calculation), result) for result in results]
        options = tuple(
            AnswerOption(track.names.official, track.id) for track in programme.tracks if track.grant is not None
        )
        which = FactQuestion("track", "枠・型", f"{programme.names.official}の、どの枠・型ですか。", options)
        deciding = {question.key: question for result in results for question in result.deciding}
        names = "、".join(track.names.official for track in tracks if track)
        varies = f"補助額は、枠・型によって変わります。ここでは{names}について計算しました。"
        every = len(tracks) == len([track for track in programme.tracks if track.grant])
        whole = Calculation(
            programme=programme.id,
            **together([case.calculation for case in cases]),
            assumptions=[varies],
            scenarios=[case.calculation for case in cases][:_MOST_SCENARIOS],
        )
        return CalculationResult(
            whole,
            scenarios=tuple(cases[:_MOST_SCENARIOS]),
            deciding=(which, *deciding.values()),
            unknown=tuple(dict.fromkeys(reason for result in results for reason in result.unknown)),
            framing=(varies, *(text for result in results for text in result.framing)) if every else (),
        )

    def name(self, calculation: Calculation, *, several: bool = False) -> str:
        """The track as people call it, with its programme where there are several."""
        programme = self._book.get(calculation.programme)
        track = programme.track(calculation.track) if calculation.track else None
        if track is None:
            return programme.names.official
        return f"{programme.names.official} {track.names.official}" if several else track.names.official


def _amounts(worked: Worked) -> tuple[int | None, tuple[int, int] | None]:
    """The amount, and its range where the documents leave it open.

    Where only the upper bound of the rate is given, the amount is the most that can be granted, and the range says so.
    """
    if worked.low is None or worked.high is None:
        return None, None
    if worked.at_most:
        return worked.high, (worked.low, worked.high)
    if worked.low == worked.high:
        return worked.low, None
    return None, (worked.low, worked.high)


def _under(name: str, result: CalculationResult) -> CalculationResult:
    """A case named by its track."""
    inner = result.calculation.scenario
    label = f"{name}で、{inner}" if inner else name
    return replace(result, calculation=result.calculation.model_copy(update={"scenario": label}))
