"""A message as typed questions: what is asked, about which programme, with which amounts and facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.question.amounts import Amount, read_amounts
from assistant.question.facts import Facts, read_facts
from assistant.question.folded import Folded, fold, mentions, word_reading
from assistant.question.linking import Mention, NameIndex, Scope, resolve
from assistant.question.splitting import split_clauses
from assistant.question.vocabulary import Decline, Operation, SmallTalk, Vocabulary
from ingest.japanese.figures import Figure, figures
from ingest.japanese.kana_numerals import spell_amounts
from ingest.japanese.normalise import normalise

_STRONG = 1.0
_HINT = 0.35
_HOW_MUCH = ("いくら", "なんぼ", "幾ら", "どれくらい", "どのくらい", "なん", "なに")
_ASKING = ("?", "は", "って", "教えて", "ください", "下さい", "か", "の")
# Stands where a name stood: no part of any word, and it keeps the positions.
_BLANK = "|"


@dataclass(frozen=True)
class Ask:
    """One thing that a message asks, or tells. `topics` are ids, the surest first."""

    text: str
    scope: Scope = field(default_factory=Scope)
    mentions: tuple[Mention, ...] = ()
    topics: tuple[str, ...] = ()
    topic_scores: Mapping[str, float] = field(default_factory=dict)
    operation: Operation = "lookup"
    operation_said: bool = False
    """Whether words of the question gave the operation; else it follows from the topic."""
    amounts: tuple[Amount, ...] = ()
    facts: Facts = field(default_factory=Facts)
    yes_no: bool = False
    asserts: bool = False
    """The person states something and wants it confirmed (`…ですよね`)."""
    how_much: bool = False
    """Asks for an amount, whether or not the clause itself has the cost."""
    how_much_cost: bool = False
    """Asks what it takes to get an amount, or what a budget allows."""
    wh_question: bool = False
    """Asks with a question word other than how much (`何で`, `いつ`)."""
    stated: tuple[Figure, ...] = ()
    """Figures that the person states, besides the amounts of the plan."""
    small_talk: SmallTalk | None = None
    decline: Decline | None = None
    continues: bool = False
    corrects: bool = False
    resets: bool = False
    everything: bool = False
    injected: bool = False
    """Holds orders to this system: figures in it are never taken over."""

    @property
    def sure_topics(self) -> tuple[str, ...]:
        """Topics that a deciding word names."""
        return tuple(topic for topic in self.topics if self.topic_scores[topic] >= _STRONG)

    def amount(self, *roles: str) -> Amount | None:
        """The first amount with one of these roles."""
        return next((amount for amount in self.amounts if amount.role in roles), None)

    @property
    def asks_something(self) -> bool:
        """Whether the clause has the form of a question."""
        return self.yes_no or self.wh_question

    @property
    def asks_nothing(self) -> bool:
        """A clause that only tells something about the person or the plan."""
        if self.sure_topics or self.operation_said or self.small_talk or self.decline:
            return False
        return not (self.topics and self.text.endswith(_ASKING)) and not self.text.endswith("?")


class Understander:
    """Reads messages with the vocabulary and the names of the corpus."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self.vocabulary = vocabulary
        self.names = names

    def read(self, message: str, spoken_of: Sequence[str] = ()) -> tuple[Ask, ...]:
        """The asks of a message, in its order. `spoken_of` are programmes of earlier turns, the latest first."""
        message = spell_amounts(normalise(message))
        clauses = split_clauses(message, self.vocabulary.dialogue.connectives) or [message]
        asks: list[Ask] = []
        whole = [m.programme for m in self.names.find(Folded.of(message)) if m.entry.target == "programme"]
        for clause in clauses:
            named = [
                programme for ask in reversed(asks) for programme in ask.scope.programmes if not ask.scope.ambiguous
            ]
            asks.append(self.read_clause(clause, [*named, *whole, *spoken_of]))
        return tuple(asks)

    def read_clause(self, clause: str, spoken_of: Sequence[str] = ()) -> Ask:
        """One clause on its own."""
        text = Folded.of(clause)
        dialogue = self.vocabulary.dialogue
        found = self._unnegated(text, self.names.find(text))
        bare = _without(text, found)
        names = [mention.span for mention in found if mention.span]
        amounts = tuple(
            amount
            for amount in read_amounts(text.text, self.vocabulary.roles)
            if not any(first <= amount.span[0] < last for first, last in names)
        )
        scores = self._topic_scores(bare) or self._romaji_scores(bare)
        if "dates" in scores and (day := [figure for figure in figures(bare.text) if figure.kind == "date"]):
            # `9月末でも申請できますか` asks about that day, `申請できますか` alone about the requirements.
            scores["dates"] = max(scores["dates"], _STRONG + 0.02 * len(day))
        topics = tuple(sorted(scores, key=lambda topic: -scores[topic]))
        injected = any(text.has(fold(word)) for word in self.vocabulary.injection.words)
        operation, said = self._operation(bare, amounts, topics, scores)
        yes_no, asserts = self._yes_no(text)
        plan = ("cost", "target", "budget", "sales") if asserts else ("cost", "target", "budget", "sales", "wage")
        return Ask(
            text=text.text,
            scope=resolve(found, spoken_of),
            mentions=tuple(found),
            topics=topics,
            topic_scores=scores,
            operation=operation,
            operation_said=said,
            amounts=() if injected else amounts,
            facts=read_facts(text, amounts, self.vocabulary.facts, self.vocabulary.components, self.vocabulary.denials),
            yes_no=yes_no and not injected,
            asserts=asserts and not injected,
            stated=() if injected else self._stated(bare, amounts, plan),
            how_much=self._says(bare, "calculate"),
            how_much_cost=self._says(bare, "invert"),
            wh_question=any(word in text.text for word in self.vocabulary.yes_no.wh_words if word not in _HOW_MUCH),
            small_talk=self._small_talk(text),
            decline=self._decline(text),
            continues=_begins_with(text, dialogue.continues),
            corrects=any(
                _begins_with(text, [word]) or text.folded.endswith(fold(word)) for word in dialogue.corrections
            ),
            resets=any(text.has(fold(word)) for word in dialogue.resets),
            everything=any(mentions(text, word) for word in dialogue.everything),
            injected=injected,
        )

    def _unnegated(self, text: Folded, found: list[Mention]) -> list[Mention]:
        """Drops names that are taken back (`一般型じゃなくて…`), unless nothing else is named."""
        kept = []
        for mention in found:
            after = fold(text.text[mention.span[1] : mention.span[1] + 10]) if mention.span else ""
            if not any(after.startswith(fold(word)) for word in self.vocabulary.dialogue.negations):
                kept.append(mention)
        return kept or found

    def _topic_scores(self, text: Folded) -> dict[str, float]:
        """How surely each topic is meant: deciding words count 1 and a little for their length, hints less.

        A word inside another topic's longer word doesn't count: `申請期間` is no `期間`.
        """
        places = [
            (start, end, topic.id)
            for topic in self.vocabulary.topics
            for word in topic.words
            for start, end in _places(text, word)
        ]
        scores: dict[str, float] = {}
        for topic in self.vocabulary.topics:
            strong = [
                end - start
                for start, end, owner in places
                if owner == topic.id
                and not any(
                    first <= start and end <= last and last - first > end - start
                    for first, last, other in places
                    if other != topic.id
                )
            ]
            hints = sum(1 for word in topic.hints if mentions(text, word, shortest_reading=3))
            score = (_STRONG + 0.08 * max(strong) + 0.02 * min(len(strong), 5)) if strong else 0.0
            score += _HINT * min(hints, 2) if not strong else 0.05 * min(hints, 2)
            if score:
                scores[topic.id] = score
        return scores

    def _romaji_scores(self, text: Folded) -> dict[str, float]:
        """Topics of a text in Latin letters, by the readings of their words."""
        kana = _from_romaji(text)
        if not kana:
            return {}
        scores: dict[str, float] = {}
        for topic in self.vocabulary.topics:
            said = [_short_vowels(word_reading(word) or fold(word)) for word in topic.words]
            lengths = [len(form) for form in said if len(form) >= 3 and form in kana]
            if lengths:
                scores[topic.id] = _STRONG + 0.08 * max(lengths)
        return scores

    def _operation(
        self, text: Folded, amounts: Sequence[Amount], topics: Sequence[str], scores: Mapping[str, float]
    ) -> tuple[Operation, bool]:
        roles = {amount.role for amount in amounts}
        for cue in self.vocabulary.operations:
            if cue.needs == "cost" and not roles & {"cost"}:
                continue
            if cue.needs == "target_or_budget" and not roles & {"target", "budget", "ceiling"}:
                continue
            if any(mentions(text, word) for word in cue.words):
                return cue.id, True
        sure = [topic for topic in topics if scores[topic] >= _STRONG]
        if sure[:1] == ["dates"]:
            return "date", False
        if sure[:1] in (["contact"], ["url"]):
            return "contact", False
        return "lookup", False

    def _says(self, text: Folded, operation: str) -> bool:
        return any(
            mentions(text, word) for cue in self.vocabulary.operations if cue.id == operation for word in cue.words
        )

    def _yes_no(self, text: Folded) -> tuple[bool, bool]:
        """Whether the clause wants はい or いいえ, and whether it states what it wants confirmed.

        The ending may stand before a comma (`…もらえますかね、仕事が終わるのがそのくらいで`).
        """
        cues = self.vocabulary.yes_no
        parts = [part for piece in re.split("[、,。?!…]", text.folded) if (part := piece.strip(".~ー"))]
        tails = [tail for part in parts for tail in (part, part.rstrip("ねなぁあ"))]
        if any(tail.endswith(fold(word)) for tail in tails for word in cues.assertions) or any(
            fold(word) in text.folded[-16:] for word in cues.assertions if len(word) >= 3
        ):
            return True, True
        asks = any(tail.endswith(fold(word)) for tail in tails[-2:] for word in cues.endings) or any(
            tail.endswith(("ますか", "ですか", "ますかね", "ですかね")) for tail in tails
        )
        # Not by the folded text: `クラウドの` holds no `どの`.
        return asks and not any(word in text.text for word in cues.wh_words), False

    @staticmethod
    def _stated(text: Folded, amounts: Sequence[Amount], roles: Sequence[str]) -> tuple[Figure, ...]:
        """Figures that are no amount of the plan: a date, a rate, a ceiling that the person has in mind."""
        plan = {amount.span for amount in amounts if amount.role in roles and amount.certain}
        return tuple(
            figure
            for figure in figures(text.text)
            if figure.span not in plan and figure.kind not in ("url", "email", "number")
        )

    def _small_talk(self, text: Folded) -> SmallTalk | None:
        """Small talk is the whole clause or nearly so; a greeting before a question is no small talk."""
        for talk in self.vocabulary.dialogue.small_talk:
            for word in talk.words:
                if text.has(fold(word)) and len(fold(word)) * 2.5 >= len(text.folded) - 4:
                    return talk
        return None

    def _decline(self, text: Folded) -> Decline | None:
        for decline in self.vocabulary.declines:
            if any(text.has(fold(word)) for word in decline.words):
                return decline
        return None


