"""An optional language model that rewrites a proven answer so that it reads nicer. It is never a source of facts.

It is given the proven draft and its passages only, and may ask the calculator and the calendar where it can call tools.
What it writes is proven sentence by sentence before anyone sees it; a sentence that fails is withheld, and where the
heart of the answer is lost, the draft is given after all.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from assistant.grounding.proof import MARKER, Evidence, check, sentences
from assistant.reply import Calculation, Round
from assistant.settings import Settings
from ingest.japanese.comparing import same
from ingest.japanese.figures import Figure, figures

Tools = Callable[[date], Sequence[Any]]
"""LlamaIndex function tools for the day of a conversation."""

_LONGEST_ANSWER = 4000
_MOST_TOOL_ROUNDS = 2
_MOST_TOOL_CALLS = 4
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|\]\(|```|javascript:", re.IGNORECASE)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_FULL = re.compile(r"(?:[。！？!?]|\n)(?:\[\d{1,3}\])*")
_ECHO_SHORTEST = 18


@dataclass
class Written:
    """What came of one answer: for the trace, and what the tools added to the evidence."""

    withheld: int = 0
    error: str | None = None
    completed: bool = False
    heart_lost: list[str] = field(default_factory=list)
    tool_calls: list[str] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """The trace's view."""
        return {
            "withheld": self.withheld,
            "error": self.error,
            "completed": self.completed,
            "heart_lost": self.heart_lost,
            "tool_calls": self.tool_calls,
        }


