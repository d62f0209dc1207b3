"""A message as typed questions: what is asked, about which programme, with which amounts and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.amounts import Amount, of_other_case, read_amounts
from assistant.question.ask import STRONG, Ask
from assistant.question.blanking import without_attributes, without_span, without_start, without_words
from assistant.question.changes import cost_before, times
from assistant.question.clauses import ClauseReader
from assistant.question.days import names_other_day
from assistant.question.denial import without_replaced
from assistant.question.dictated import without_bracketed_orders, without_dictated
from assistant.question.facts import named_components, read_facts
from assistant.question.folded import Folded, begins_with, cued, fold, mentions
from assistant.question.form import FormReader, stated_figures
from assistant.question.going_back import going_back
from assistant.question.linking import Mention, NameIndex
from assistant.question.naming import NameReader, adds, uses_none
from assistant.question.operations import read_operation, says
from assistant.question.plain import PlainReader
from assistant.question.quantities import (
    asks_limit,
    asks_outcome,
    length_of,
    pieces_of,
    speaks_of_floor,
    speaks_of_grant,
    tells_rate,
)
from assistant.question.requests import request_span
from assistant.question.scopes import Scope, resolve, subjects_of
from assistant.question.side_by_side import compared_facts
from assistant.question.talk import afterthought, declined, gives_orders, small_talk, talks, tells_hearsay
from assistant.question.topics import TopicReader, decided
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.figures import figures
from ingest.japanese.kana_numerals import spell_amounts
from ingest.japanese.normalise import normalise

_ALSO = "も"
_OF_SPECIALS = {"specials", "merits"}


class Understander:
    """Reads messages with the vocabulary and the names of the corpus."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self.vocabulary = vocabulary
        self.names = names
        self.topics = TopicReader(vocabulary)
        self.forms = FormReader(vocabulary)
        self.clauses = ClauseReader(vocabulary, names, self.topics, self.forms)
        self.naming = NameReader(vocabulary, names)
        typos = ("typo", "romaji")
        right = [entry.text for entry in names.entries if entry.text.isascii() or entry.kind not in typos]
        self.plain = PlainReader(vocabulary.spoken, names.written, right)
        self._components = tuple(word for cue in vocabulary.components for word in cue.words)
        self._counted = tuple(word for cue in vocabulary.facts if cue.count_units for word in cue.words)

    def read(self, message: str, spoken_of: Sequence[str] = ()) -> tuple[Ask, ...]:
        """The asks of a message, in its order. `spoken_of` are programmes of earlier turns, the latest first."""
        message = self.clauses.trimmed(self.plain.read(spell_amounts(normalise(message))))
        message = without_bracketed_orders(message, self._gives_orders)
        told = without_replaced(message, self._components, self.vocabulary.denials)
        clauses = without_dictated(self.clauses.cut(told), self._gives_orders)
        asks: list[Ask] = []
        whole = [m.programme for m in self.names.find(Folded.of(message)) if m.entry.target == "programme"]
        for clause in clauses:
            named = [
                programme for ask in reversed(asks) for programme in ask.scope.programmes if not ask.scope.ambiguous
            ]
            elsewhere = "。".join(other for other in clauses if other is not clause)
            asks.append(self.read_clause(clause, [*named, *whole, *spoken_of], elsewhere))
        return tuple(asks if told == message else [replace(ask, corrects=True) for ask in asks])

    def read_clause(self, clause: str, spoken_of: Sequence[str] = (), elsewhere: str = "") -> Ask:
        """One clause on its own; `elsewhere` is the rest of the message."""
        vocabulary, dialogue = self.vocabulary, self.vocabulary.dialogue
        text = Folded.of(clause)
        named = self.naming.read(text, spoken_of)
        found = named.meant
        bare = self.naming.without(text, named.said)
        request = request_span(bare.text, dialogue.requests)
        requested = bare
        if request is not None:
            bare = without_span(bare, request)
        amounts = self._amounts(bare, found, elsewhere)
        scores = {} if not found and talks(text, dialogue.small_talk) else self._topic_scores(text, bare, found)
        form = self.forms.read(text, bare, amounts, decided=decided(scores), requests=request is not None)
        roles = {amount.role for amount in amounts}
        scores = self.topics.completed(scores, bare, form, roles, requested=request is not None)
        if form.yes_no and not decided(scores) and self._asks_of_told_days(bare, elsewhere):
            scores = {**scores, "dates": STRONG}
        topics = tuple(sorted(scores, key=lambda topic: -scores[topic]))
        scope = resolve(found, spoken_of)
        of_every, wholly, which_of = self._asked_of(text)
        everything = of_every or wholly or which_of
        corrects = begins_with(without_start(text, dialogue.interjections), dialogue.corrections)
        operation, said = read_operation(
            self._after_correction(bare) if corrects else bare, amounts, topics, scores, vocabulary.operations
        )
        asks_to_compare = request is not None and says(requested, "compare", vocabulary.operations)
        if operation == "lookup" and asks_to_compare and len(scope.tracks) != 1:
            operation, said = "compare", True  # `二つの枠を比べてください`
        if operation == "compare" and self._is_of_classes(text, scope):
            operation = "lookup"
        elif operation == "lookup" and len(subjects_of(scope)) > 1 and bare.has_any(dialogue.varies):
            operation, said = "compare", True
        if operation == "compare" and self._asks_whether_unlike(text, scope):
            operation, said = "lookup", False
        if operation == "compare" and not decided(scores) and self._compares_dates(bare, scope):
            scores = {**scores, "dates": STRONG}
            topics = ("dates", *(topic for topic in topics if topic != "dates"))
        # `同じ日程ですか` asks whether it is the same; `同じ金額で計算して` and `同じならいくら?` don't.
        claimed = all(amount.role == "ceiling" for amount in amounts)  # `上限は通常枠と同じ450万円ですよね`
        sides = (form.yes_no or form.ends_like_question) and not form.wishes and claimed
        sure = {topic for topic, score in scores.items() if score >= STRONG}
        of_specials = (everything or "specials" in sure) and sure <= _OF_SPECIALS
        if operation == "list" and named.means_special_alone and of_specials:
            scope = Scope()  # `賃上げで優遇される特例を列挙して` asks of every programme, `…特例の要件を全部` doesn't
        before = cost_before(bare.text, vocabulary.quantities.changes)
        prepares = not found and self._tells_readiness(text)
        injected = gives_orders(text, vocabulary.injection)
        rest = self.topics.nouns_left(bare)
        return Ask(
            text=text.text,
            scope=replace(scope, adds=adds(text, found, dialogue)),
            mentions=found,
            topics=topics,
            topic_scores=scores,
            operation=operation,
            operation_said=said,
            amounts=() if injected else amounts,
            times=None if amounts else times(bare.text, vocabulary.quantities.changes),
            cost_before=None if amounts else before,
            pieces=None if amounts else pieces_of(bare.text, vocabulary.quantities),
            length=None if amounts else length_of(bare.text),
            facts=read_facts(
                text, amounts, vocabulary.facts, vocabulary.components, vocabulary.denials, vocabulary.side_by_side
            ),
            yes_no=form.yes_no and not (injected or prepares),
            asserts=form.asserts and not (injected or prepares),
            confirms=form.confirms and not injected,
            heard=tells_hearsay(text.text, dialogue.hearsay),
            stated=() if injected else stated_figures(bare, amounts, vocabulary.yes_no, asserts=form.asserts),
            how_much=says(requested, "calculate", vocabulary.operations),
            wants_grant=speaks_of_grant(bare.text, rest, vocabulary.quantities.granted),
            wants_limit=asks_limit(bare.text, vocabulary.quantities.granted),
            wants_outcome=asks_outcome(bare.text, vocabulary.quantities.granted),
            by_rate=tells_rate(bare.text, vocabulary.quantities.granted),
            measured=bare.has_any(vocabulary.quantities.reaches),
            of_floor=speaks_of_floor(
                bare.text, (*vocabulary.quantities.reaches_floor, *vocabulary.quantities.under_floor)
            ),
            varies=bare.has_any(dialogue.varies),
            how_much_cost=says(bare, "invert", vocabulary.operations),
            wh_question=self.forms.asks_for_other_than_amount(text),
            prepares=prepares,
            asks_whether=self.clauses.asks_whether(clause),
            looks_elsewhere=text.has_any(dialogue.elsewhere) and text.has_any(vocabulary.rounds.open_words),
            wishes=form.wishes,
            seeks_help=any(word in text.text for word in dialogue.seeks_help)
            and not any(m.entry.target != "special" for m in found),
            supposes=text.text.rstrip("?。 は").endswith(dialogue.suppositions),
            asks_in_words=self.forms.asks_in_words(text),
            small_talk=small_talk(text, dialogue.small_talk),
            decline=declined(text, vocabulary.declines),
            continues=begins_with(text, dialogue.continues),
            adds_another=bool(rest) and begins_with(text, dialogue.connectives) and _adds(text),
            corrects=corrects or any(text.folded.endswith(fold(word)) for word in dialogue.corrections),
            resets=text.has_any(dialogue.resets)
            or begins_with(without_start(text, dialogue.interjections), dialogue.resets_first),
            returns=text.has_any(dialogue.returns),
            back=None if before else going_back(text, dialogue.back),
            which=self.naming.descriptions.asks_which(text),
            place=self._place(text),
            only_describes=not found and text.text.rstrip("。 ").endswith(dialogue.descriptions.ones),
            beyond=text.has_any(dialogue.beyond),
            advanced=text.has_any(dialogue.beyond) and text.has_any(dialogue.advanced),
            other=text.has_any(dialogue.others),
            other_of_two=text.has_any(dialogue.other_of_two),
            ordinary=text.has_any(dialogue.ordinary),
            that_track=text.has_any(dialogue.that_track),
            that_one=begins_with(without_start(text, dialogue.interjections), dialogue.that_one),
            both=text.has_any(dialogue.both),
            afterthought=None if found or amounts or scope.programmes else afterthought(text, dialogue.afterthoughts),
            alike=sides and without_words(text, dialogue.together).has_any(dialogue.alike),
            unlike=sides and text.has_any(dialogue.unlike),
            exceeds=any(text.text.startswith(dialogue.exceeds, mention.span[1]) for mention in found if mention.span),
            describes=text.text.rstrip("。 ").endswith(dialogue.descriptions.ones),
            rest=rest,
            bought=named_components(text, vocabulary.components),
            everything=everything,
            wholly=wholly,
            which_of=which_of,
            foremost=text.has_any(dialogue.foremost),
            seeks_another=text.has_any(dialogue.seeks_another),
            one_word=bool(self.topics.alone(bare)),
            bare=self.topics.is_bare(bare),
            says_how=self._says_how(bare),
            unused=named.unused,
            uses_no_special=uses_none(text, named.said, vocabulary.any_special, vocabulary.denials),
            injected=injected,
        )

    def _gives_orders(self, text: str) -> bool:
        return gives_orders(Folded.of(text), self.vocabulary.injection)

    def _tells_readiness(self, text: Folded) -> bool:
        """Whether a clause only tells from which days on the person can apply."""
        words = self.vocabulary.rounds.ready_words
        return (
            any(cued(text, word) for word in words)
            and names_other_day(text, self.vocabulary.days)
            and not self.forms.asks_in_words(text)
        )

    def _asks_of_told_days(self, bare: Folded, elsewhere: str) -> bool:
        """Whether a clause asks only if it works out, where the rest of the message tells when the person can apply
        (`決算が6月末に出ます。一般型はいけますか`)."""
        words, told = self.vocabulary.rounds, Folded.of(elsewhere)
        tells = any(cued(told, word) for word in (*words.ready_words, *words.hindered_words, *words.only_then_words))
        asks = bare.has_any(words.open_words) and not self.topics.nouns_left(bare)
        return tells and asks and names_other_day(told, self.vocabulary.days)

    def _topic_scores(self, text: Folded, bare: Folded, found: Sequence[Mention]) -> dict[str, float]:
        """The topics that words name: those of what is asked of a name, where others only say which name it is."""
        asked = without_attributes(text, bare, found)
        if found:
            asked = without_words(asked, self.vocabulary.rounds.describing_words)
        scores = self.topics.scores(asked)
        return scores if asked is bare or decided(scores) else self.topics.scores(bare)

    def _amounts(self, bare: Folded, found: Sequence[Mention], elsewhere: str) -> tuple[Amount, ...]:
        """The amounts of a clause without names; a number in a name taken back is none either."""
        vocabulary = self.vocabulary
        names = [mention.span for mention in found if mention.span and mention.holds_figure]
        read = read_amounts(bare.text, vocabulary.roles, vocabulary.quantities, self._counted, elsewhere)
        amounts = [a for a in read if not any(first <= a.span[0] < last for first, last in names)]
        return tuple(
            replace(amount, role="other") if of_other_case(bare.text, amount, vocabulary.facts) else amount
            for amount in amounts
        )

    def _after_correction(self, bare: Folded) -> Folded:
        """What follows words that take something back: `違う、創業型です` compares nothing."""
        dialogue = self.vocabulary.dialogue
        plain = without_start(bare, dialogue.interjections)
        while (shorter := without_start(plain, dialogue.corrections)) is not plain:
            plain = shorter
        return plain

    def _is_of_classes(self, text: Folded, scope: Scope) -> bool:
        """Whether a comparison is of classes of one programme or track: the sentence on it tells them apart."""
        vocabulary = self.vocabulary
        found = compared_facts(text, vocabulary.facts, vocabulary.denials, vocabulary.side_by_side)
        return max(len(scope.tracks), len(scope.programmes)) < 2 and bool(found)

    def _asks_whether_unlike(self, text: Folded, scope: Scope) -> bool:
        """`クエストのほうは違うとこ？`: whether one thing that is named differs from what was spoken of, not how."""
        asks_how = self.forms.asks_for_other_than_amount(text)
        return len(subjects_of(scope)) == 1 and text.has_any(self.vocabulary.dialogue.unlike) and not asks_how

    def _compares_dates(self, text: Folded, scope: Scope) -> bool:
        """`持続化とデジタル化、どっちが早い?`: of several programmes that is asked of their closings."""
        rounds = self.vocabulary.rounds
        return len(scope.programmes) > 1 and any(cued(text, word) for word in (*rounds.first_words, *rounds.last_words))

    def _place(self, text: Folded) -> int | None:
        """Which of several things is picked by its place (`後者`, `2つ目`); where that is all that is said, `2番` too."""
        alone = text.folded.rstrip("。.")
        for each in self.vocabulary.dialogue.places:
            if text.has_any(each.words) or any(alone == fold(word) for word in each.alone):
                return each.place
        return None

    def _says_how(self, bare: Folded) -> bool:
        rest = without_words(bare, self.vocabulary.dialogue.manners)
        if rest.text == bare.text:
            return False
        # `8種類ぜんぶ並べて`: how many there are was said or asked before.
        for figure in reversed(figures(rest.text)):
            rest = without_span(rest, figure.span) if figure.kind == "count" else rest
        return self.topics.is_bare(rest)

    def _asked_of(self, text: Folded) -> tuple[bool, bool, bool]:
        """Whether a clause asks of every programme; of all, or of which, of those that are spoken of."""
        dialogue = self.vocabulary.dialogue
        unsummed = without_words(text, dialogue.sums)
        of_every, wholly, which_of = (
            any(mentions(unsummed, word) for word in words)
            for words in (dialogue.everything, dialogue.wholly, dialogue.which_of)
        )
        # `どの補助金が…` and `補助金全部` name no subject that anything before could have given.
        kinds = (wholly or which_of) and text.has_any(dialogue.descriptions.things)
        if of_every or kinds:
            return True, False, False
        return False, wholly, which_of


def _adds(text: Folded) -> bool:
    """Whether a clause ends in what adds another thing to those that were asked about (`謝礼も`)."""
    return text.text.rstrip("?。 ").endswith(_ALSO)
