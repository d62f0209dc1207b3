"""A model as judge of faithfulness and answer relevance: an optional extra that informs and never gates.

`madoguchi eval judge --write-cases FILE` writes the assistant's answers; `python -m evals.judge FILE` judges them. The
two steps may run in environments of their own: deepeval wants an older `click` than the model hub's library does. The
judge is the OpenAI-compatible model of the settings. It has opinions and changes with its version; nothing depends on it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.answers import ItemResult
from evals.statistics import Estimate, ratio
from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from assistant.settings import Settings

THRESHOLD = 0.5
"""deepeval's own default: a score of half or more counts as passed."""
_MISSING = "deepeval が入っていません。別の仮想環境に `pip install deepeval` で入れてください（docs/evaluation.md）。"
_NO_MODEL = "審査する文章モデルの設定がありません。MADOGUCHI_LLM_BASE_URL と MADOGUCHI_LLM_MODEL を設定してください。"


class JudgeUnavailableError(MadoguchiError):
    """The optional library, the model's settings or the answers are missing; says which."""


@dataclass(frozen=True)
class Judged:
    """Scores from 0 to 1 of one answered turn; None where the judge gave none."""

    item: str
    turn: int
    faithfulness: float | None
    relevance: float | None
    reason: str


@dataclass(frozen=True)
class AnswerCase:
    """What a judge sees: the question, the answer and the passages that it cites."""

    item: str
    turn: int
    question: str
    answer: str
    passages: tuple[str, ...]


def cases(results: Iterable[ItemResult]) -> Iterator[AnswerCase]:
    """Answered turns that cite something; a refusal has nothing to be faithful to."""
    for result in results:
        for position, turn in enumerate(result.turns):
            reply = turn.reply
            if reply and reply.status == "answered" and reply.citations:
                passages = tuple(citation.reading or citation.quote for citation in reply.citations)
                yield AnswerCase(result.item.id, position, reply.standalone_question, reply.text, passages)


def judge(chosen: Sequence[AnswerCase], settings: Settings) -> list[Judged]:
    """Score each case with deepeval's faithfulness and answer relevancy.

    Raises:
        JudgeUnavailableError: deepeval isn't installed or no model is set.
    """
    faithfulness, relevance, as_case = _metrics(settings)
    found = []
    for case in chosen:
        given = as_case(case)
        faithful, faithful_reason = _score(faithfulness, given)
        relevant, relevant_reason = _score(relevance, given)
        reason = " / ".join(part for part in (faithful_reason, relevant_reason) if part)
        found.append(Judged(case.item, case.turn, faithful, relevant, reason))
    return found


def _metrics(settings: Settings) -> tuple[Any, Any, Any]:
    # Answers stay here: deepeval reports its use unless it is told not to.
    os.environ.setdefault("DEEPEVAL_TELEMETRY_OPT_OUT", "YES")
    try:
        from deepeval.metrics import AnswerRelevancyMetric, FaithfulnessMetric
        from deepeval.test_case import LLMTestCase
    except ImportError as error:
        raise JudgeUnavailableError(_MISSING) from error
    model = _model(settings)

    def as_case(case: AnswerCase) -> Any:
        return LLMTestCase(input=case.question, actual_output=case.answer, retrieval_context=list(case.passages))

    given = {"model": model, "threshold": THRESHOLD, "include_reason": True, "async_mode": False}
    return FaithfulnessMetric(**given), AnswerRelevancyMetric(**given), as_case


def _model(settings: Settings) -> Any:
    """The settings' model as deepeval's."""
    if not settings.llm_base_url or not settings.llm_model:
        raise JudgeUnavailableError(_NO_MODEL)
    from deepeval.models import LocalModel

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    return LocalModel(model=settings.llm_model, base_url=settings.llm_base_url, api_key=key, temperature=0)


def _score(metric: Any, case: Any) -> tuple[float | None, str]:
    """A judge that answers nonsense gives no score; the others still count."""
    try:
        metric.measure(case, _show_indicator=False)
    except Exception as error:  # a model at the other end may fail in any way
        return None, f"採点できませんでした（{type(error).__name__}）"
    return float(metric.score), str(metric.reason or "")


def shares(found: Sequence[Judged]) -> dict[str, Estimate]:
    """How many answers pass the threshold, of those that were scored."""
    result = {}
    for name in ("faithfulness", "relevance"):
        scores = [getattr(one, name) for one in found if getattr(one, name) is not None]
        result[name] = ratio([float(score >= THRESHOLD) for score in scores], [1.0] * len(scores))
    return result


def write_judged(path: Path, found: Sequence[Judged]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"shares": {n: e.to_json() for n, e in shares(found).items()}, "answers": [asdict(one) for one in found]}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_cases(path: Path, chosen: Iterable[AnswerCase]) -> int:
    """Write answers for a judge, one JSON object a line; returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(case), ensure_ascii=False) for case in chosen]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def read_cases(path: Path) -> list[AnswerCase]:
    """Answers that `write_cases` wrote. Raises JudgeUnavailableError naming the file where it can't be read."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        return [AnswerCase(**{**row, "passages": tuple(row["passages"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        words = f"{path} を読めません。`madoguchi eval judge --write-cases {path}` で作ってください。"
        raise JudgeUnavailableError(words) from error


def say(found: Sequence[Judged]) -> Iterator[str]:
    """What a person reads, line by line."""
    for name, estimate in shares(found).items():
        title = {"faithfulness": "引用に忠実", "relevance": "質問に合う"}[name]
        value = "－" if estimate.value is None else f"{estimate.value:.1%}"
        yield f"{title}: {value}（{estimate.n} 件）"


def main(arguments: Sequence[str]) -> int:
    """Judge a file of answers with the settings' model; the result is written beside it."""
    from assistant.settings import load_settings

    if len(arguments) != 1:
        print("使い方: python -m evals.judge 返事のファイル.jsonl", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    try:
        found = judge(read_cases(path), load_settings())
    except MadoguchiError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return error.exit_code
    write_judged(path.with_suffix(".judged.json"), found)
    print("\n".join([*say(found), f"記録: {path.with_suffix('.judged.json')}"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
