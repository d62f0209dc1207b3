"""A message as typed questions: what is asked, about which programme, with which amounts and facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.question.amounts import Amount, read_amounts
from assistant.question.days import period_meant
from assistant.question.facts import Facts, compares_classes, named_components, read_facts
from assistant.question.folded import Folded, cued, fold, mentions, word_reading
from assistant.question.linking import Mention, NameIndex, Scope, resolve
from assistant.question.polarity import organisations
from assistant.question.requests import request_span
from assistant.question.splitting import split_clauses, split_pairs, split_told
from assistant.question.vocabulary import Decline, Operation, SmallTalk, Vocabulary
from ingest.japanese.figures import Figure, figures
from ingest.japanese.kana_numerals import spell_amounts
from ingest.japanese.normalise import normalise
from ingest.japanese.readings import content_words, ends_in_predicate

_STRONG = 1.0
_HINT = 0.35
_HOW_MUCH = ("いくら", "なんぼ", "幾ら", "どれくらい", "どのくらい", "なん", "なに")
# What may trail behind the ending of a question (`使えますかのう`, `対象ですかねえ`).
_LINGERING = "ねなぁあえぇのうぅいー"
_OPEN_END = re.compile(r"(?:[るんたいうくすつぬむよだ]|[るんたいなうくすつぬむえ]の)$")
_INDEFINITE = re.compile(
    r"(?:いつ|いくら|何|なん|なに|どこ|誰|だれ|どれ|どの|どんな|どちら|どっち|いくつ|どういう)[^、。か?は]{0,8}?(?:でも|にでも|からでも)"
    r"|(?:どっち|どちら|どれ)も"
)
# `…なんですか`, `…なんよ`, `…なん?`: the noun before it is what is asked about, unless a particle stands between.
_EXPLAINING = re.compile(r"(?<=[^はがってをにも、。 |])なん(?=です|だ|や|じゃ|よ|の|か|$|\?)")
# A question inside a statement (`どう動くか、決めていない`).
_EMBEDDED = re.compile(r"[^、。]*か、(?=.)")
# What follows a figure that is itself what is claimed (`…は500万円くらいですよね`), whatever its role would be.
_ASSERTED = re.compile(
    r"(?:くらい|ぐらい|程度|ほど|まで)?(?:が上限)?(?:です|だ|でし|で合|で間違|で正し|って|と聞|と認識|と理解|なん|じゃ|や|$)"
)
_ASKING = ("?", "は", "って", "教えて", "ください", "下さい", "か", "の")
_CONFIRMING = ("よね", "でしょ", "でしょう", "だろう", "やろ", "っけ")
# Which days are named doesn't depend on the day asked; whether any is, does not either.
_SOME_DAY = date(2026, 1, 1)
_ROUND = "次"
_SURE_KANA = 5
_TAIL = 14
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
    wishes: bool = False
    """Tells what the person wants to do, or what troubles them (`店を改装したい`)."""
    seeks_help: bool = False
    """Asks for whatever helps, and leaves to the rest of the message with what (`何か補助はある?`)."""
    asks_in_words: bool = False
    """Has the form of a question or a request, whatever its topic."""
    small_talk: SmallTalk | None = None
    decline: Decline | None = None
    continues: bool = False
    corrects: bool = False
    resets: bool = False
    returns: bool = False
    """Goes back to what the conversation began with (`最初の制度に戻って`)."""
    bought: tuple[str, ...] = ()
    """Components of a plan that are named, with or without a cost (`レジなら`)."""
    everything: bool = False
    bare: bool = False
    """Nothing but names, words of the topics and words that ask: the topic is all that is wanted."""
    unused: tuple[tuple[str, str], ...] = ()
    """(programme, special case) pairs that the person says aren't used (`特例なしだと`)."""
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
    def _tells_sales(self) -> bool:
        """`年商5億の会社です`: its sales say how big a firm is, and ask for nothing."""
        told = bool(self.amount("sales")) and set(self.sure_topics) <= {"menu"} and not self.operation_said
        return told and not self.asks_something and not self.text.endswith(_ASKING)

    @property
    def asks_nothing(self) -> bool:
        """A clause that only tells something about the person or the plan."""
        if self._tells_sales:
            return True
        if self.sure_topics or self.operation_said or self.small_talk or self.decline:
            return False
        if self.asserts and self.text.rstrip("。").endswith(_CONFIRMING):
            return False
        ending = self.text.rstrip("。 ")
        return not (self.topics and ending.endswith(_ASKING)) and not ending.endswith("?")


