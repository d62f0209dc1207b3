"""The counter itself: one `Desk` per process, shared by the page, REST and MCP.

Calculator and calendar work from the first moment; questions wait until the assistant is open. Opening it can take a
while (an index to build, a model to load), so it happens in the background and tells how far it is.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from typing import Literal, Protocol

from anyio import CapacityLimiter, fail_after, to_thread

from assistant.calculator import Calculator
from assistant.programmes.book import ProgrammeBook
from assistant.reply import Contact, Reply
from assistant.schedule import JudgedRound, Schedule, contract_contacts, today
from ingest.documents import Document
from ingest.errors import MadoguchiError
from ui import words
from ui.conversations import Conversation, Conversations, Talk, Turn
from ui.feedback import FeedbackStore, keep_feedback, keep_turn
from ui.render.answer import Renderer
from ui.render.names import Names

_log = logging.getLogger(__name__)

_LONGEST_WAIT = 60.0
"""Seconds that a question waits for its turn before the visitor is told that it is busy."""
_MOST_WAITING = 500
"""More questions than this don't begin to wait."""


_MOST_UNWRITTEN = 2000
"""More turns than this don't wait to be recorded."""


@dataclass(frozen=True)
class FoundText:
    """A passage of a document. `lines` are those of the source, counted from 1."""

    document_id: str
    title: str
    section: tuple[str, ...]
    text: str
    lines: tuple[int, int]
    score: float


class Assistant(Protocol):
    """What the counter needs of the assistant."""

    def conversation(self, as_of: date | None = None) -> Talk: ...

    def search(self, question: str, limit: int) -> list[FoundText]: ...


class NotReadyError(MadoguchiError):
    """The assistant is still being opened, or could not be."""


class OtherDayError(MadoguchiError):
    """A conversation can't change the day that it is about."""


class BusyError(MadoguchiError):
    """Too many questions at once."""


@dataclass(frozen=True)
class Opening:
    """How far opening the assistant is. `share` is between 0 and 1, or None where it can't be told."""

    state: Literal["starting", "ready", "failed"] = "starting"
    doing: str = "準備をはじめています"
    share: float | None = None


OpenAssistant = Callable[[Callable[[str, float | None], None]], Assistant]
"""Opens the assistant; the argument is told what is being done (in Japanese) and how far it is."""


def default_seats() -> int:
    """How many answers are made at the same moment: they need a processor each, and a little waiting is cheap."""
    return 2 * (os.cpu_count() or 1)