def _places(text: Folded, word: str) -> list[tuple[int, int]]:
    """Where a word stands, as written or, in a text typed in kana, by its reading (whose places are its own)."""
    found = text.find_all(fold(word))
    if found or not text.typed_in_kana:
        return found
    said = word_reading(word)
    start = text.reading.find(said) if len(said) >= 3 else -1
    return [(start, start + len(said))] if start >= 0 else []


def _without(text: Folded, found: Sequence[Mention]) -> Folded:
    """The text with the names in it blanked, so that a name's own words are no topic (`お助け隊サービス利用料`)."""
    chars = list(text.text)
    for mention in found:
        if mention.span:
            chars[mention.span[0] : mention.span[1]] = _BLANK * (mention.span[1] - mention.span[0])
    return Folded.of("".join(chars)) if found else text


def _from_romaji(text: Folded) -> str:
    """A text typed in Latin letters as the kana that it stands for (`shimekiri`); empty for any other."""
    letters = [char for char in text.text if char.isalpha()]
    if not letters or sum(char.isascii() for char in letters) < 0.8 * len(letters):
        return ""
    from jaconv import alphabet2kana

    # Word by word: `jogen ikura` is no `jogenikura`, which would read じょげにくら.
    return _short_vowels(fold(" ".join(alphabet2kana(word) for word in text.text.lower().replace("|", " ").split())))


def _short_vowels(kana: str) -> str:
    """Kana without long vowels, which people leave out in Latin letters (`jogen` for `じょうげん`)."""
    return kana.replace("う", "").replace("ー", "")


def _begins_with(text: Folded, words: Sequence[str]) -> bool:
    return any(text.folded.startswith(fold(word)) for word in words)
