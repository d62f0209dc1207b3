"""Which of several tracks or programmes gives more for the same cost, for each kind of applicant; or that it's open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.calculator.calculator import Calculator
from assistant.calculator.merging import span_of
from assistant.calculator.request import CalculationError, CalculationRequest
from assistant.calculator.result import CalculationResult
from assistant.evidence.knowledge import Knowledge
from assistant.money import format_range, format_yen
from assistant.programmes.facts import APPLICANT
from assistant.question.scopes import Pair


@dataclass(frozen=True)
class _Ends:
    """The least and the most that one of them gives, in yen."""

    name: str
    low: int
    high: int
    at_most: bool


def which_gives_more(knowledge: Knowledge, calculator: Calculator, requests: Sequence[CalculationRequest]) -> list[str]:
    """Sentences that say which gives more, one for each kind of applicant where it depends on that.

    `requests` are one for each track or programme compared, all for the same cost.
    """
    several = len({request.programme for request in requests}) > 1
    names = {_target(request): _name(knowledge, request, several=several) for request in requests}
    results = [_tried(calculator, request) for request in requests]
    asked = [question for result in results if result for question in result.deciding if question.key == APPLICANT]
    if not asked:
        return _said(_ends(requests, results, names), "")
    said: dict[str, list[str]] = {}
    for option in knowledge.programmes.facts[APPLICANT].values:
        if not any(choice.value == option.id for question in asked for choice in question.options):
            continue
        told = [replace(request, facts={**request.facts, APPLICANT: option.id}) for request in requests]
        fitting = [request for request in told if _for_class(knowledge, request, option.id)]
        ends = _ends(fitting, [_tried(calculator, request) for request in fitting], names)
        left = dict.fromkeys(request.programme for request in fitting)
        only = len(left) == 1 and len({request.programme for request in told}) > 1
        sentences = _said(ends, "{who}なら、")
        if only and ends:
            amounts = "、".join(dict.fromkeys(_range(each) for each in ends))
            sentences = [f"{{who}}なら、計算できるのは{knowledge.name(next(iter(left)))}だけです（{amounts}）。"]
        for sentence in sentences:
            said.setdefault(sentence, []).append(option.label)
    if len(said) == 1:
        (sentence,) = said
        return [sentence.replace("{who}なら、", "")]
    return [sentence.replace("{who}", "・".join(who)) for sentence, who in said.items()]


def _target(request: CalculationRequest) -> Pair:
    return request.programme, request.track


def _name(knowledge: Knowledge, request: CalculationRequest, *, several: bool) -> str:
    """The name of a track, with its programme's where several programmes are compared."""
    track = knowledge.track(*_target(request))
    return track.names.official if track and not several else knowledge.name(*_target(request))


def _for_class(knowledge: Knowledge, request: CalculationRequest, applicant: str) -> bool:
    """Whether a track is for applicants of this class, as far as the documents say."""
    programme = knowledge.programmes.get(request.programme)
    track = programme.track(request.track) if request.track else None
    rule = (track.applicants if track else None) or programme.applicants
    return rule is None or applicant in rule.classes


def _tried(calculator: Calculator, request: CalculationRequest) -> CalculationResult | None:
    try:
        return calculator.calculate(request)
    except CalculationError:
        return None


def _ends(
    requests: Sequence[CalculationRequest], results: Sequence[CalculationResult | None], names: Mapping[Pair, str]
) -> list[_Ends]:
    found = []
    for request, result in zip(requests, results, strict=True):
        if result is None:
            continue
        span = span_of([each.calculation for each in result.scenarios or (result,)])
        if span is not None:
            at_most = result.at_most or any(each.at_most for each in result.scenarios)
            found.append(_Ends(names[_target(request)], *span, at_most))
    return found


def _said(ends: Sequence[_Ends], who: str) -> list[str]:
    if not ends:
        return []
    if len(ends) == 1:
        return [f"{who}補助額を計算できるのは、{ends[0].name}だけです。"]
    best = max(ends, key=lambda each: (each.low, each.high))
    others = [each for each in ends if each is not best]
    rival = max(others, key=lambda each: (each.high, each.low))
    if all(each.low == each.high == best.low for each in ends) and best.low == best.high:
        return [f"{who}補助額は、どれも{format_yen(best.low)}で同じです。"]
    if best.low > rival.high:
        most = "のほうが" if len(ends) == 2 else "がいちばん"
        return [f"{who}{best.name}{most}多くなります（{_range(best)}と{_range(rival)}）。"]
    equal = [each for each in others if each.high == best.low and best.low == best.high]
    if best.low >= rival.high:
        exact = [each for each in equal if each.low == each.high]
        open_ones = "、".join(each.name for each in equal if each.low != each.high)
        same = "と".join([best.name, *(each.name for each in exact)])
        first = f"{same}が、同じ{format_yen(best.low)}" if exact else f"{best.name}は{format_yen(best.low)}"
        if open_ones:
            return [f"{who}{first}で、{open_ones}は最大でも同じ額です。"]
        return [f"{who}{first}でいちばん多くなります。"]
    shown = "、".join(f"{each.name}は{_range(each)}" for each in (best, rival))
    return [f"{who}{shown}で、どちらが多いかは資料だけでは決められません。"]


def _range(ends: _Ends) -> str:
    if ends.at_most:
        return f"最大{format_yen(ends.high)}"
    return format_yen(ends.low) if ends.low == ends.high else format_range(ends.low, ends.high)