class Understander:
    """Reads messages with the vocabulary and the names of the corpus."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self.vocabulary = vocabulary
        self.names = names
        counted = [word for cue in vocabulary.facts if cue.count_units for word in cue.words]
        self._counted = "|".join(sorted(map(re.escape, counted), key=len, reverse=True))
        words = [word for topic in vocabulary.topics for word in topic.words]
        words += [word for cue in vocabulary.facts if cue.value is not None for word in cue.words]
        self._asking_words = sorted(dict.fromkeys([*words, *vocabulary.dialogue.fillers]), key=len, reverse=True)

    def read(self, message: str, spoken_of: Sequence[str] = ()) -> tuple[Ask, ...]:
        """The asks of a message, in its order. `spoken_of` are programmes of earlier turns, the latest first."""
        message = spell_amounts(normalise(message))
        cut = split_clauses(message, self.vocabulary.dialogue.connectives) or [message]
        if not self.names.find(Folded.of(message)):
            cut = [piece for clause in cut for piece in split_told(clause, self._help_places(clause))]
        clauses = [piece for clause in cut for piece in self._paired(clause)]
        asks: list[Ask] = []
        whole = [m.programme for m in self.names.find(Folded.of(message)) if m.entry.target == "programme"]
        for clause in clauses:
            named = [
                programme for ask in reversed(asks) for programme in ask.scope.programmes if not ask.scope.ambiguous
            ]
            elsewhere = "。".join(other for other in clauses if other is not clause)
            asks.append(self.read_clause(clause, [*named, *whole, *spoken_of], elsewhere))
        return tuple(asks)

    def _help_places(self, clause: str) -> list[int]:
        """Where words stand that ask for whatever helps."""
        return [place for word in self.vocabulary.dialogue.seeks_help if (place := clause.find(word)) >= 0]

    def _paired(self, clause: str) -> list[str]:
        """A clause cut where it asks one thing of one programme and another of the next."""
        text = Folded.of(clause)
        found = [mention for mention in self.names.find(text) if mention.span and mention.entry.target != "special"]
        if len({mention.span for mention in found}) < 2 or text.typed_in_kana:
            return [clause]
        bare = _without(text, self.names.find(text))
        if self._says(bare, "compare"):
            return [clause]
        topics = [(bare.span(start, end)[0], topic) for start, end, topic in self._strong_places(bare)]
        spans = sorted({mention.span for mention in found if mention.span})
        dialogue = self.vocabulary.dialogue
        return split_pairs(text.text, spans, topics, dialogue.joins, dialogue.unjoined)

    def read_clause(self, clause: str, spoken_of: Sequence[str] = (), elsewhere: str = "") -> Ask:
        """One clause on its own; `elsewhere` is the rest of the message."""
        text = Folded.of(clause)
        dialogue = self.vocabulary.dialogue
        named = self.names.find(text)
        found = self._unnegated(text, self._without_offices(text, named))
        bare = _without(text, named)
        request = request_span(bare.text, dialogue.requests)
        if request is not None:
            plain_text = bare.text[: request[0]] + _BLANK * (request[1] - request[0]) + bare.text[request[1] :]
            bare = replace(Folded.of(plain_text), kana=text.typed_in_kana)
        unused = tuple((m.programme, m.entry.special) for m in named if m.entry.special and m not in found)
        names = [mention.span for mention in found if mention.span]
        amounts = tuple(
            amount
            for amount in read_amounts(
                bare.text, self.vocabulary.roles, self.vocabulary.quantities, self._counted, elsewhere
            )
            if not any(first <= amount.span[0] < last for first, last in names)
        )
        amounts = tuple(replace(a, role="other") if self._of_other_case(bare.text, a) else a for a in amounts)
        scores = self._topic_scores(bare) or self._romaji_scores(bare)
        if "dates" in scores and (day := [figure for figure in figures(bare.text) if figure.kind == "date"]):
            # `9月末でも申請できますか` asks about that day, `申請できますか` alone about the requirements.
            scores["dates"] = max(scores["dates"], _STRONG + 0.02 * len(day))
        elif "dates" in scores and self._other_day(bare) and self._applies(bare):
            scores["dates"] = max(scores["dates"], _STRONG)
        if not found and self._talks(text):
            scores = {}
        yes_no, asserts = self._yes_no(text)
        if not yes_no and text.text.endswith("?") and _begins_with(text, self.vocabulary.yes_no.starts):
            yes_no = True
        if not yes_no and text.text.endswith("?") and not any(amount.role == "cost" for amount in amounts):
            # `まだ出せる?`; with a cost (`300万円なら200万円になる?`) the amount is wanted.
            yes_no = ends_in_predicate(text.text.rstrip("? ")) and not self._asks_with_word(text.text)
        if not yes_no and _ends_in_figure(text) and any(score >= _STRONG for score in scores.values()):
            yes_no = not any(amount.role == "cost" for amount in amounts)  # `上限って150万円?`
        yes_no = yes_no or self._ends_in_day(text) or self._ends_in_office(bare)
        if not yes_no and len(amounts) > 1 and text.text.rstrip("? ").endswith(amounts[-1].text):
            yes_no = text.text.endswith("?")  # `経費が750万円なら500万円?`
        if (wishes := self._wishes(text)) or request is not None:
            yes_no = asserts = False  # `…しようと思っている` claims nothing, `…教えていただけますか` asks to be told
        if asserts and "contact" not in scores and organisations(bare.text, self.vocabulary.yes_no.organisations):
            # `文部科学省のサイトでしょ?` is about who runs it.
            scores["operator"] = max([_STRONG, *scores.values()]) + 0.1
        if (
            (yes_no or text.text.endswith(("?", "か", "か。")))
            and not any(score >= _STRONG for score in scores.values())
            and self._other_day(bare)
        ):
            scores["dates"] = _STRONG  # `明日でもいいですか` is about a day, whatever else it leaves out
        roles = {amount.role for amount in amounts}
        if yes_no and "ceiling" in roles and "cost" not in roles and max(scores.values(), default=0.0) < _STRONG:
            scores["ceiling"] = _STRONG  # `100万円もらえる?` asks whether that much is granted
        if not any(score >= _STRONG for score in scores.values()) and any(
            figure.kind == "count" and figure.unit == _ROUND for figure in figures(bare.text)
        ):
            scores["dates"] = _STRONG  # `複数者連携 2次`
        topics = tuple(sorted(scores, key=lambda topic: -scores[topic]))
        injected = self._injected(text)
        said_first = _begins_with(_without_start(text, dialogue.interjections), dialogue.corrections)
        # `違う、創業型です` takes something back; it compares nothing.
        plain = bare
        if said_first:
            plain = _without_start(bare, dialogue.interjections)
            while (shorter := _without_start(plain, dialogue.corrections)) is not plain:
                plain = shorter
        operation, said = self._operation(plain, amounts, topics, scores)
        scope = resolve(found, spoken_of)
        if operation == "compare" and max(len(scope.tracks), len(scope.programmes)) < 2 and self._of_classes(text):
            operation = "lookup"  # the sentence on one programme or track tells its classes apart
        unsummed = _blanked(text, dialogue.sums)
        plan = ("cost", "target", "budget", "sales") if asserts else ("cost", "target", "budget", "sales", "wage")
        return Ask(
            text=text.text,
            scope=replace(scope, adds=self._adds(text, found)),
            mentions=tuple(found),
            topics=topics,
            topic_scores=scores,
            operation=operation,
            operation_said=said,
            amounts=() if injected else amounts,
            facts=read_facts(
                text,
                amounts,
                self.vocabulary.facts,
                self.vocabulary.components,
                self.vocabulary.denials,
                self.vocabulary.side_by_side,
            ),
            yes_no=yes_no and not injected,
            asserts=asserts and not injected,
            stated=() if injected else self._stated(bare, amounts, plan, asserts),
            how_much=self._says(bare, "calculate"),
            how_much_cost=self._says(bare, "invert"),
            wh_question=any(word in text.text for word in self.vocabulary.yes_no.wh_words if word not in _HOW_MUCH),
            wishes=wishes,
            seeks_help=bool(self._help_places(text.text)) and not any(m.entry.target != "special" for m in found),
            asks_in_words=self._asks_in_words(text),
            small_talk=self._small_talk(text),
            decline=self._decline(text),
            continues=_begins_with(text, dialogue.continues),
            corrects=said_first or any(text.folded.endswith(fold(word)) for word in dialogue.corrections),
            resets=any(text.has(fold(word)) for word in dialogue.resets),
            returns=any(text.has(fold(word)) for word in dialogue.returns),
            bought=named_components(text, self.vocabulary.components),
            everything=any(mentions(unsummed, word) for word in dialogue.everything),
            bare=self._bare(bare),
            unused=() if any(m.entry.special for m in found) else unused,
            injected=injected,
        )

    def _of_other_case(self, text: str, amount: Amount) -> bool:
        """`間接被害100万、直接被害はいくらまで？`: what another case than the one asked about gets is no cost."""
        before = text[: amount.span[0]]
        if amount.certain:
            return False
        cases = [cue for cue in self.vocabulary.facts if cue.value is not None]
        mine = [cue for cue in cases if before.endswith(cue.words)]
        rest = text[amount.span[1] :]
        return any(
            other.fact == cue.fact and other.value != cue.value and any(word in rest for word in other.words)
            for cue in mine
            for other in cases
        )

    def _adds(self, text: Folded, found: Sequence[Mention]) -> bool:
        """Whether special cases are named as coming on top of others (`あと賃上げもする`)."""
        dialogue = self.vocabulary.dialogue
        ends = [mention.span[1] for mention in found if mention.span and mention.entry.target == "special"]
        told = ends_in_predicate(text.text.rstrip("。 ")) and not _begins_with(text, dialogue.corrections)
        return bool(ends) and (
            told
            or _begins_with(text, dialogue.connectives)
            or any(text.text[end:].lstrip().startswith(dialogue.additions) for end in ends)
        )

    def _unnegated(self, text: Folded, found: list[Mention]) -> list[Mention]:
        """Drops names that are taken back (`一般型じゃなくて…`), unless nothing else is named."""
        kept = []
        for mention in found:
            after = fold(text.text[mention.span[1] : mention.span[1] + 10]) if mention.span else ""
            if not any(after.startswith(fold(word)) for word in self.vocabulary.dialogue.negations):
                kept.append(mention)
        # A special case that isn't used is none, whatever else is named.
        return kept or [mention for mention in found if mention.entry.target != "special"]

    def _without_offices(self, text: Folded, found: list[Mention]) -> list[Mention]:
        """Drops a name that is only part of an office's (`IT導入補助金事務局`) where another programme is named."""
        endings = self.vocabulary.yes_no.organisations
        kept = [mention for mention in found if not (mention.span and text.text[mention.span[1] :].startswith(endings))]
        return kept if {mention.programme for mention in kept} else found

    def _topic_scores(self, text: Folded) -> dict[str, float]:
        """How surely each topic is meant: deciding words count 1 and a little for their length, hints less.

        A word inside another topic's longer word doesn't count: `申請期間` is no `期間`.
        """
        places = self._strong_places(text)
        scores: dict[str, float] = {}
        for topic in self.vocabulary.topics:
            strong = [end - start for start, end, owner in places if owner == topic.id]
            hints = sum(1 for word in topic.hints if mentions(text, word, shortest_reading=3))
            score = (_STRONG + 0.08 * max(strong) + 0.02 * min(len(strong), 5)) if strong else 0.0
            score += _HINT * min(hints, 2) if not strong else 0.05 * min(hints, 2)
            if score:
                scores[topic.id] = score
        return scores

    def _strong_places(self, text: Folded) -> list[tuple[int, int, str]]:
        """Where deciding words of topics stand, but for those inside another topic's longer word."""
        places = [
            (start, end, topic.id)
            for topic in self.vocabulary.topics
            for word in topic.words
            for start, end in _places(text, word)
            if not any(start < last and first < end for other in topic.unless for first, last in _places(text, other))
        ]
        return [
            (start, end, owner)
            for start, end, owner in places
            if not any(
                # Inside a longer word, or the tail of one (`募集期間は` is no `期間は`).
                first <= start < last
                and (end <= last or first < start)
                and last - first >= end - start
                and (first, last) != (start, end)
                for first, last, other in places
                if other != owner
            )
        ]

    def _other_day(self, text: Folded) -> bool:
        """Whether a text names a day other than the one it is asked on, or that day as an end (`今日まで`)."""
        days = self.vocabulary.days
        relative = [word for entry in days.relative_days if entry.days != 0 for word in entry.words]
        if any(figure.kind == "date" for figure in figures(text.text)) or any(text.has(fold(w)) for w in relative):
            return True
        period = period_meant(text, _SOME_DAY, days)
        at_a_time = any(figure.kind == "time" for figure in figures(text.text))
        return period is not None and (period.until or period.first != _SOME_DAY or not period.is_day or at_a_time)

    def _ends_in_day(self, text: Folded) -> bool:
        """`締切は4月30日?`, `明日から?`: a day at the very end is what is to be confirmed."""
        if not text.text.endswith("?"):
            return False
        days = self.vocabulary.days
        tail = text.text.rstrip("? ")
        for word in (*days.until, *days.since):
            tail = tail.removesuffix(word)
        found = [figure for figure in figures(tail) if figure.kind in ("date", "time")]
        folded = fold(tail)
        relative = [word for entry in days.relative_days for word in entry.words]
        return any(figure.span[1] == len(tail) for figure in found) or any(folded.endswith(fold(w)) for w in relative)

    def _ends_in_office(self, text: Folded) -> bool:
        """`問い合わせは商工会議所?`: the office at the very end is what is to be confirmed."""
        tail = text.text.rstrip("? ")
        return text.text.endswith("?") and any(
            tail.endswith(word) and len(word) > 1 for word in self.vocabulary.yes_no.organisations
        )

    def _applies(self, text: Folded) -> bool:
        """Whether a text speaks of applying, or of when that begins or ends."""
        rounds = self.vocabulary.rounds
        words = (*rounds.open_words, *rounds.opening_words, *rounds.closing_words, *rounds.plan_words)
        return any(text.has(fold(word)) for word in words)

    def _bare(self, text: Folded) -> bool:
        """Whether nothing is left of a text without names once words of topics and words that only ask are gone."""
        chars = list(text.folded)
        for word in self._asking_words:
            for start, end in _places(text, word):
                if end <= len(chars):
                    chars[start:end] = " " * (end - start)
        rest = "".join(char if char.isalnum() else " " for char in chars).split()
        return not any(any(map(_beyond_kana, piece)) or (len(piece) > 1 and content_words(piece)) for piece in rest)

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
            if any(cued(_blanked(text, cue.unless), word) for word in cue.words):
                return cue.id, True
        sure = [topic for topic in topics if scores[topic] >= _STRONG]
        if sure[:1] == ["dates"]:
            return "date", False
        if sure[:1] in (["contact"], ["url"]):
            return "contact", False
        return "lookup", False

    def _of_classes(self, text: Folded) -> bool:
        vocabulary = self.vocabulary
        return compares_classes(text, vocabulary.facts, vocabulary.denials, vocabulary.side_by_side)

    def _says(self, text: Folded, operation: str) -> bool:
        return any(cued(text, word) for cue in self.vocabulary.operations if cue.id == operation for word in cue.words)

    def _yes_no(self, text: Folded) -> tuple[bool, bool]:
        """Whether the clause wants はい or いいえ, and whether it states what it wants confirmed.

        The ending may stand before a comma (`…もらえますかね、仕事が終わるのがそのくらいで`).
        """
        cues = self.vocabulary.yes_no
        paused = re.sub(r"(?<=か) +", "、", text.text)  # `…本当ですか 小規模です`
        outside = fold(re.sub(r"\([^)]*\)", "、", paused))  # `…で良いですか(お助け隊)` ends before the bracket
        parts = [part for piece in re.split("[、,。?!…]", outside) if (part := piece.strip(".~ー"))]
        tails = [tail for part in parts for tail in (part, part.rstrip(_LINGERING))]
        if any(tail.endswith(fold(word)) for tail in tails for word in cues.assertions) or any(
            fold(word) in outside[-16:] for word in cues.assertions if len(word) >= 2
        ):
            return True, True
        asks = any(tail.endswith(fold(word)) for tail in tails[-2:] for word in cues.endings) or any(
            tail.endswith("か") for tail in tails
        )
        # `手伝ってくれるん?`: a predicate with a question mark, whatever its ending; a bare `補助率は?` is none.
        asks = asks or (text.text.endswith("?") and _OPEN_END.search(outside.rstrip("?")) is not None)
        return asks and not self._asks_with_word(text.text), False

    def _asks_with_word(self, text: str) -> bool:
        """Whether a question word asks: not by the folded text, as `クラウドの` holds no `どの`.

        `いつでも`, `誰でも` and `どんなソフトでも` ask nothing, and `なんですか` after a noun is only an ending.
        """
        plain = _INDEFINITE.sub("", text)
        plain = _EXPLAINING.sub("", plain)
        return any(word in plain for word in self.vocabulary.yes_no.wh_words)

    @staticmethod
    def _stated(text: Folded, amounts: Sequence[Amount], roles: Sequence[str], asserts: bool) -> tuple[Figure, ...]:
        """Figures that are no amount of the plan: a date, a rate, a ceiling that the person has in mind."""
        plan = {
            amount.span
            for amount in amounts
            if amount.role in roles
            and amount.certain
            and not (asserts and _ASSERTED.match(text.text[amount.span[1] :]))
        }
        return tuple(
            figure
            for figure in figures(text.text)
            if figure.span not in plan
            and (asserts or figure.kind not in ("url", "email"))
            and (figure.kind != "number" or text.text.startswith(("以上", "以内", "以下"), figure.span[1]))
        )

    def _wishes(self, text: Folded) -> bool:
        """Whether a clause ends in what the person wants to do, and asks nothing."""
        if "?" in text.text or self._asks_with_word(text.text):
            return False
        tail = text.text[-_TAIL:]  # as written: `タイプ` ends in no `たい`
        for word in self.vocabulary.dialogue.wishes_to_know:
            tail = tail.replace(word, "")
        return not tail.endswith(("か", "か。")) and any(word in tail for word in self.vocabulary.dialogue.wishes)

    def _talks(self, text: Folded) -> SmallTalk | None:
        every = self.vocabulary.dialogue.small_talk
        return next((talk for talk in every if any(text.has(fold(word)) for word in talk.always)), None)

    def _asks_in_words(self, text: Folded) -> bool:
        """Whether a clause has a question mark or word, ends like a question, or asks to be told something."""
        plain = text.text.rstrip("。. " + _LINGERING)
        told_to = (*self.vocabulary.dialogue.wishes_to_know, *self.vocabulary.dialogue.told_to)
        return (
            "?" in text.text
            or plain.endswith("か")
            or self._asks_with_word(_EMBEDDED.sub("", text.text))
            or any(text.has(fold(word)) for word in told_to)
        )

    def _small_talk(self, text: Folded) -> SmallTalk | None:
        """Small talk is the whole clause or nearly so; a greeting before a question is no small talk."""
        if talked := self._talks(text):
            return talked
        for talk in self.vocabulary.dialogue.small_talk:
            for word in talk.words:
                if text.has(fold(word)) and len(fold(word)) * 2.5 >= len(text.folded) - 4:
                    return talk
        return None

    def _injected(self, text: Folded) -> bool:
        """Whether a clause gives this system orders."""
        orders = self.vocabulary.injection
        ending = text.folded.rstrip("。.!?、,~ー")
        return any(text.has(fold(word)) for word in orders.words) or ending.endswith(tuple(map(fold, orders.endings)))

    def _decline(self, text: Folded) -> Decline | None:
        for decline in self.vocabulary.declines:
            if any(text.has(fold(word)) for word in decline.words):
                return decline
        return None


