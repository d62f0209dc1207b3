"""An optional language model that rewrites a proven answer so that it reads nicer. It is never a source of facts.

It is given the proven draft and its passages only. What it writes is proven sentence by sentence before anyone sees it;
a sentence that fails is withheld, and where the heart of the answer is lost, the draft is given after all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from assistant.grounding.proof import MARKER, Evidence, check, sentences
from assistant.settings import Settings
from ingest.japanese.figures import figures, states

_LONGEST_ANSWER = 4000
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|\]\(|```|javascript:", re.IGNORECASE)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FULL = re.compile(r"(?:[。！？!?]|\n)(?:\[\d{1,3}\])*")
_ECHO_SHORTEST = 18


class ModelWriter:
    """Rewrites drafts with any OpenAI-compatible server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._llm: Any = None
        self._prompt = files("assistant.writing").joinpath("prompts/rewrite.md").read_text("utf-8")
        self.last_report: dict[str, Any] = {}

    @property
    def engine(self) -> str:
        return f"llm:{self._settings.llm_model}"

    def write(self, question: str, draft: str, evidence: Evidence) -> Iterator[str]:
        """Proven pieces of a nicer text. Yields nothing where the model fails before anything is proven."""
        report: dict[str, Any] = {"withheld": 0, "error": None, "completed": False}
        self.last_report = report
        heart = _heart(draft)
        shown: list[str] = []
        try:
            for sentence in self._sentences(question, draft, evidence):
                if not self._acceptable(sentence, evidence):
                    report["withheld"] += 1
                    continue
                # Nothing is shown before something of substance is proven: an opening alone would promise too much.
                shown.append(sentence)
                if any(figures(piece) for piece in shown) or not heart:
                    yield from self._pending(shown, report)
            report["completed"] = True
        except Exception as error:
            # A paid server at the other end may fail in any way; the draft is always there.
            report["error"] = f"{type(error).__name__}: {error}"[:200]
        given = "".join(shown[: report.get("given", 0)])
        if not given:
            return
        stated = figures(MARKER.sub("", given))
        lost = [figure.text for figure in heart if not states(stated, figure)]
        report["heart_lost"] = lost
        if lost or not MARKER.search(given) and MARKER.search(draft):
            yield "\n\n" + draft

    @staticmethod
    def _pending(shown: list[str], report: dict[str, Any]) -> Iterator[str]:
        start = report.get("given", 0)
        report["given"] = len(shown)
        yield from shown[start:]

    def _acceptable(self, sentence: str, evidence: Evidence) -> bool:
        bare = sentence.strip()
        if not bare:
            return True
        if _TAG.search(bare) or not _JAPANESE.search(bare):
            return False
        if len(bare) >= _ECHO_SHORTEST and bare in self._prompt:
            return False
        return not check(bare, evidence)

    def _sentences(self, question: str, draft: str, evidence: Evidence) -> Iterator[str]:
        """Whole sentences of the model's stream. Stops at a length or time that no honest answer needs."""
        deadline = time.monotonic() + self._settings.llm_timeout
        buffer, total = "", 0
        for piece in self._stream(question, draft, evidence):
            buffer += piece
            total += len(piece)
            # The last sentence is held back: its markers may still follow.
            while (match := _FULL.search(buffer)) and match.end() < len(buffer) and not buffer[match.end() :].startswith("["):
                yield buffer[: match.end()]
                buffer = buffer[match.end() :]
            if total > _LONGEST_ANSWER or time.monotonic() > deadline:
                raise TimeoutError("the model's answer is too long or too slow")
        yield from sentences(buffer)

    def _stream(self, question: str, draft: str, evidence: Evidence) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage, MessageRole

        passages = "\n".join(
            f"[{citation.marker}] {' › '.join(citation.section)}\n{citation.reading or citation.quote}"
            for citation in evidence.citations
        )
        # The question and the passages are data: they stand in their own message, fenced, behind the instructions.
        data = f"<質問>\n{_fenced(question)}\n</質問>\n<下書き>\n{draft}\n</下書き>\n<資料>\n{_fenced(passages)}\n</資料>"
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=self._prompt),
            ChatMessage(role=MessageRole.USER, content=data),
        ]
        for part in self._model().stream_chat(messages):
            yield part.delta or ""

    def _model(self) -> Any:
        if self._llm is None:
            from llama_index.llms.openai_like import OpenAILike

            key = self._settings.llm_api_key
            self._llm = OpenAILike(
                model=self._settings.llm_model or "",
                api_base=self._settings.llm_base_url,
                api_key=key.get_secret_value() if key else "none",
                is_chat_model=True,
                context_window=8192,
                temperature=0.0,
                timeout=self._settings.llm_timeout,
                max_retries=self._settings.llm_retries,
            )
        return self._llm


def _fenced(text: str) -> str:
    """Text that can't close the fence around it."""
    return text.replace("<", "＜").replace(">", "＞")


def _heart(draft: str) -> list[Any]:
    """The figures of the draft's first sentence that has any: without them the answer isn't one."""
    for sentence in sentences(draft):
        found = figures(MARKER.sub("", sentence))
        if found:
            return found
    return []
