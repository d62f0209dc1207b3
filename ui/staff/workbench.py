"""What the staff's pages work on: records, accounts, verified answers, and the desk that answers visitors."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.accounts.store import AccountStore
from assistant.library.building import Builder
from assistant.library.changes import Asked, distinct, evaluation_questions
from assistant.library.datafiles import KINDS, SINGLE
from assistant.library.drafts import DraftStore
from assistant.library.versions import Library, name_of, settings_of
from assistant.records.cases import FOLDER as CASES_FOLDER
from assistant.records.cases import CaseStore
from assistant.records.database import Database, open_database
from assistant.records.reviews import ReviewStore
from assistant.records.turns import TurnStore
from assistant.settings import Settings
from assistant.statements import GENERAL
from assistant.verified.store import VerifiedStore
from ingest.errors import MadoguchiError
from ui.following import LOOK_EVERY, LOOK_EVERY_ON_SERVER, Follower
from ui.staff.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.programmes.book import ProgrammeBook
    from assistant.service import Assistant
    from assistant.verified.desk import VerifiedDesk
    from ingest.documents import Document
    from ui.desk import Desk

_log = logging.getLogger(__name__)

_RECENT = 100
_EVALUATION = 150
"""How many questions of each kind the report on a new version asks of both."""


class NotReadyError(MadoguchiError):
    """The assistant isn't open yet, and this page needs it."""


@dataclass(frozen=True)
class _Opened:
    """A version, open and ready to answer, before anything is switched."""

    documents: Mapping[str, Document]
    book: ProgrammeBook
    assistant: Any
    """As the counter sees it."""