def _blanked(text: Folded, words: Sequence[str]) -> Folded:
    """The text with these words blanked; the text itself where it has none of them."""
    plain = text.text
    for word in words:
        plain = plain.replace(word, _BLANK * len(word))
    return text if plain == text.text else Folded.of(plain)


def _places(text: Folded, word: str) -> list[tuple[int, int]]:
    """Where a word stands, as written or, in a text typed in kana, by its reading (whose places are its own)."""
    found = text.find_all(fold(word))
    said = word_reading(word)
    if found or not text.typed_in_kana:
        # A word typed out in kana (`ほじょりつ`) stands for itself in any text, where it is long enough.
        return found or (text.find_all(said) if len(said) >= _SURE_KANA else [])
    start = text.reading.find(said) if len(said) >= 3 else -1
    return [(start, start + len(said))] if start >= 0 else []


def _ends_in_figure(text: Folded) -> bool:
    """Whether a figure stands right before the question mark."""
    plain = text.text.rstrip("? ")
    return text.text.endswith("?") and any(figure.span[1] == len(plain) for figure in figures(plain))


def _beyond_kana(char: str) -> bool:
    return not "\u3040" <= char <= "\u30ff"


def _without(text: Folded, found: Sequence[Mention]) -> Folded:
    """The text with the names in it blanked, so that a name's own words are no topic (`お助け隊サービス利用料`)."""
    chars = list(text.text)
    for mention in found:
        if mention.span:
            chars[mention.span[0] : mention.span[1]] = _BLANK * (mention.span[1] - mention.span[0])
    return replace(Folded.of("".join(chars)), kana=text.typed_in_kana) if found else text


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


def _without_start(text: Folded, words: Sequence[str]) -> Folded:
    """The text without the longest of these words that it begins with."""
    start = max((len(fold(word)) for word in words if text.folded.startswith(fold(word))), default=0)
    if not start or start >= len(text.folded):
        return text
    return replace(Folded.of(text.text[text.span(start, start + 1)[0] :].lstrip("、, ")), kana=text.typed_in_kana)


def _begins_with(text: Folded, words: Sequence[str]) -> bool:
    return any(text.folded.startswith(fold(word)) for word in words)
