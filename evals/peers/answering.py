"""Answers side by side: a model over the stock pipeline's passages, and the assistant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.settings import Settings
from evals.checks import content_findings
from evals.figures import figures, fold
from evals.labelled import Question
from evals.peers.stock import STOCK_TOP_K, StockPipeline
from evals.sources import Sources
from evals.statistics import Estimate, ratio

ASKED_OF_MODEL = 40
_LOOKUPS = ("facts", "dates", "contacts", "lists", "noisy", "false_premise", "yes_no")


@dataclass(frozen=True)
class AnswerShares:
    """Answers of one system on the same questions: right in content, and free of unproven figures."""

    right: Estimate
    proven: Estimate

    def to_json(self) -> dict[str, Any]:
        return {"right": self.right.to_json(), "proven": self.proven.to_json()}


def model_questions(questions: Sequence[Question], limit: int = ASKED_OF_MODEL) -> list[Question]:
    """Look-ups of the dev split that have an answer: what a stock pipeline can be expected to do."""
    return [
        q
        for q in questions
        if q.item.split == "dev"
        and q.item.kind in _LOOKUPS
        and "answered" in q.expect.statuses
        and len(q.item.turns) == 1
    ][:limit]


def measure_stock_answers(questions: Sequence[Question], stock: StockPipeline, llm: Any) -> AnswerShares:
    """A model answers from the stock pipeline's passages."""
    right, proven = [], []
    for question in questions:
        text = stock.answer(question.text, llm)
        given = "\n".join(result.text for result in stock.search(question.text, STOCK_TOP_K))
        known = figures(fold(given)) + figures(fold(question.text))
        right.append(float(not content_findings(text, question.expect)))
        proven.append(float(all(any(f.equals(k) for k in known) for f in figures(fold(text)))))
    ones = [1.0] * len(questions)
    return AnswerShares(ratio(right, ones), ratio(proven, ones))


def measure_our_answers(questions: Sequence[Question], settings: Settings, sources: Sources) -> AnswerShares:
    """The assistant answers the same questions, by its own engine of these settings."""
    from evals.answers import run_items
    from evals.system import open_system

    results = run_items([question.item for question in questions], open_system(settings), sources)
    ones = [1.0] * len(results)
    return AnswerShares(
        ratio([float(r.content_right) for r in results], ones), ratio([float(r.grounded) for r in results], ones)
    )


def settings_model(settings: Settings) -> Any | None:
    """The OpenAI-compatible model of the settings, or None where none is set."""
    if not settings.llm_base_url:
        return None
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model or "",
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
        is_chat_model=True,
        timeout=settings.llm_timeout,
        max_retries=settings.llm_retries,
        temperature=0.0,
    )