@dataclass
class Desk:
    """Everything that answers are made of and shown with.

    Args:
        documents: the corpus by document id.
        book: the programmes.
        open_assistant: opens the assistant, in the background.
        feedback: the records; None keeps nothing.
        fixed_day: what counts as today, for trying things out; None is the real now.
        seats: how many questions are answered at the same moment; more make each other slower on few cores.
    """

    documents: Mapping[str, Document]
    book: ProgrammeBook
    open_assistant: OpenAssistant
    feedback: FeedbackStore | None = None
    fixed_day: date | None = None
    seats: int = field(default_factory=default_seats)
    boot: str = field(default_factory=lambda: secrets.token_hex(8))
    """Differs from start to start, so that a page notices a restart."""

    def __post_init__(self) -> None:
        self.when_closed: list[Callable[[], None]] = []
        self.conversations = Conversations(self._begin)
        self._assistant: Assistant | None = None
        self._opening = Opening()
        self._seats = asyncio.Semaphore(self.seats)
        self._threads = CapacityLimiter(self.seats)
        self._waiting = 0
        # One writer, so that a turn is recorded before what is said of it.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="records")
        self._unwritten = threading.BoundedSemaphore(_MOST_UNWRITTEN)
        self._opener: threading.Thread | None = None

    # Opening

    @property
    def opening(self) -> Opening:
        return self._opening

    def switch(self, documents: Mapping[str, Document], book: ProgrammeBook, assistant: Assistant) -> None:
        """Answer from another version of the corpus from now on; conversations under way go on with theirs."""
        self.documents, self.book, self._assistant = documents, book, assistant
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                vars(self).pop(name, None)

    def open(self) -> None:
        """Open the assistant in the background. Does nothing where that has begun."""
        if self._opener is None:
            self._opener = threading.Thread(target=self._open, name="open-assistant", daemon=True)
            self._opener.start()

    def wait(self, seconds: float) -> Opening:
        """Wait until the assistant is open or has failed to."""
        if self._opener:
            self._opener.join(seconds)
        return self._opening

    def _open(self) -> None:
        try:
            self._assistant = self.open_assistant(self._tell)
        except MadoguchiError as error:
            _log.error("the assistant could not be opened: %s", error)
            self._opening = Opening("failed", str(error))
        except Exception:
            _log.exception("the assistant could not be opened")
            self._opening = Opening("failed", "窓口を開けませんでした。管理者に知らせてください。")
        else:
            self._opening = Opening("ready", "準備ができました", 1.0)

    def _tell(self, doing: str, share: float | None) -> None:
        self._opening = Opening("starting", doing, share)

    @property
    def assistant(self) -> Assistant:
        """The open assistant.

        Raises:
            NotReadyError: not yet, or not at all.
        """
        if self._assistant is None:
            failed = self._opening.state == "failed"
            raise NotReadyError(self._opening.doing if failed else words.STARTING)
        return self._assistant

    def _begin(self, as_of: date | None) -> Talk:
        return self.assistant.conversation(as_of=as_of or self.fixed_day)

    @property
    def now(self) -> date | datetime:
        """The instant that rounds are judged at: now, or the whole of the fixed day."""
        return self.fixed_day or today()

    @property
    def day(self) -> date:
        """Today in Asia/Tokyo, or the fixed day."""
        return self.fixed_day or today().date()

    # Asking

    async def ask(self, conversation: Conversation, question: str) -> Reply:
        """Ask in a conversation and wait for the reply.

        Raises:
            BusyError: no seat became free.
        """
        async with self._turn_of(conversation):
            reply = await to_thread.run_sync(conversation.talk.ask, question, limiter=self._threads)
            self._keep(conversation, question, reply, reply.id)
        return reply

    async def ask_once(self, question: str, as_of: date | None = None, key: str | None = None) -> Reply:
        """Ask in the conversation of a key, begun if need be; without a key in one that nothing is kept of.

        Raises:
            NotReadyError, BusyError: the counter isn't open, or no seat became free.
            OtherDayError: the conversation was begun for another day.
        """
        found = self.conversations.get(key) if key else None
        if found and as_of and found.as_of != as_of:
            raise OtherDayError("この会話は、別の日のこととして始まっています。新しい会話にしてください。")
        name = key or secrets.token_urlsafe(24)
        conversation = found or self.conversations.get_or_start(name, as_of)
        try:
            return await self.ask(conversation, question)
        finally:
            if key is None:
                self.conversations.forget(name)

    async def stream(self, conversation: Conversation, question: str, *, turn: str) -> AsyncIterator[str | Reply]:
        """Ask in a conversation; proven pieces of the text come first, the Reply last.

        A turn that was already answered (a click that came twice, a request that was sent again) isn't asked again.
        Nothing more comes once the visitor has stopped the turn.

        Raises:
            BusyError: no seat became free.
        """
        async with self._turn_of(conversation):
            if known := conversation.turn(turn):
                yield known.reply
                return
            events = conversation.talk.stream(question)
            try:
                while (event := await to_thread.run_sync(_next, events, limiter=self._threads)) is not None:
                    if turn in conversation.stopped:
                        conversation.stopped.discard(turn)
                        return
                    if isinstance(event, Reply):
                        self._keep(conversation, question, event, turn)
                    yield event
            finally:
                if isinstance(events, Generator):
                    events.close()

    async def search(self, question: str, limit: int) -> list[FoundText]:
        """The passages nearest to a question, best first.

        Raises:
            NotReadyError: the assistant isn't open.
        """
        return await to_thread.run_sync(self.assistant.search, question, limit, limiter=self._threads)

    @asynccontextmanager
    async def _turn_of(self, conversation: Conversation) -> AsyncIterator[None]:
        """This conversation's turn among its own questions, then a seat among everybody's."""
        if self._waiting >= _MOST_WAITING:
            raise BusyError(words.BUSY)
        self._waiting += 1
        try:
            with fail_after(_LONGEST_WAIT):
                await conversation.lock.acquire()
                try:
                    await self._seats.acquire()
                except BaseException:
                    conversation.lock.release()
                    raise
        except TimeoutError:
            raise BusyError(words.BUSY) from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._seats.release()
            conversation.lock.release()

    def _keep(self, conversation: Conversation, question: str, reply: Reply, turn: str) -> None:
        """Remember the turn, and have it recorded without keeping the visitor waiting."""
        conversation.add(Turn(turn, question, reply), self.conversations.most_turns)
        if self.feedback is None:
            return
        if not self._unwritten.acquire(blocking=False):
            _log.error("the records are too slow: a turn was not recorded")
            return
        record = partial(
            keep_turn,
            self.feedback,
            reply,
            conversation_id=conversation.record_id,
            as_of=conversation.as_of or self.day,
            position=conversation.asked,
        )
        self._writer.submit(record).add_done_callback(lambda _: self._unwritten.release())

    def rate(self, reply: str, *, helpful: bool, reasons: Sequence[str] = (), comment: str = "") -> bool:
        """Record what a visitor thought of a reply, after the reply itself, and say whether it was kept."""
        record = partial(keep_feedback, self.feedback, reply, helpful=helpful, reasons=reasons, comment=comment)
        return self._writer.submit(record).result()

    def close(self) -> None:
        """Finish writing the records."""
        for close in self.when_closed:
            close()
        self._writer.shutdown(wait=True)

    # Tools and looks

    @cached_property
    def calculator(self) -> Calculator:
        return Calculator(self.book)

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule(self.book)

    def rounds(
        self, when: date | datetime, programme: str | None = None, track: str | None = None
    ) -> list[JudgedRound]:
        """Rounds against a day or an instant, of one programme or track (ids or names) or of all.

        Raises:
            UnknownNameError: nothing goes by that name.
        """
        if programme is None:
            return self.schedule.rounds(when)
        found = self.book.find(programme)
        if track is None:
            return self.schedule.rounds(when, found.id)
        tracks = self.book.find_tracks(found, track)
        return [item for one in tracks for item in self.schedule.rounds(when, found.id, one.id)]

    @cached_property
    def names(self) -> Names:
        return Names(
            programmes={programme.id: programme.names.official for programme in self.book},
            tracks={
                (programme.id, track.id): track.names.official for programme in self.book for track in programme.tracks
            },
        )

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to ask about each programme."""
        return tuple(contact for programme in self.book for contact in contract_contacts(programme))

    @cached_property
    def renderer(self) -> Renderer:
        return Renderer(self.documents, self.names, self.contacts)

    @cached_property
    def as_of(self) -> str:
        """When the newest document's information is from."""
        return max((document.as_of for document in self.documents.values()), default="")


def _next(events: Iterator[str | Reply]) -> str | Reply | None:
    return next(events, None)
