"""はい or いいえ: what a person states, held against what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.evidence.figure_kinds import MONEY, RATES
from ingest.japanese.comparing import same
from ingest.japanese.figures import Figure, figures
from ingest.japanese.normalise import normalise
from ingest.japanese.readings import content_words

Verdict = Literal["yes", "no", "depends"]
LEADS: dict[Verdict, str] = {"yes": "はい、", "no": "いいえ、", "depends": "場合によります。"}

_FIRST_CLAUSE = re.compile(r"[。、\n]")
_CLAUSE = re.compile(r"[。\n]|、(?=[^\d])")
_AT_LEAST = ("以上",)
_AT_MOST = ("以内", "以下", "まで", "未満")
_AFTER = 10
_ORDINAL = "第"
_CONDITION = ("場合は", "なら", "では", "の場合")
_FAMILY = {"slash": "rate"}
_CASE = ("を超", "超", "までの部分", "までは", "までなら", "以上の", "以下の", "未満の", "以上なら", "以上は")
_MONTHS = {"年": Fraction(12), "ヶ月": Fraction(1), "週間": Fraction(1, 4), "日": Fraction(1, 30)}
_BOUND = (*_AT_LEAST, *_AT_MOST)


@dataclass(frozen=True)
class _Said:
    """A figure of the evidence, with the words in front of it that say what it is the figure of."""

    figure: Figure
    words: str
    after: str


def verdict(
    stated: Sequence[Figure],
    answers: Sequence[str],
    *,
    question: str = "",
    asked: Collection[str] = (),
    label: str | None = None,
    labels: Sequence[str] = (),
    most: bool = False,
    least: bool = False,
    added: Sequence[str] = (),
) -> Verdict | None:
    """Whether the answers state what the person states; None where they say nothing of its kind.

    Args:
        stated: the figures of the question.
        answers: what the evidence says, in sentences.
        question: the question that the figures stand in; it tells which of several figures is meant
            (`間接被害でも200万円？`), and whether a figure is a limit or a case under it (`2年目` of `3年以内`).
        asked: the words of the question that tell figures apart, without names and what the whole answer is about.
        label: the applicant class that the person speaks of; what is said of the other `labels` doesn't count.
        least: whether the least is asked for; else
        most: whether a ceiling is asked for: the largest amount of several is confirmed.
        added: words for what comes on top of an amount.
    """
    said = _themselves([item for answer in answers for item in _said(answer)], question, added)
    if label:
        said = _of_class(said, label, labels)
    plain = normalise(question)
    if question:
        claims = [figure for figure in stated if not _is_case(figure, stated, said, plain)]
        stated = claims or stated
    verdicts = []
    for claim in stated:
        ordinal = plain[: claim.span[0]].endswith(_ORDINAL)
        alike = [item for item in said if _comparable(item.figure, claim) and _counts(item, ordinal)]
        if question and len({(item.figure.kind, str(item.figure.value)) for item in alike}) > 1:
            alike = _meant(alike, claim, plain, set(asked))
        if (found := _one(claim, alike, most and not least, least, plain, stated)) is not None:
            verdicts.append(found)
    if not verdicts:
        return None
    if "no" in verdicts:
        return "no"
    return "depends" if "depends" in verdicts else "yes"


def _themselves(said: Sequence[_Said], question: str, added: Sequence[str]) -> list[_Said]:
    """Without what only comes on top of an amount (`150万円が上乗せ`), unless that is asked or nothing else is said."""
    if any(word in question for word in added):
        return list(said)
    own = [item for item in said if not any(word in item.after or word in item.words for word in added)]
    kinds = {item.figure.kind for item in own}
    return [item for item in said if item in own or item.figure.kind not in kinds]


def _said(answer: str) -> list[_Said]:
    """The figures of an answer, each with the words of its clause that stand in front of it."""
    plain = normalise(answer)
    found = figures(plain)
    shown: list[_Said] = []
    for index, figure in enumerate(found):
        start = 0
        for other in found[:index]:
            if _FAMILY.get(other.kind, other.kind) == _FAMILY.get(figure.kind, figure.kind):
                start = other.span[1]
        before = plain[start : figure.span[0]]
        breaks = [match.end() for match in _CLAUSE.finditer(before) if match.group() != "、"]
        # `通常枠の補助率は、` is what it is the figure of; only a full stop ends that.
        words = before[breaks[-1] if breaks else 0 :]
        if shown and words.strip() == "~":
            words = shown[-1].words  # both ends of a range are of the same thing
        shown.append(_Said(figure, words, plain[figure.span[1] : figure.span[1] + _AFTER]))
    return shown


def _of_class(said: Sequence[_Said], label: str, labels: Sequence[str]) -> list[_Said]:
    """What is said of one applicant class; else what is said of none of the others."""
    others = [other for other in labels if other != label]
    own = [item for item in said if label in item.words]
    if own:
        return own
    general = [item for item in said if not any(other in item.words for other in others)]
    return general or list(said)


def _is_case(
    figure: Figure,
    stated: Sequence[Figure],
    said: Sequence[_Said],
    question: str,
) -> bool:
    """Whether a figure only says which case is meant (`1,500万円を超える部分も1/2ですか`), beside another that is claimed."""
    if len(stated) < 2 or stated[-1] is figure:
        return False
    if figure.kind in ("count", "number"):  # `領域4つなら450万円`
        return any(other.kind in MONEY and other.span > figure.span for other in stated)
    if figure.kind == "yen" and question[figure.span[1] :].startswith(_CASE):
        return any(other.kind in RATES and other.span > figure.span for other in stated)
    after = set(content_words(question[figure.span[1] : figure.span[1] + 8]))
    return any(same(item.figure, figure) and after & set(content_words(item.after)) for item in said) and any(
        _comparable(item.figure, other) for item in said for other in stated if other is not figure
    )


def _covers(words: str, case: Fraction) -> bool:
    """Whether a range in front of a figure takes in a case: `1～3まで` and `4以上`."""
    found = [figure for figure in figures(words) if figure.kind in ("count", "number")]
    for index, figure in enumerate(found):
        value = figure.value
        if not isinstance(value, Fraction):
            continue
        after = words[figure.span[1] :].lstrip()
        if after.startswith("~") and index + 1 < len(found):
            top = found[index + 1].value
            return isinstance(top, Fraction) and value <= case <= top
        if after.startswith(_BOUND):
            return case >= value if after.startswith(_AT_LEAST) else case <= value
    return False


def _limits(text: str) -> set[tuple[str, str]]:
    """Amounts that a text gives as limits, each with which kind of limit (`50万円まで`, `50万円を超え`)."""
    return {
        (str(figure.value), mark)
        for figure in figures(text)
        if figure.kind == "yen"
        for mark in ("まで", "を超", "以上", "以下")
        if text[figure.span[1] :].startswith(mark)
    }


def _meant(
    alike: Sequence[_Said],
    claim: Figure,
    question: str,
    asked: set[str],
) -> list[_Said]:
    """Of several figures those whose own words the question has; all of them where it tells none apart."""
    cases = [
        figure.value for figure in figures(question) if figure.kind in ("count", "number") and figure.span != claim.span
    ]
    for case in cases:
        fitting = [item for item in alike if isinstance(case, Fraction) and _covers(item.words, case)]
        if fitting and len(fitting) < len(alike):
            return fitting
    owned = [set(content_words(item.words)) | set(content_words(_FIRST_CLAUSE.split(item.after)[0])) for item in alike]
    everywhere = set.intersection(*owned)
    limits = _limits(question)
    bound = [len(limits & _limits(item.words)) for item in alike]
    scores = [more + len((words - everywhere) & asked) for words, more in zip(owned, bound, strict=True)]
    best = max(scores)
    return [item for item, score in zip(alike, scores, strict=True) if score == best] if best else list(alike)


def _one(
    claim: Figure, alike: Sequence[_Said], most: bool, least: bool, question: str, stated: Sequence[Figure]
) -> Verdict | None:
    if not alike:
        return None
    agreeing = [item for item in alike if same(item.figure, claim)]
    if not agreeing:
        return _within(claim, alike, question)
    # `1億円から10億円は約60万者` states both ends of a range.
    others = [item for item in alike if not any(same(item.figure, other) for other in stated)]
    if not others:
        return "yes"
    if most and claim.kind == "yen":
        amounts = [item.figure.value for item in alike if isinstance(item.figure.value, int)]
        largest = bool(amounts) and claim.value == max(amounts)
        return "depends" if not largest or all(_conditional(item, question) for item in agreeing) else "yes"
    if least and claim.kind == "yen":
        amounts = [item.figure.value for item in alike if isinstance(item.figure.value, int)]
        return "yes" if amounts and claim.value == min(amounts) else "depends"
    return "yes" if claim.kind in ("date", "time", "phone", "url", "email") else "depends"


def _conditional(item: _Said, question: str) -> bool:
    """Whether a figure holds in a case only (`共同で実施する場合は、100万円`) that the question doesn't name."""
    words = item.words.rstrip("、 ")
    if not words.endswith(_CONDITION):
        return False
    return not any(word in question for word in content_words(words.rpartition("。")[2]) if len(word) > 1)


