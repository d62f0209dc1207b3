"""What staff do with verified answers: publish a correction, withdraw it, and have it end when its source changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.records.masking import mask
from assistant.records.models import Turn
from assistant.records.reviews import ReviewStore
from assistant.reply import Calculation, Citation, Reply
from assistant.verified.book import VerifiedBook
from assistant.verified.meaning import MeaningReader
from assistant.verified.model import VerifiedConflictError, VerifiedError
from assistant.verified.sources import Documents, anchors, moved, prove, why_ended
from assistant.verified.store import MAX_VARIANTS, VerifiedStore


class VerifiedDesk:
    """Publishing and ending verified answers against the documents that are in force."""

    def __init__(
        self,
        store: VerifiedStore,
        reviews: ReviewStore,
        book: VerifiedBook,
        reader: MeaningReader,
        documents: Documents,
        names: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self.store = store
        self.book = book
        self._reviews = reviews
        self._reader = reader
        self._documents = documents
        self._names = names

    def publish(
        self,
        *,
        turn: Turn | None,
        question: str,
        variants: Sequence[str],
        answer: str,
        citations: Sequence[Citation],
        by: str,
        role: str,
        day: date | None = None,
    ) -> int:
        """Publish an answer after proving it, and return its id.

        Raises:
            VerifiedError: a figure isn't proven, a source is missing, or the question can't stand alone.
        """
        question, answer = question.strip(), answer.strip().replace("\r\n", "\n")
        wordings = [text for text in dict.fromkeys(text.strip() for text in variants) if text and text != question]
        if not question:
            raise VerifiedError("質問を入れてください。")
        if len(wordings) > MAX_VARIANTS:
            raise VerifiedError(f"言い換えは{MAX_VARIANTS}件までです。")
        if len(question) > 400 or any(len(text) > 400 for text in wordings) or len(answer) > 4000:
            raise VerifiedError("質問と言い換えは400文字、回答は4,000文字までにしてください。")
        if any(mask(text).found for text in (question, *wordings)):
            raise VerifiedError(
                "質問か言い換えに個人を指す語（氏名・電話など）があります。消してから公開してください。"
            )
        reply = Reply.model_validate(turn.reply) if turn else None
        calculations: list[Calculation] = [reply.calculation] if reply and reply.calculation else []
        prove(
            answer,
            citations,
            self._documents,
            question=question,
            calculations=calculations,
            rounds=reply.rounds if reply else (),
            day=day,
            names=self._names(),
        )
        meanings = [self._reader.read(text) for text in (question, *wordings)]
        for text, meaning in zip(wordings, meanings[1:], strict=True):
            if meaning.programmes != meanings[0].programmes:
                raise VerifiedError(f"言い換え「{text}」は、質問と別の制度を指しています。")
            if meaning.figures != meanings[0].figures:
                raise VerifiedError(f"言い換え「{text}」は、質問と数字が違います。")
        if not (meanings[0].words or meanings[0].asks or meanings[0].programmes):
            raise VerifiedError("この質問だけでは何の話か分かりません。制度の名前などを補ってください。")
        answer_id = self.store.add(
            turn_id=turn.id if turn else None,
            question=question,
            variants=wordings,
            programmes=sorted(meanings[0].programmes),
            answer=answer,
            citations=citations,
            sources=anchors(citations, self._documents),
            by=by,
            role=role,
        )
        self.book.refresh()
        return answer_id

    def change_variants(self, answer_id: int, variants: Sequence[str], *, seen_version: int) -> None:
        """Replace the other wordings of an answer. Raises VerifiedError, VerifiedConflictError."""
        answer = self.store.get(answer_id)
        if answer is None:
            raise VerifiedError("この回答はありません。")
        wordings = [text for text in dict.fromkeys(text.strip() for text in variants) if text]
        if any(mask(text).found for text in wordings) or any(len(text) > 400 for text in wordings):
            raise VerifiedError("言い換えは400文字までで、個人を指す語（氏名・電話など）は使えません。")
        asked = self._reader.read(answer.question)
        for text in wordings:
            meaning = self._reader.read(text)
            if meaning.programmes != asked.programmes or meaning.figures != asked.figures:
                raise VerifiedError(f"言い換え「{text}」は、質問と制度か数字が違います。")
        self.store.change_variants(answer_id, wordings, seen_version=seen_version)
        self.book.refresh()

    def withdraw(self, answer_id: int, because: str, *, seen_version: int) -> None:
        """Stop giving an answer. Raises VerifiedError, VerifiedConflictError."""
        self.store.end(answer_id, "withdrawn", because.strip() or "取り下げました。", seen_version=seen_version)
        self.book.refresh()

    def expire_changed(self) -> list[int]:
        """End every answer whose source isn't what it was, put its turn back into the queue, and return their ids.

        Call it whenever the documents in force may have changed: at start and after a switch.
        """
        ended = []
        for answer in self.store.published():
            because = why_ended(answer, self._documents)
            citations = [Citation.model_validate(citation) for citation in answer.citations]
            now = None if because else moved(citations, self._documents)
            if now and [one.lines for one in now] != [one.lines for one in citations]:
                self.store.move(answer.id, now, anchors(now, self._documents))
            if because:
                try:
                    self.store.end(answer.id, "expired", because)
                except VerifiedConflictError:
                    # Another process ended it just now, and put its turn back.
                    continue
                if answer.turn_id:
                    self._reviews.reopen(answer.turn_id, f"窓口確認済みの回答が失効しました。{because}")
                ended.append(answer.id)
        self.book.refresh()
        return ended
