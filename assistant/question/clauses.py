"""A message cut into its clauses: what tells of something else is left out, and each clause asks one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.asides import without_asides
from assistant.question.ask import STRONG
from assistant.question.blanking import without_names
from assistant.question.denial import self_answered
from assistant.question.done_before import without_years_told
from assistant.question.folded import Folded, begins_with
from assistant.question.form import FormReader
from assistant.question.framing import guessed, leaned, offers_choice, unframed, wished_for
from assistant.question.language.operations import YesNoCues
from assistant.question.left_behind import without_left_behind
from assistant.question.linking import NameIndex
from assistant.question.missing import with_missed
from assistant.question.operations import says
from assistant.question.parts import Piece, split_parts
from assistant.question.patterns import any_of
from assistant.question.splitting import split_clauses, split_pairs, split_told
from assistant.question.talk import tells_hearsay
from assistant.question.topics import TopicReader, decided
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.figures import figures

_COSTS = "costs"
_FEE = "fee"
_OVERVIEW = "overview"
_REQUIREMENTS = "requirements"
_SENTENCE_ENDS = "。?!"
_AT = "に"
_SHORT = 16
"""The most letters of what stands between what was heard and the question that it leads to."""
_MARKS = ("は", "も", "って", "とか", "と")
_OF_WHAT = re.compile(r".{0,18}[一-龠々ァ-ヶーA-Za-z0-9]の。?")
"""A clause that only says of what the one before it asks."""
_ENDS_IN_NOUN = re.compile(r"[一-龠ァ-ヶーA-Za-z0-9](?:は|も|って|とか|と)?[?。]?$")


class ClauseReader:
    """Cuts messages that read in plain standard Japanese."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex, topics: TopicReader, forms: FormReader) -> None:
        self.vocabulary = vocabulary
        self.names = names
        self.topics = topics
        self.forms = forms
        requests = (*vocabulary.dialogue.told_to, *vocabulary.dialogue.wishes_to_know)
        self._request = re.compile(f"(?:を|も|は|について|って)?{any_of(requests)}[^、]*$")
        self._whether = _asks_whether(vocabulary.yes_no)
        self._difference = re.compile(rf".{{2,}}?{any_of(vocabulary.dialogue.differences)}と(?=、|そ|[一-龠A-Z])")
        self._years = tuple(dict.fromkeys(word.removesuffix("の") for word in vocabulary.days.earlier))
        self._facts = [word for cue in vocabulary.facts if cue.value is not None for word in cue.words]

    def trimmed(self, message: str) -> str:
        """The message without asides, and with what it asks and answers itself as a statement."""
        message = without_years_told(message, self._years, self.vocabulary.days.founding)
        message = without_left_behind(
            message,
            self.vocabulary.dialogue.left_behind,
            self.vocabulary.dialogue.asides.reasons,
            lambda text: self.names.find(Folded.of(text)),
            self._decides,
        )
        asked = without_asides(message, self.vocabulary.dialogue.asides, self._is_asked, self._is_named)
        return self_answered(asked, self._facts, self.vocabulary.denials)

    def cut(self, message: str) -> list[str]:
        """The clauses of a message, in its order."""
        dialogue, yes_no = self.vocabulary.dialogue, self.vocabulary.yes_no
        clauses = split_clauses(message, dialogue.connectives) or [message]
        clauses = self._kept_lists(clauses)
        clauses = self._after_noun(self._after_hearsay(_owners_first(clauses)))
        clauses = leaned(clauses, yes_no.leaning, yes_no.alternatives)
        clauses = wished_for(clauses, dialogue.wishes, self.asks_whether)
        subjects = dialogue.descriptions.subjects
        if not self.names.find(Folded.of(message)):
            clauses = [piece for clause in clauses for piece in split_told(clause, dialogue.seeks_help, subjects)]
        pieces = [piece for clause in clauses for part in self._parted(clause) for piece in self._paired(part)]
        pieces = self._put_to_choose(pieces)
        pieces = guessed(pieces, yes_no.wh_words, yes_no.organisations)
        return with_missed(self._counted(self._on_what_was_named(pieces)), self.vocabulary.rounds)

    def _kept_lists(self, clauses: Sequence[str]) -> list[str]:
        """The clauses with a list that goes on behind a connective in one (`チラシ、ホームページ、それから旅費も出ますか`)."""
        kept: list[str] = []
        for clause in clauses:
            connective = next((word for word in self.vocabulary.dialogue.joins if clause.startswith(word)), "")
            before = kept[-1] if kept else ""
            if connective and before and before[-1] not in _SENTENCE_ENDS and self._only_lists(before):
                kept[-1] = f"{before}、{clause.removeprefix(connective)}"
            else:
                kept.append(clause)
        return kept

    def _after_hearsay(self, clauses: Sequence[str]) -> list[str]:
        """The clauses with what was heard and the question that it leads to in one (`率が良いと聞きました。いくつですか`)."""
        kept: list[str] = []
        for clause in clauses:
            place = self._heard_before(kept)
            before = kept[place].rstrip("。 ") if place is not None else ""
            if place is not None and self._asks_on(clause, before):
                kept[place] = f"{before}、{clause}"
            else:
                kept.append(clause)
        return kept

    def _heard_before(self, clauses: Sequence[str]) -> int | None:
        """Where the last clause stands that tells what was heard, if those behind it only say who asks, or of what
        (`…もらえると言われました。1領域です。正しい？`)."""
        for place in range(len(clauses) - 1, -1, -1):
            if tells_hearsay(clauses[place].rstrip("。 "), self.vocabulary.dialogue.hearsay):
                return place
            if self._piece(clauses[place]).asks or len(clauses[place]) > _SHORT:
                return None
        return None

    def _after_noun(self, clauses: Sequence[str]) -> list[str]:
        """The clauses with a cost that stands alone and the question about it in one (`海外へ行く旅費。どの枠なら？`)."""
        kept: list[str] = []
        for clause in clauses:
            if kept and self._is_cost_alone(kept[-1]) and self._piece(clause).asks:
                kept[-1] = f"{kept[-1].rstrip('。 ')}、{clause}"
            else:
                kept.append(clause)
        return kept

    def _on_what_was_named(self, clauses: Sequence[str]) -> list[str]:
        """The clauses with a thing that is asked about and the conditions of it in one (`リースは使えますか。条件は？`)."""
        kept: list[str] = []
        for clause in clauses:
            piece = self._piece(clause)
            if kept and piece.plain and piece.topics == {_REQUIREMENTS} and self._asks_of_thing(kept[-1], clause):
                kept[-1] += clause
            else:
                kept.append(clause)
        return kept

    def _counted(self, clauses: Sequence[str]) -> list[str]:
        """The clauses without what asks for the names of what the one before it counts (`何種類で、それぞれ何ですか`): who
        is told how many there are is told which."""
        words = self.vocabulary.dialogue.counted_out
        kept: list[str] = []
        for clause in clauses:
            text = Folded.of(clause)
            counted = bool(kept) and Folded.of(kept[-1]).has_any(words.counts)
            names_only = begins_with(text, words.names) and self._piece(clause).topics <= {_OVERVIEW}
            if not (counted and names_only and not self.names.find(text)):
                kept.append(clause)
        return kept

    def _put_to_choose(self, clauses: Sequence[str]) -> list[str]:
        """The clauses with two names that are put to choose from in one (`オーダーメイドならカタログ？一般？`)."""
        kept: list[str] = []
        for clause in clauses:
            before = kept[-1] if kept else ""
            if self._ends_in_name(before) and self._ends_in_name(clause) and self._piece(clause).empty:
                kept[-1] = (
                    f"{before.rstrip('? ')}、{clause.rstrip('? ')}、{self.vocabulary.dialogue.descriptions.choice}?"
                )
            else:
                kept.append(clause)
        return kept

    def _ends_in_name(self, clause: str) -> bool:
        """Whether a clause asks in no other way than by the name of a track at its end (`…ならカタログ?`)."""
        text = clause.rstrip("? ")
        tracks = [mention for mention in self.names.find(Folded.of(clause)) if mention.entry.target == "track"]
        at_end = any(mention.span and mention.span[1] == len(text) for mention in tracks)
        return clause.endswith("?") and at_end and not self._piece(clause).topics

    def _asks_of_thing(self, clause: str, following: str) -> bool:
        """Whether a clause asks about something that it names itself, and the one behind it names nothing."""
        piece, text = self._piece(clause), Folded.of(clause)
        asks = piece.asks and piece.topics <= {_COSTS, _FEE} and not self.names.find(Folded.of(following))
        return asks and bool(self.topics.nouns_left(without_names(text, self.names.find(text))))

    def _is_cost_alone(self, clause: str) -> bool:
        """Whether a clause is no more than a noun for a cost, without a name or an amount."""
        piece, text = self._piece(clause), Folded.of(clause)
        alone = clause.endswith("。") and piece.names and not (piece.asked or piece.figures)
        return alone and not self.names.find(text) and _COSTS in self.topics.scores(text)

    def _asks_on(self, clause: str, before: str) -> bool:
        """Whether a clause asks, and leaves to the one before of what."""
        piece = self._piece(clause)
        return piece.asks and piece.topics <= self._piece(before).topics and not self.names.find(Folded.of(clause))

    def _only_lists(self, clause: str) -> bool:
        """Whether a clause ends in a noun of which it asks nothing, and that no topic is named by."""
        listed, _, last = clause.rpartition("、")
        piece, noun = self._piece(listed or clause), Folded.of(last)
        return piece.names and not piece.asked and not clause.endswith(_MARKS) and not self.names.find(noun)

    def asks_whether(self, clause: str) -> bool:
        """Whether a clause asks whether something is so, and names nothing but programmes: `ものづくり、いけますよね`."""
        text = Folded.of(clause)
        left = without_names(text, self.names.find(text)).text
        return self._whether.fullmatch(left) is not None

    def _is_named(self, text: str) -> bool:
        """Whether a text names or asks something, or says when something is done (`18時に提出`), so that it is no aside."""
        asks = any(word in text for word in self.vocabulary.yes_no.wh_words)
        return asks or bool(self.names.find(Folded.of(text))) or _has_yen(text) or _says_when(text)

    def _decides(self, text: str) -> bool:
        """Whether words of a text say what is asked of what it names."""
        folded = Folded.of(text)
        return decided(self.topics.scores(without_names(folded, self.names.find(folded))))

    def _is_asked(self, text: str) -> bool:
        """Whether a text asks something by itself."""
        folded = Folded.of(text)
        found = self.names.find(folded)
        scores = self.topics.scores(without_names(folded, found))
        return bool(found) or decided(scores) or self.forms.asks_in_words(folded)

    def _parted(self, clause: str) -> list[str]:
        """A clause cut where it asks several things that no list of topics stands for."""
        if offers_choice(clause, self.vocabulary.yes_no.alternatives) or self._holds_both(clause):
            return [clause]
        if says(Folded.of(clause), "compare", self.vocabulary.operations):
            # `AとBの違いと、それぞれのURL`: what is asked behind the difference is another question.
            apart = self._difference.match(clause)
            rest = clause[apart.end() :].lstrip("、 ") if apart else ""
            return [f"{apart.group().rstrip('と')}は?", rest] if apart and self._piece(rest).topics else [clause]
        return split_parts(clause, self._part, self.vocabulary.dialogue.unjoined)

    def _holds_both(self, clause: str) -> bool:
        """Whether a clause asks something of two names together (`通常枠とセキュリティ枠の両方って出せますか`)."""
        text = Folded.of(clause)
        ends = {mention.span[1] for mention in self.names.find(text) if mention.span}
        after = text.text[max(ends, default=0) :].lstrip("の、")
        return len(ends) > 1 and after.startswith(self.vocabulary.dialogue.both)

    def _part(self, part: str) -> Piece:
        """A part of a clause: a word that names a topic only where it stands alone may be one of a list there
        (`チラシ、ホームページ、旅費も出ますか`)."""
        piece, alone = self._piece(part), frozenset(self.topics.alone(Folded.of(part)))
        if not piece.names or not piece.topics or not piece.topics <= alone:
            return piece
        return replace(piece, topics=frozenset(), plain=False)

    def _piece(self, part: str) -> Piece:
        part = self._request.sub("", unframed(part, self.vocabulary.yes_no.frames))
        text = Folded.of(part)
        found = self.names.find(text)
        bare = without_names(text, found)
        scores = self.topics.scores(bare)
        counts = any(word in part for word in self.vocabulary.yes_no.counting)
        sure = frozenset(topic for topic, score in scores.items() if score >= STRONG)
        only_topics = self.topics.is_bare(bare) and not counts
        return Piece(
            asks=self.forms.asks_by_itself(text),
            topics=sure,
            plain=bool(sure) and only_topics and not any(mention.entry.special for mention in found),
            empty=not sure and only_topics,
            figures=_has_yen(part),
            names=_ENDS_IN_NOUN.search(part) is not None,
        )

    def _paired(self, clause: str) -> list[str]:
        """A clause cut where it asks one thing of one programme and another of the next."""
        text = Folded.of(clause)
        every = self.names.find(text)
        spans = sorted({mention.span for mention in every if mention.span and mention.entry.target != "special"})
        if len(spans) < 2 or text.typed_in_kana:
            return [clause]
        bare = without_names(text, every)
        if says(bare, "compare", self.vocabulary.operations):
            return [clause]
        topics = [(bare.span(start, end)[0], topic) for start, end, topic in self.topics.places(bare)]
        dialogue = self.vocabulary.dialogue
        return split_pairs(text.text, spans, topics, dialogue.joins, dialogue.unjoined)


def _asks_whether(cues: YesNoCues) -> re.Pattern[str]:
    """What asks whether something is so, and nothing else (`いけますよね`)."""
    ending = rf"(?:です|だ)?(?:{any_of(cues.confirming)}|[かのんねな])*"
    return re.compile(rf"[\s|、はでもって]*{any_of(cues.predicates)}{ending}[?。\s]*")


def _owners_first(clauses: Sequence[str]) -> list[str]:
    """The clauses with what is asked, and of what it is asked behind it, in one (`URLだけまとめて。4つの補助金の`)."""
    kept: list[str] = []
    for clause in clauses:
        if kept and kept[-1].endswith("。") and _OF_WHAT.fullmatch(clause):
            kept[-1] = f"{clause.rstrip('。')}{kept[-1]}"
        else:
            kept.append(clause)
    return kept


def _has_yen(text: str) -> bool:
    return any(figure.kind == "yen" for figure in figures(text))


def _says_when(text: str) -> bool:
    """Whether a text says on which day, or at what time, something is done."""
    return any(text.startswith(_AT, figure.span[1]) for figure in figures(text) if figure.kind in ("date", "time"))