def _within(claim: Figure, alike: Sequence[_Said], question: str) -> Verdict:
    """A case held against a limit: `2年目` keeps to `3年以内`. A claim that is itself a limit has to be the same."""
    if claim.kind not in ("count", "yen") or question[claim.span[1] : claim.span[1] + 4].startswith(_BOUND):
        return "no"
    value = claim.value
    for item in alike:
        limit = item.figure.value
        if not isinstance(value, int | Fraction) or not isinstance(limit, int | Fraction):
            continue
        if claim.kind == "count" and item.figure.unit != claim.unit and item.figure.kind == "count":
            value, limit = value * _MONTHS[claim.unit], limit * _MONTHS[item.figure.unit]
        if item.after.startswith(_AT_LEAST) and value >= limit:
            return "yes"
        # `10万円まで` is a ceiling: another amount below it isn't the ceiling.
        if claim.kind == "count" and item.after.startswith(_AT_MOST) and value <= limit:
            return "yes"
    return "no"


def _counts(item: _Said, ordinal: bool) -> bool:
    """A bare number states something only as a limit (`10以上の小規模事業者`), an ordinal (`第5回`) only an ordinal."""
    if item.figure.kind == "count" and item.words.endswith(_ORDINAL) != ordinal:
        return False
    return item.figure.kind != "number" or item.after.startswith(_BOUND)


def _comparable(figure: Figure, claim: Figure) -> bool:
    if claim.kind == "slash":
        return figure.kind in ("slash", "rate", "date")
    if figure.kind == "slash":
        return claim.kind in ("rate", "date")
    if claim.kind == "number":
        return figure.kind in ("number", "count")
    if claim.kind == "count":
        length = figure.unit in _MONTHS and claim.unit in _MONTHS
        return (figure.kind == "count" and (figure.unit == claim.unit or length)) or (
            figure.kind == "number" and not figure.unit
        )
    return figure.kind == claim.kind