class ModelWriter:
    """Rewrites drafts with any OpenAI-compatible server. Threads may share it."""

    def __init__(self, settings: Settings, tools: Tools | None = None) -> None:
        self._settings = settings
        self._tools = tools if settings.llm_tools else None
        self._llm: Any = None
        self._prompt = files("assistant.writing").joinpath("prompts/rewrite.md").read_text("utf-8")

    @property
    def engine(self) -> str:
        return f"llm:{self._settings.llm_model}"

    def write(self, question: str, draft: str, evidence: Evidence, result: Written) -> Iterator[str]:
        """Proven pieces of a nicer text; nothing where the model fails before anything is proven.

        `result` is filled in while the pieces come.
        """
        heart = _heart(draft)
        waiting: list[str] = []
        given: list[str] = []
        try:
            for sentence in self._sentences(question, draft, evidence, result):
                proof = replace(
                    evidence,
                    calculations=[*evidence.calculations, *result.calculations],
                    rounds=[*evidence.rounds, *result.rounds],
                )
                if not self._acceptable(sentence, proof):
                    result.withheld += 1
                    continue
                # An opening alone would promise too much: nothing is shown before something of substance is proven.
                waiting.append(sentence)
                if given or not heart or any(figures(piece) for piece in waiting):
                    given += waiting
                    yield from waiting
                    waiting = []
            result.completed = True
        except Exception as error:
            # A server at the other end may fail in any way; the draft is always there.
            result.error = f"{type(error).__name__}: {error}"[:200]
        if not "".join(given).strip():
            return
        text = "".join(given)
        stated = figures(MARKER.sub("", text))
        # `4月30日` keeps the heart of `2026年4月30日`: less is said, nothing else.
        kept = [figure for figure in heart if any(same(figure, other) or same(other, figure) for other in stated)]
        result.heart_lost = [figure.text for figure in heart if figure not in kept]
        uncited = bool(MARKER.search(draft)) and not MARKER.search(text)
        if result.heart_lost or uncited or not result.completed:
            yield "\n\n" + draft

    def _acceptable(self, sentence: str, evidence: Evidence) -> bool:
        bare = sentence.strip()
        if not bare:
            return True
        if _TAG.search(bare) or not _JAPANESE.search(bare) or (len(bare) > _ECHO_SHORTEST and not _KANA.search(bare)):
            return False
        if len(bare) >= _ECHO_SHORTEST and bare in self._prompt:
            return False
        return not check(bare, evidence)

    def _sentences(self, question: str, draft: str, evidence: Evidence, result: Written) -> Iterator[str]:
        """Whole sentences of the model's stream. Stops at a length or time that no honest answer needs."""
        self._model()  # loading the client takes seconds on a busy machine, which aren't the server's
        deadline = time.monotonic() + self._settings.llm_timeout
        buffer, total = "", 0
        for piece in self._stream(question, draft, evidence, result):
            buffer += piece
            total += len(piece)
            # The last sentence is held back: its markers may still follow.
            while (match := _FULL.search(buffer)) and match.end() < len(buffer):
                if buffer[match.end()] == "[":
                    break
                yield buffer[: match.end()]
                buffer = buffer[match.end() :]
            if total > _LONGEST_ANSWER or time.monotonic() > deadline:
                raise TimeoutError("the model's answer is too long or too slow")
        # A last sentence without an end was cut off.
        yield from (
            sentence for sentence in sentences(buffer) if _FULL.search(sentence) or sentence.rstrip().endswith("]")
        )

    def _stream(self, question: str, draft: str, evidence: Evidence, result: Written) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage, MessageRole

        passages = "\n".join(
            f"[{citation.marker}] {' › '.join(citation.section)}\n{citation.reading or citation.quote}"
            for citation in evidence.citations
        )
        # The question and the passages are data: they stand in their own message, fenced, behind the instructions.
        data = (
            f"<質問>\n{_fenced(question)}\n</質問>\n<下書き>\n{draft}\n</下書き>\n<資料>\n{_fenced(passages)}\n</資料>"
        )
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=self._prompt),
            ChatMessage(role=MessageRole.USER, content=data),
        ]
        if self._tools and evidence.days:
            messages += self._with_tools(messages, self._tools(evidence.days[0]), result)
        for part in self._model().stream_chat(messages):
            yield part.delta or ""

    def _with_tools(self, messages: Sequence[Any], tools: Sequence[Any], result: Written) -> list[Any]:
        """The messages of the tool calls that the model wants; what they return joins the evidence."""
        from llama_index.core.llms import ChatMessage, MessageRole

        by_name = {tool.metadata.get_name(): tool for tool in tools}
        added: list[Any] = []
        for _ in range(_MOST_TOOL_ROUNDS):
            response = self._model().chat_with_tools(list(tools), chat_history=[*messages, *added])
            calls = self._model().get_tool_calls_from_response(response, error_on_no_tool_call=False)
            wanted = [call for call in calls if call.tool_name in by_name]
            if not wanted or len(result.tool_calls) >= _MOST_TOOL_CALLS:
                break
            added.append(response.message)
            for call in wanted:
                result.tool_calls.append(call.tool_name)
                output = _called(by_name[call.tool_name], call.tool_kwargs)
                _collect(output, result)
                added.append(
                    ChatMessage(role=MessageRole.TOOL, content=output, additional_kwargs={"tool_call_id": call.tool_id})
                )
        return added

    def _model(self) -> Any:
        if self._llm is None:
            from llama_index.llms.openai_like import OpenAILike

            key = self._settings.llm_api_key
            self._llm = OpenAILike(
                model=self._settings.llm_model or "",
                api_base=self._settings.llm_base_url,
                api_key=key.get_secret_value() if key else "none",
                is_chat_model=True,
                is_function_calling_model=self._settings.llm_tools,
                context_window=8192,
                temperature=0.0,
                timeout=self._settings.llm_timeout,
                max_retries=self._settings.llm_retries,
            )
        return self._llm


def _called(tool: Any, arguments: dict[str, Any]) -> str:
    """What a tool returns; a model's wrong arguments come back as words that it can act on."""
    try:
        return str(tool.call(**arguments).content)
    except (TypeError, ValueError) as error:
        return json.dumps({"error": f"引数が正しくありません: {error}"}, ensure_ascii=False)


def _collect(output: str, result: Written) -> None:
    """Takes calculations and rounds out of what a tool returned."""
    try:
        told = json.loads(output)
    except json.JSONDecodeError:
        return
    if not isinstance(told, dict):
        return
    try:
        if "calculation" in told:
            result.calculations.append(Calculation.model_validate(told["calculation"]))
        fields = set(Round.model_fields)
        result.rounds += [
            Round.model_validate({key: value for key, value in entry.items() if key in fields})
            for entry in told.get("rounds", ())
        ]
    except ValidationError:
        return


def _fenced(text: str) -> str:
    """Text that can't close the fence around it."""
    return text.replace("<", "＜").replace(">", "＞")


def _heart(draft: str) -> list[Figure]:
    """The figures of the draft's first sentence that has any: without them the answer isn't one."""
    for sentence in sentences(draft):
        found = figures(MARKER.sub("", sentence))
        if found:
            return found
    return []