@dataclass
class Workbench:
    """Everything the staff's pages need. One per process."""

    settings: Settings
    database: Database
    desk: Desk
    throttle: Throttle = field(default_factory=Throttle)

    def __post_init__(self) -> None:
        self.accounts = AccountStore(self.database)
        self.turns = TurnStore(self.database)
        self.reviews = ReviewStore(self.database)
        self.verified_store = VerifiedStore(self.database)
        self.cases = CaseStore(self.database, Path(self.settings.data) / CASES_FOLDER)
        self.signing_in = threading.BoundedSemaphore(2)
        self.library = Library(self.settings)
        self.drafts = DraftStore(self.settings.data)
        self.builder = Builder(self.library, self.drafts)
        self._verified: tuple[Assistant, VerifiedDesk] | None = None
        self._opened: Any = None
        self._lock = threading.Lock()
        self._switching = threading.Lock()
        self._follower = Follower(
            self.version_in_force,
            lambda: self.index_version() or None,
            self.follow,
            seconds=LOOK_EVERY_ON_SERVER if self.settings.chroma_url else LOOK_EVERY,
        )
        self.desk.when_closed.append(self._follower.stop)

    @classmethod
    def open(cls, settings: Settings, desk: Desk) -> Workbench:
        """Open the records and put verified answers in front of the assistant as soon as it is open.

        Raises:
            RecordsError: the database can't be opened.
        """
        bench = cls(settings, open_database(settings), desk)
        if isinstance(desk.feedback, TurnStore):
            # The same records, and each turn with the version that answered it.
            desk.feedback = TurnStore(bench.database, bench.index_version)
        opening = desk.open_assistant

        def open_with_verified(tell: Any) -> Any:
            opened = opening(tell)
            return bench.with_verified(opened)

        desk.open_assistant = open_with_verified
        return bench

    def with_verified(self, opened: Any) -> Any:
        """The opened assistant, consulting the verified answers; as it is where it can't (a test's, for instance)."""
        assistant = getattr(opened, "assistant", None)
        if assistant is None:
            return opened
        self._opened = opened
        made = replace(opened, assistant=self.take_over(assistant))
        self._follower.start()
        return made

    def switch(self, name: str) -> list[int]:
        """Put a version of the corpus in force, open it, and answer from it; returns which verified answers ended.

        The version is opened before anything is switched: one that can't be leaves everything as it was.

        Raises:
            LibraryError: there is no such version.
            MadoguchiError: it can't be opened.
        """
        if self.builder.progress.running:
            raise MadoguchiError("新しい版を作っている間は切り替えられません。終わるまで待ってください。")
        with self._switching:
            opened = self._open(name)
            changes = self.library.get(name).changes
            self.library.put_in_force(name)
            ended = self._answer_from(opened)
            fields = ("turn_id", "new_status", "new_answer", "what")
            noted = [{field: change[field] for field in fields} for change in changes if change.get("turn_id")]
            self.reviews.note_changes(name, noted)
            self.builder.clear(name)
        return ended

    def follow(self) -> None:
        """Answer from the version that another process has put in force.

        Raises:
            MadoguchiError: it can't be opened.
        """
        with self._switching:
            if self.version_in_force() != self.index_version():
                self._answer_from(self._open(self.library.current))

    def version_in_force(self) -> str | None:
        """The version in force and its index, as the files say it now; None while they can't be read."""
        from assistant.retrieval.retriever import store_of

        try:
            name = self.library.current
            manifest = store_of(settings_of(self.settings, name)).current()
        except MadoguchiError:
            return None
        return f"{name}/{manifest.version}" if manifest else None

    def _open(self, name: str) -> _Opened:
        from assistant.programmes.book import load_programmes
        from assistant.service import Assistant as Opening
        from ingest.documents import load_documents

        settings = settings_of(self.settings, name)
        documents = {document.id: document for document in load_documents(settings.documents)}
        book = load_programmes(settings.corpus, documents)
        return _Opened(documents, book, replace(self._opened, assistant=Opening.open(settings)))

    def _answer_from(self, opened: _Opened) -> list[int]:
        """Answer visitors from an opened version from now on; returns which verified answers ended."""
        before = {answer.id for answer in self.verified_store.published()}
        answering = self.take_over(opened.assistant.assistant)
        self.desk.switch(opened.documents, opened.book, replace(opened.assistant, assistant=answering))
        return sorted(before - {answer.id for answer in self.verified_store.published()})

    def questions_to_compare(self) -> list[Asked]:
        """Recent questions of visitors, the staff's evaluation cases, and the evaluation's own."""
        recent = [
            Asked(turn.standalone_question, self.today(), "最近の質問", turn.id)
            for turn in self.turns.recent_questions(_RECENT)
        ]
        cases = [
            Asked(case.item["turns"][0]["ask"], date.fromisoformat(case.item["as_of"]), "判定から作った評価問題")
            for case in self.cases.cases()
            if case.active
        ]
        datasets = Path(__file__).resolve().parent.parent.parent / "evals" / "datasets"
        return distinct([*recent, *cases, *evaluation_questions(datasets, _EVALUATION)])

    def take_over(self, assistant: Assistant) -> Assistant:
        """The assistant with verified answers in front; from now on the staff's pages work with it."""
        from assistant.verified.wiring import verified_desk

        verified = verified_desk(assistant, self.database)
        ended = verified.expire_changed()
        if ended:
            _log.info("%d verified answers ended because their sources changed", len(ended))
        answering = replace(assistant, desk=replace(assistant.desk, verified=verified.book))
        with self._lock:
            self._verified = (answering, verified)
        return answering

    @property
    def assistant(self) -> Assistant:
        """The assistant that answers visitors.

        Raises:
            NotReadyError: it isn't open yet.
        """
        if self._verified is None:
            raise NotReadyError("窓口の準備がまだ終わっていません。少し待ってから、開き直してください。")
        return self._verified[0]

    @property
    def verified(self) -> VerifiedDesk:
        """Verified answers. Raises NotReadyError as `assistant`."""
        _ = self.assistant
        assert self._verified is not None
        return self._verified[1]

    def index_version(self) -> str:
        """The version of the corpus and of its index that answers now, as turns are recorded with it."""
        if self._verified is None:
            return ""
        answering = self._verified[0]
        return f"{name_of(answering.settings)}/{answering.retriever.manifest.version}"

    def today(self) -> date:
        return self.desk.day

    def programme_name(self, programme_id: str) -> str:
        programme = self.desk.book.programmes.get(programme_id)
        return programme.names.official if programme else programme_id

    def called(self, name: str) -> str:
        """What staff call the programme that a data file is named after."""
        return "資料全体" if name == GENERAL else self.programme_name(name)

    def file_name(self, key: str) -> str:
        """What staff call a data file: `制度「持続化補助金」`."""
        kind, _, name = key.partition("/")
        label = KINDS.get(kind, kind)
        return label if kind in SINGLE else f"{label}「{self.called(name)}」"

    def topic_name(self, topic: str) -> str:
        if not topic:
            return "話題が分からない質問"
        try:
            return str(self.assistant.desk.knowledge.vocabulary.topic(topic).label)
        except (MadoguchiError, KeyError, LookupError):
            return topic
