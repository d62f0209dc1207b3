"""Decides what each question gets: an answer, a question back, what isn't in the sources, or a polite refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.conversation.memory import Resolved
from assistant.conversation.situations import is_situation
from assistant.evidence.amounts import Amounts
from assistant.evidence.calibration import SURELY_UNSAID, strongest
from assistant.evidence.catalogue import PATTERN, Match, Vectors, Wanted
from assistant.evidence.comparison import compare, targets
from assistant.evidence.contacts import contact_point, whose
from assistant.evidence.dates import Dates
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.lookup import Lookup, told_apart
from assistant.evidence.menu import MenuDesk
from assistant.evidence.model import Finding, Point, Source
from assistant.evidence.needs import NAMED, NeedFinder, recommend
from assistant.evidence.passages import Passages
from assistant.evidence.refusal import declined, not_in_sources, small_talk
from assistant.evidence.remit import Remit
from assistant.evidence.settling import Settling
from assistant.evidence.terms import TermsFinder
from assistant.needs import Need
from assistant.question.folded import Folded, fold, mentions
from assistant.question.vocabulary import Decline
from assistant.reply import Clarification
from assistant.statements import GENERAL
from ingest.japanese.readings import content_words

_MOST_PROGRAMMES = 4
_CONTACT_TOPICS = ("contact", "url")
# An entry found by its own words, not by a topic word, is more specific than a list of dates or contacts.
_SPECIFIC = 1.15
_NEARER = 0.3
_NAMED_UNSAID = 0.9
"""The probability from which on what is named as unsaid goes before everything else."""
_PATTERN_UNSAID = 0.4
"""The same where a pattern names it, which fits little else."""
_BETTER_THAN_A_NEED = 1.7
_WORD_SHORTEST = 4
_LEANING = 20
"""The most letters of a question that only leans on what was said before."""
_ANY_GRANT = "ceiling"
_PRICE = "fee"

Titled = tuple[str | None, Finding]


@dataclass(frozen=True)
class Clerk:
    """Everything that is needed to decide; each part can be called alone."""

    knowledge: Knowledge
    lookup: Lookup
    amounts: Amounts
    terms: TermsFinder
    dates: Dates
    needs: NeedFinder
    menu: MenuDesk
    passages: Passages
    remit: Remit
    settling: Settling
    strip_names: Callable[[str], str]
    embed: Callable[[str], Vectors]

    def placed(self, item: Resolved, now: date | datetime) -> Resolved:
        """The ask with what settles it before anything is looked up: a decline, or small talk."""
        ask = item.ask
        decline = self._decline_of(item, now)
        if decline:
            return replace(item, ask=replace(ask, decline=decline), operation="out_of_scope")
        if ask.small_talk and not ask.sure_topics:
            return replace(item, ask=replace(ask, decline=None), operation="small_talk")
        return replace(item, ask=replace(ask, decline=None)) if ask.decline else item

    def _decline_of(self, item: Resolved, now: date | datetime) -> Decline | None:
        ask = item.ask
        if ask.decline and not (ask.decline.yields and ask.sure_topics and item.scope.programmes):
            return ask.decline
        named = ask.scope.programmes or "programme" in item.carried
        if ask.injected and not (named and item.topics):
            return self.knowledge.vocabulary.orders  # nothing is asked but that an order be followed
        return self._declined_by_meaning(item, now)

    def answer(self, item: Resolved, now: date | datetime) -> list[Titled]:
        """Findings for one placed ask, each with the title that it gets where several stand together."""
        ask = item.ask
        if ask.decline:
            return [(None, declined(ask.decline, item.scope.programmes))]
        if ask.small_talk and item.operation == "small_talk":
            return [(None, small_talk(ask.small_talk))]
        if not ask.scope.programmes and (quoted := self.passages.of_named_document(item)):
            return [(None, quoted)]
        if not ask.scope.programmes and (owned := whose(self.knowledge, ask.text)):
            return [(None, owned)]
        if self._helps(item):
            return [(None, recommend(self.knowledge, self._needs(item)))]
        if doubtful := self._doubtful(item):
            return [(None, doubtful)]
        if settled := self.settling.find(item):
            return [(None, settled)]
        if gap := self._surely_unsaid(item, now):
            return [(None, gap)]
        if found := self._compared(item):
            return found
        if found := self._computed(item, now):
            return found
        if termed := self.terms.find(item):
            return [(self._label(termed.topic), termed)]
        if wished := self._wished(item):
            return [(None, recommend(self.knowledge, wished))]
        if not self._names_a_need(item) and (row := self.menu.find(item)):
            return [(None, row)]
        if not item.scope.programmes:
            return self._without_programme(item, now)
        if item.need and ask.asserts and not ask.scope.programmes:
            # A claim without a programme: what it claims may tell more than the need that its words name.
            held = self.lookup.find(item, self._wanted(item, None), None)
            if held and held.status == "answered":
                return [(None, held)]
        if item.need and self._wants_recommendation(item):
            looked = self.lookup.find(item, self._wanted(item, None), None)
            # What isn't known of one programme (whether it has this very tool) is no reason not to recommend it.
            unsaid = (
                looked is not None
                and looked.status == "not_in_sources"
                and looked.confidence >= SURELY_UNSAID
                and (not looked.about or (ask.asks_something and looked.own >= _BETTER_THAN_A_NEED))
            )
            said = looked is not None and looked.status == "answered" and looked.own >= _BETTER_THAN_A_NEED
            if looked and (unsaid or (said and item.operation != "recommend")):
                return [(None, looked)]
            return [(None, recommend(self.knowledge, self._needs(item)))]
        if (
            len(item.scope.programmes) > 1
            and not item.need
            and "dates" in item.ask.sure_topics
            and self.dates.asks_one_of_all(item, now)
        ):
            return [(None, self.dates.overview(item, now, item.scope.programmes))]
        if item.need and item.ask.sure_topics == ("dates",) and len(item.scope.programmes) > 1:
            pairs = [
                (programme, track)
                for programme in item.scope.programmes
                for track in item.scope.tracks_of(programme) or (None,)
            ]
            if brief := self.dates.brief(pairs, now):
                return [(self._label("dates"), brief)]
        found = [
            titled
            for programme in item.scope.programmes[:_MOST_PROGRAMMES]
            for titled in self._about(item, programme, now)
        ]
        return self._without_empty(found, item.need) if len(item.scope.programmes) > 1 else found

    def _surely_unsaid(self, item: Resolved, now: date | datetime) -> Finding | None:
        """What words of its own name as unsaid, whatever a day, a need or a claim in the question would bring."""
        ask = item.ask
        if ask.amounts or "amount" in item.carried or ask.injected or len(ask.sure_topics) > 1:
            return None
        named = ask.scope.programmes or (() if item.need else item.scope.programmes)
        programme = named[0] if named and len(ask.scope.programmes) < 2 else None  # of several, what is unsaid of all
        matches = self.matches(item, programme)
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        if (
            unknown is None
            or not unknown.parts["keyword"]
            or (programme is None and unknown.entry.programme != GENERAL)
        ):
            return None
        if unknown.entry.topic == "dates" and self.dates.knows(item, now):
            return None  # the calendar itself knows a closing's time of day, and what its rounds reach into
        clearly = unknown.own >= _NEARER + max((match.own for match in matches if not match.is_unknown), default=0.0)
        unsaid = self.lookup.calibration.unsaid(matches)
        level = _PATTERN_UNSAID if PATTERN in unknown.named else _NAMED_UNSAID if clearly else 1.0
        return self.lookup.refuse(unknown, programme, statement, unsaid) if unsaid >= level else None

    def _declined_by_meaning(self, item: Resolved, now: date | datetime) -> Decline | None:
        """What isn't this counter's job, said in other words than the listed ones."""
        text = self.in_doubt(item, now)
        if text is None:
            return None
        owner, features = self.remit_features(item, text)
        if self.remit.model.outside(features) < self.remit.model.threshold:
            return None
        return next(decline for decline in self.knowledge.vocabulary.declines if decline.id == owner)

    def in_doubt(self, item: Resolved, now: date | datetime) -> str | None:
        """The text that may be outside of this counter's job; None where it surely isn't."""
        ask = item.ask
        named = bool(item.scope.programmes) and not item.need
        if self._helps(item) and (ask.seeks_help or self.needs.likely([ask, *item.message])):
            return None
        if ask.small_talk or (named and (ask.sure_topics or ask.amounts or item.operation != "lookup")):
            return None
        if "dates" in ask.sure_topics and self.dates.asks_when(ask.text, now):
            return None  # `夏に出せるのは?` names nothing of ours and is about the calendar all the same
        # What was told besides (`パソコンが固まった。`) says what the question is about.
        told = [
            other.text for other in item.message if other is not ask and other.asks_nothing and not other.small_talk
        ]
        return "".join([*told, ask.text])

    def remit_features(self, item: Resolved, text: str) -> tuple[str, list[float]]:
        """What a question is most like that isn't this counter's job, and how much speaks for it."""
        folded = Folded.of(text)
        return self.remit.features(
            text,
            [self.embed(text), self.embed(self.strip_names(text))],
            named=bool(item.scope.programmes) and not item.need,
            need=item.need is not None and self.needs.surely([item.ask, *item.message]),
            topic=bool(item.ask.sure_topics),
            own=any(mentions(folded, word) for word in self.knowledge.vocabulary.dialogue.own_words),
            helps=any(ask.seeks_help for ask in (item.ask, *item.message)),
        )

    def _doubtful(self, item: Resolved) -> Finding | None:
        """A word of the documents whose reading isn't certain: nothing is stated about it."""
        for document in self.knowledge.documents.values():
            for erratum in document.errata:
                word = erratum.printed.strip()
                if (
                    erratum.kind == "text"
                    and erratum.certainty == "uncertain"
                    and len(word) >= _WORD_SHORTEST
                    and word in item.ask.text
                ):
                    source = Source(document.id, erratum.lines, erratum.printed)
                    text = f"「{word}」は、資料の印字が乱れていて正しい読みが分からないため、お答えできません。"
                    return Finding(
                        status="not_in_sources",
                        points=(Point(text, (source,)),),
                        contact_programmes=item.scope.programmes[:1],
                        show_contact=True,
                        decided={"doubtful": word},
                    )
        return None

    def _compared(self, item: Resolved) -> list[Titled]:
        if item.operation != "compare" or item.cost:
            return []
        if termed := self.terms.find(item):
            return [("比較", termed)]
        chosen = targets(self.knowledge, item)
        if "dates" in item.ask.sure_topics or len(chosen) < 2:
            return []
        found = compare(self.knowledge, item, chosen)
        return [("比較", found)] if found else []

    def _computed(self, item: Resolved, now: date | datetime) -> list[Titled]:
        """The calculation, with the dates where they are asked for in the same breath."""
        if not item.scope.programmes or not self.amounts.wanted(item):
            return []
        found = self.amounts.find(item)
        if not found:
            return []
        computed: list[Titled] = [("補助額の計算", found)]
        if "dates" in item.ask.sure_topics:
            programmes = dict.fromkeys(programme for programme, _ in found.about)
            if len(programmes) > 1:
                brief = self.dates.brief(found.about, now)
                return [*computed, (self._label("dates"), brief)] if brief else computed
            dated = [(programme, self.dates.find(item, programme, now)) for programme in programmes]
            computed += [
                (f"{self.knowledge.name(programme)}の{self._label('dates')}", each) for programme, each in dated if each
            ]
        return computed

    def _wants_recommendation(self, item: Resolved) -> bool:
        sure = [
            topic for topic in item.ask.sure_topics if topic not in ("overview", "costs", "requirements", "content")
        ]
        if item.ask.asserts and item.ask.sure_topics:
            return False  # a claim wants to be confirmed
        return item.operation in ("recommend", "list") or not sure

    def _wished(self, item: Resolved) -> Sequence[Need]:
        """The needs that a wish names, where it names no programme, or only by a word of the need (`賃上げ`).

        A wish may stand in another clause: `創業したばかりです。使える補助金は?`
        """
        ask = item.ask
        asked = ask.wishes or item.operation in ("recommend", "list")
        if not asked or any(self.knowledge.vocabulary.topic(topic).apart for topic in ask.sure_topics):
            return ()
        told = [ask, *(other for other in item.message if other is not ask and other.asks_nothing)]
        found = [need for each in told for score, need in self.needs.find(each) if score >= NAMED]
        words = {fold(word) for need in found for word in need.words}
        named = [mention for each in told for mention in each.mentions]
        if any(mention.entry.target == "programme" or fold(mention.entry.text) not in words for mention in named):
            return ()
        return self._needs(item) if found and (ask.wishes or named) else ()

    def _helps(self, item: Resolved) -> bool:
        """Whether a situation is told, and whatever helps with it is asked for."""
        # `無料で学べるところは?` wants something that is free, not a price.
        topics = [topic for topic in item.ask.sure_topics if not (topic == _PRICE and item.ask.seeks_help)]
        apart = any(self.knowledge.vocabulary.topic(topic).apart for topic in topics)
        return item.need is not None and not item.amounts and not apart and is_situation(item.ask, item.message)

    def _names_a_need(self, item: Resolved) -> bool:
        return any(score >= NAMED for ask in (item.ask, *item.message) for score, _ in self.needs.find(ask)[:1])

    def _needs(self, item: Resolved) -> Sequence[Need]:
        return self.needs.best([item.ask, *item.message], item.need)

    def _wanted(self, item: Resolved, programme: str | None) -> Wanted:
        bare = self.strip_names(_without_stated(item))
        if item.ask.bare and "topic" in item.carried and item.topics:
            bare = self._label(item.topics[0])  # `クエストの方は?` asks for what was asked before, in no words
        # What the person told besides (`チラシを刷りたい。`) counts as words, not as meaning.
        told = " ".join(
            [bare, *(self.strip_names(ask.text) for ask in item.message if ask.asks_nothing and ask is not item.ask)]
        )
        return self.lookup.wanted(item, told, content_words(told), self.embed(bare), programme)

    def matches(self, item: Resolved, programme: str | None) -> list[Match]:
        """Every statement and unknown for one ask, the best first."""
        return self.knowledge.catalogue.match(self._wanted(item, programme), programme)

    def _about(self, item: Resolved, programme: str, now: date | datetime) -> list[Titled]:
        """Findings about one programme: dates and contacts where these are asked for, statements for the rest."""
        name = self.knowledge.name(programme)
        wanted = self._wanted(item, programme)
        matches = self.knowledge.catalogue.match(wanted, programme)
        sure = item.ask.sure_topics or (item.topics[:1] if "topic" in item.carried else ())
        found: list[Titled] = []
        # What isn't known of one track doesn't matter where none is named.
        whole = [match for match in matches if not match.is_unknown or wanted.tracks or not match.entry.tracks]
        if "dates" in sure and self._is_about_dates(whole, item, now):
            dated = self.dates.find(item, programme, now)
            if dated:
                found.append((f"{name}の{self._label('dates')}", dated))
        rest = [topic for topic in sure if topic != "dates"]
        if not found or rest:
            looked = self._looked(item, rest if found else (), programme, wanted)
            if len(rest) > 1 and item.ask.bare and (looked is None or looked.status == "not_in_sources"):
                # Something unsaid of one topic keeps nothing back of the others.
                single = [(topic, self._looked(item, (topic,), programme, wanted)) for topic in rest]
                return [*((f"{name}の{self._label(topic)}", each) for topic, each in single if each), *found]
            if looked and not (found and looked.status == "not_in_sources"):
                title = f"{name}の{self._labels(looked)}" if looked.topic else name
                if not (found and looked.topic == "dates"):
                    if looked.topic == "dates" and looked.status == "answered":
                        looked = replace(looked, rounds=self.dates.rounds(item, programme, now))
                    found.insert(0, (title, looked))
        if found:
            return found
        if any(topic in sure for topic in _CONTACT_TOPICS) and (point := contact_point(self.knowledge, programme)):
            return [
                (
                    f"{name}の問い合わせ先",
                    Finding(
                        status="answered",
                        points=(point,),
                        about=((programme, None),),
                        contact_programmes=(programme,),
                        topic="contact",
                    ),
                )
            ]
        if dated := (self.dates.find(item, programme, now) if item.operation == "date" else None):
            return [(name, dated)]
        extracted = self.passages.find(item, programme)
        if extracted:
            return [(name, extracted)]
        return [(name, not_in_sources(self.knowledge, [programme], confidence=0.5))]

    def _of_any(self, wanted: Wanted, topic: str) -> bool:
        """Whether a topic could be that of several programmes, and none of them is meant more than the others."""
        matches = self.knowledge.catalogue.match(wanted, None)
        return not self.knowledge.vocabulary.topic(topic).whole and len(told_apart(matches)) < len(matches)

    def _of_all(self, wanted: Wanted) -> list[Match]:
        """What is said, or isn't, of all programmes together; and what single ones say that speaks for no other."""
        return [
            match
            for match in told_apart(self.knowledge.catalogue.match(wanted, None))
            if not match.is_unknown or match.entry.programme == GENERAL
        ]

    def _looked(self, item: Resolved, rest: Sequence[str], programme: str, wanted: Wanted) -> Finding | None:
        """What statements say; on the rest of the topics only, where the calendar has answered for the dates."""
        if not rest:
            return self.lookup.find(item, wanted, programme)
        scores = {topic: item.ask.topic_scores[topic] for topic in rest if topic in item.ask.topic_scores}
        ask = replace(item.ask, topics=tuple(rest), topic_scores=scores, yes_no=False)
        left = replace(item, ask=ask, topics=tuple(rest))
        return self.lookup.find(left, replace(wanted, topics=scores), programme)

    def _without_programme(self, item: Resolved, now: date | datetime) -> list[Titled]:
        wanted = self._wanted(item, None)
        sure = item.ask.sure_topics
        if "dates" in sure and self._is_about_dates(self._of_all(wanted), item, now):
            return [(None, self.dates.overview(item, now))]
        every = item.ask.everything or item.operation in ("list", "compare", "recommend")
        if item.ask.bare and sure and not every and self._of_any(wanted, sure[0]):
            return [(None, self._which_programme(sure[0]))]
        if self._leans_on_nothing(item):
            return [(None, self._which_programme(next(iter(item.topics), None)))]
        looked = self.lookup.find(item, wanted, None)
        beside = looked is not None and looked.status == "not_in_sources" and looked.topic not in item.ask.topics
        vague = item.ask.how_much and sure and len(item.ask.text) <= _LEANING  # `補助額を計算してほしい`
        if looked and not (beside and vague):
            return [(None, looked)]
        if sure and not item.ask.injected:
            return [(None, self._which_programme(sure[0]))]
        extracted = self.passages.find(item, None)
        if extracted:
            return [(None, extracted)]
        return [(None, not_in_sources(self.knowledge, [], confidence=0.5))]

    def _is_about_dates(self, matches: Sequence[Match], item: Resolved, now: date | datetime) -> bool:
        """Whether the calendar answers: no other statement, and nothing known to be unsaid, is what was asked."""
        statement, unknown = strongest(matches, unknown=False), strongest(matches, unknown=True)
        unsaid = self.lookup.calibration.unsaid(matches)
        elsewhere = unknown is not None and unknown.entry.topic != "dates"
        if item.ask.bare:
            # Nothing but names and words of topics: still `個人事業主でも出せる?` asks about no day.
            return not (unknown and elsewhere and unknown.parts["keyword"] and unsaid >= SURELY_UNSAID)
        asks_when = self.dates.asks_when(item.ask.text, now)
        when = asks_when and (
            item.ask.yes_no or not item.scope.programmes or self.dates.asks_certain(item.ask.text, now)
        )
        # An unknown outweighs the calendar only where a word of its own is said, or it is clearly nearer.
        nearer = unknown is not None and unknown.own > _NEARER + (statement.own if statement else 0.0)
        pointed = False
        if unknown is not None:
            named = unknown.parts["keyword"] > 0
            pointed = (nearer and (named or not when)) or (not when and (named or elsewhere))
            pointed = pointed or unsaid >= SURELY_UNSAID
            # The calendar itself knows some of it: a closing's time of day, a period that its rounds reach into.
            pointed = pointed and (elsewhere or not self.dates.knows(item, now))
            # Beside another topic (`締切と電話番号`), what isn't known of that one doesn't matter here.
            pointed = pointed and not (elsewhere and unknown.entry.topic in item.ask.sure_topics)
        if pointed and unsaid >= self.lookup.calibration.threshold:
            return False
        if when or (statement and statement.entry.topic in item.ask.sure_topics and len(item.ask.sure_topics) > 1):
            return True
        return statement is None or statement.entry.topic == "dates" or statement.own < _SPECIFIC

    @staticmethod
    def _leans_on_nothing(item: Resolved) -> bool:
        """`それはいくら？` and `予算500万円くらい` as a first word: what they are about isn't said."""
        ask = item.ask
        if ask.sure_topics or ask.operation_said or item.need or ask.everything or ask.injected or ask.wh_question:
            return False
        only_amount = ask.asks_nothing and any(amount.role in ("cost", "target", "budget") for amount in ask.amounts)
        return len(ask.text) <= _LEANING and (only_amount or (ask.continues and bool(ask.topics)))

    def _which_programme(self, topic: str | None) -> Finding:
        """A topic without a programme: ask which one."""
        having = [
            programme
            for programme in self.knowledge.programmes
            if self.knowledge.statements.select(programme.id, topic or _ANY_GRANT) and not programme.menu_only
        ]
        question = (
            f"どの制度の{self._label(topic)}をお知りになりたいですか。" if topic else "どの制度についてのお尋ねですか。"
        )
        options = [programme.names.official for programme in having]
        lines = "\n".join(f"・{name}" for name in options)
        return Finding(
            status="clarify",
            points=(Point(f"{question}\n{lines}"),),
            clarification=Clarification(question=question, options=options),
            topic=topic,
            decided={"clarify": "programme"},
        )

    def _labels(self, finding: Finding) -> str:
        """What a finding is on (`補助率・補助上限`)."""
        return "・".join(self._label(topic) for topic in finding.topics or (finding.topic,))

    def _label(self, topic: str | None) -> str:
        return self.knowledge.vocabulary.topic(topic).label if topic else ""

    @staticmethod
    def _without_empty(found: list[Titled], need: str | None) -> list[Titled]:
        """Where several programmes were looked at for something that no one named, only those that say something."""
        answered = [titled for titled in found if titled[1].status == "answered"]
        return answered if answered and len(answered) < len(found) and (len(found) > 2 or need) else found


def _without_stated(item: Resolved) -> str:
    """The clause without the figures that it wants confirmed: `最大450万円ですよね` asks for the ceiling, not for 450万円."""
    text = item.ask.text
    if not item.ask.yes_no:
        return text
    amounts = [figure for figure in item.ask.stated if figure.kind in ("yen", "rate", "slash")]
    for figure in sorted(amounts, key=lambda figure: -figure.span[0]):
        text = text[: figure.span[0]] + text[figure.span[1] :]
    return text
