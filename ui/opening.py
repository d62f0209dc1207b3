"""Opens the real counter: the corpus at once, the index and the assistant in the background."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.programmes.book import load_programmes
from assistant.settings import Settings
from ingest.documents import load_documents
from ingest.errors import MadoguchiError
from ui.conversations import Talk
from ui.desk import Desk, FoundText, default_seats
from ui.feedback import FeedbackStore

if TYPE_CHECKING:
    from assistant import Assistant

_log = logging.getLogger(__name__)
_SEATS_WITH_MODEL = 16
_LONGEST_WAIT = 900.0
_LOOK_AGAIN = 2.0
_Tell = Callable[[str, float | None], None]


@dataclass(frozen=True)
class _Opened:
    """The assistant as the counter sees it."""

    assistant: Assistant

    def conversation(self, as_of: date | None = None) -> Talk:
        return self.assistant.conversation(as_of=as_of)

    def search(self, question: str, limit: int) -> list[FoundText]:
        return [
            FoundText(
                passage.document_id,
                passage.title,
                passage.heading_path,
                passage.body,
                passage.lines,
                round(passage.scores.fused, 4),
            )
            for passage in self.assistant.retriever.search(question, limit)
        ]


def open_desk(settings: Settings, *, day: date | None = None) -> Desk:
    """The desk of these settings, not yet open for questions.

    Raises:
        MadoguchiError: a file of the corpus is wrong; names file and line.
    """
    documents = {document.id: document for document in load_documents(settings.documents)}
    return Desk(
        documents=documents,
        book=load_programmes(settings.corpus, documents),
        open_assistant=lambda tell: _open_assistant(settings, tell),
        feedback=_open_records(settings),
        fixed_day=day,
        # A model answers while we wait for it: more visitors can be served at once than there are processors.
        seats=_SEATS_WITH_MODEL if settings.llm_base_url else default_seats(),
    )


def _open_assistant(settings: Settings, tell: _Tell) -> _Opened:
    """Bring the index up to date, then open the assistant and let it answer once, so that nobody waits for that."""
    tell("資料の索引を確かめています", None)
    _index(settings, tell)
    tell("質問の言葉を読み込んでいます（はじめてのときは数分かかります）", None)
    from assistant import Assistant

    opened = _Opened(Assistant.open(settings))
    tell("最後の確認をしています", 0.95)
    opened.conversation().ask("補助金はありますか")
    return opened


def _index(settings: Settings, tell: _Tell) -> None:
    """Bring the index up to date; where another process is doing so, wait for it."""
    from assistant.retrieval.retriever import embedder_of, store_of
    from ingest.pipeline import ingest
    from ingest.store import IndexBusy

    def bar(total: int) -> Callable[[int], object]:
        done = 0

        def more(count: int) -> None:
            nonlocal done
            done += count
            tell(f"資料の索引を作っています（{done:,}／{total:,}）", 0.9 * done / max(total, 1))

        return more

    documents = tuple(load_documents(settings.documents))
    until = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            ingest(documents, store_of(settings), embedder_of(settings), progress=bar)
            return
        except IndexBusy:
            if time.monotonic() > until:
                raise
            tell("資料の索引ができるのを待っています", None)
            time.sleep(_LOOK_AGAIN)


def _open_records(settings: Settings) -> FeedbackStore | None:
    """The records; without them the counter still answers, and the log says what is wrong."""
    from assistant.records.database import open_database
    from assistant.records.turns import TurnStore

    try:
        return TurnStore(open_database(settings))
    except MadoguchiError as error:
        _log.error("the records can't be kept: %s", error)
        return None
