"""What helps with a need that is named without a programme: `ロボットを入れたい`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation.needing import MeantNeed
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.likeness import Likeness
from assistant.evidence.model import Finding, Point
from assistant.evidence.needs.asker import Asker
from assistant.needs import Aim, Beyond, Choice, Need, NeedBook
from assistant.question.ask import Ask
from assistant.question.folded import Folded, cue_places, cued, fold
from assistant.question.scopes import Pair
from assistant.recent import Recent
from ingest.bundled import Vectors

_LIKE = 0.22
"""How surely a text must mean a need that none of its words names."""
_MORE_LIKE = 0.3
"""How surely it must mean a particular need where words name only a general one, or anything that isn't named at all."""
_SURELY_LIKE = 0.42
"""How surely it must, where it tells nothing but asks."""
_CLEARLY_LIKE = 0.35
"""From this on, what a text means tells which of the needs are meant that its words name."""
_UNLIKE = 0.2
"""Less than this share of that, and a word names nothing that is wanted (`パソコンのことを勉強させたい`)."""
_LIKER = 0.05
"""By how much more must speak for a need that is only meant, to go before all that short words name."""
_TELLING = 5
"""From this many letters on, words name a need whatever else the text is like."""
_ALIKE = 0.5
"""The share of the likest that a general need must have to matter beside a particular one."""
_SHORTEST = 8
"""The fewest letters of a text that can mean a need without naming it (`建設業。` doesn't)."""
_A_LETTER = 0.04
"""How much each letter of the words counts, beside what the text is like."""
_MOST = 3
_REMEMBERED = 64


@dataclass(frozen=True)
class FoundNeed:
    """A need that a text names or means."""

    need: Need
    like: float
    """How surely the text means it, by what it is like (about 0 to 1)."""
    letters: float = 0.0
    """How many letters of the text name it; 0 where it is only meant."""

    @property
    def named(self) -> bool:
        """Whether words name it."""
        return self.letters > 0

    @property
    def weight(self) -> float:
        """How much speaks for it."""
        return self.like + _A_LETTER * self.letters

    def served_by(self, choices: Collection[Choice]) -> bool:
        """Whether all that helps with it is among these, or a track of a programme among them."""
        given = {(choice.programme, choice.track) for choice in choices}
        return all({(own.programme, own.track), (own.programme, None)} & given for own in self.need.programmes)


class NeedFinder:
    """Finds the needs that a text names, or means."""

    def __init__(
        self, book: NeedBook, likeness: Likeness, embed: Callable[[str], Vectors], wishes: tuple[str, ...] = ()
    ) -> None:
        """`wishes` are words that end a wish or a trouble."""
        self.document = book.document
        self._needs = {need.id: need for need in book.needs}
        self.aims = {aim.programme: aim for aim in book.aims}
        self._beyond = {each.id: each for each in book.beyond}
        self._likeness = likeness
        self._embed = embed
        self._asker = Asker(book.asker, wishes)
        # Several parts of one answer look for the needs of the same clause.
        self._named: Recent[str, list[FoundNeed]] = Recent(_REMEMBERED)
        self._like: Recent[str, dict[str, float]] = Recent(_REMEMBERED)

    def find(self, ask: Ask) -> list[FoundNeed]:
        """The needs of a text, the surest first: of what it wants, and of who it says that wants it.

        A particular need goes before a general one. One whose words aren't there but whose examples are like the text
        comes last, unless it is liker by far.
        """
        if not ask.text:
            return []
        wanted, asker = self._asker.apart(ask.text)
        found = self._wanted(ask, wanted) if wanted and self.beyond(ask) is None else []
        known = {each.need.id for each in found}
        return found + [
            each for part in asker for each in self._of(part) if each.need.of_asker and each.need.id not in known
        ]

    def beyond(self, ask: Ask) -> Beyond | None:
        """What the text wants that the documents have nothing for; None where it rather wants something else."""
        wanted, _ = self._asker.apart(ask.text)
        if not wanted:
            return None
        folded, likes = Folded.of(wanted), self._likes(wanted)
        weights: dict[str, float] = {}
        for each in self._beyond.values():
            letters = max((_letters(word) for word in each.words if cued(folded, word)), default=0)
            if letters or likes[each.id] >= _MORE_LIKE:
                weights[each.id] = likes[each.id] + _A_LETTER * letters
        if not weights:
            return None
        named = max((each.weight for each in self._of(wanted)), default=0.0)
        best = max(weights, key=lambda each: weights[each])
        return self._beyond[best] if weights[best] > max(named, self._meant(wanted).like) else None

    def _wanted(self, ask: Ask, text: str) -> list[FoundNeed]:
        named = self._of(text)
        general = all(each.need.general for each in named)
        tells_a_case = ask.bare and ask.facts.values  # `間接のほうは?` says who asks, not what for
        if not named and ((ask.sure_topics and not ask.seeks_help) or tells_a_case or len(text) < _SHORTEST):
            return []
        meant = self._meant(text)
        if named and not general:
            liker = meant.like >= max(_MORE_LIKE, _LIKER + max(each.weight for each in named))
            liker = liker and all(each.letters < _TELLING for each in named)
            return [meant, *named] if liker and not meant.need.general else named
        least = _SURELY_LIKE if ask.asks_in_words and not ask.seeks_help else _MORE_LIKE if named else _LIKE
        fits = meant.like >= least and not any(each.need.id == meant.need.id for each in named)
        return [meant, *named] if fits and not (named and meant.need.general) else named

    def need(self, need_id: str | None) -> Need | None:
        """The need of this id."""
        return self._needs.get(need_id or "")

    def strongest(self, ask: Ask) -> MeantNeed | None:
        """The need of a clause, for a conversation to go on with."""
        found = self.find(ask)
        if not found:
            return None
        need = found[0].need
        return MeantNeed(need.id, self._serving(found), found[0].named, general=need.general or need.of_asker)

    @staticmethod
    def _serving(found: Sequence[FoundNeed]) -> tuple[tuple[str, str | None], ...]:
        """What serves the first need; of that, what serves all others that are named too, where anything does
        (`インボイスに合うレジ`)."""
        serving = [(choice.programme, choice.track) for choice in found[0].need.programmes]
        for other in (each for each in found[1:] if each.named):
            both = {(choice.programme, choice.track) for choice in other.need.programmes}
            # What serves as a whole serves with each of its tracks.
            serving = [pair for pair in serving if {pair, (pair[0], None)} & both] or serving
        return tuple(serving)

    def _of(self, text: str) -> list[FoundNeed]:
        """The needs that words of the text name, without those that it isn't like, the surest first."""
        return list(self._named.get(text, lambda: self._naming(text)))

    def _naming(self, text: str) -> list[FoundNeed]:
        folded = Folded.of(text)
        found: list[FoundNeed] = []
        for need in self._needs.values():
            lengths = [_letters(word) for word in need.words if cued(folded, word)]
            if lengths:
                letters = max(lengths) + 0.5 * (len(lengths) - 1)
                found.append(FoundNeed(need, self._likes(text)[need.id], letters))
        wider = {need_id for each in found for need_id in each.need.within}
        found = [each for each in found if each.need.id not in wider]
        likest = self._meant(text).like if found else 0.0
        if likest >= _CLEARLY_LIKE:
            found = [
                each
                for each in found
                if each.like >= _UNLIKE * likest or each.letters >= _TELLING or self._wished(folded, each.need)
            ]
        return sorted(found, key=lambda each: (each.need.general, -each.weight))

    def _wished(self, text: Folded, need: Need) -> bool:
        """Whether a wish follows close behind a word that names the need."""
        ends = [text.span(*place)[1] for word in need.words for place in cue_places(text, word)]
        return any(self._asker.wishes_for(text.text, end) for end in ends)

    def _meant(self, text: str) -> FoundNeed:
        """The need that the text is most like."""
        likes = self._likes(text)
        owner = max(self._needs, key=lambda each: likes[each])
        return FoundNeed(self._needs[owner], likes[owner])

    def _likes(self, text: str) -> dict[str, float]:
        return self._like.get(text, lambda: dict(self._likeness.ranked(text, self._embed(text))))

    def names_surest(self, asks: Sequence[Ask]) -> bool:
        """Whether the surest need of any of these clauses is one that its words name."""
        return any(first.named for first in self._surest(asks))

    def surely(self, asks: Sequence[Ask]) -> bool:
        """Whether the surest need of any of these clauses is named, or meant beyond doubt."""
        return any(first.named or first.like >= _SURELY_LIKE for first in self._surest(asks))

    def likely(self, asks: Sequence[Ask]) -> bool:
        """Whether the surest need of any of these clauses is named, or more than hinted at."""
        return any(first.named or first.like >= _MORE_LIKE for first in self._surest(asks))

    def _surest(self, asks: Sequence[Ask]) -> list[FoundNeed]:
        """The surest need of each clause that has any."""
        return [found[0] for ask in asks if (found := self.find(ask))]

    def best(self, asks: Sequence[Ask], first: str | None = None) -> list[Need]:
        """The needs of several clauses, the surest first: of each clause the particular ones, or else the general."""
        found: dict[str, FoundNeed] = {}
        asked: set[str] = set()
        for ask in asks:
            for each in self._of_clause(ask):
                if ask.seeks_help and not ask.wishes:
                    asked.add(each.need.id)
                known = found.get(each.need.id)
                if known is None or (each.named, each.weight) > (known.named, known.weight):
                    found[each.need.id] = each
        wider = {need_id for each in found.values() if each.named for need_id in each.need.within}
        kept = [each for each in found.values() if each.need.id not in wider]
        if any(each.named for each in kept):
            # Beside what is named, something must be meant more surely (`お金はかけたくない` is no need of its own),
            # and not by the words that ask for help (`国から何か助けてもらえませんか`).
            kept = [each for each in kept if each.named or each.like >= _MORE_LIKE]
            kept = [each for each in kept if each.named or each.like >= _CLEARLY_LIKE or each.need.id not in asked]
        if any(each.named or not each.need.general for each in kept):
            kept = [each for each in kept if each.named or not each.need.general]
        kept = _mattering(kept)
        if not kept:
            return [self._needs[first]] if first in self._needs else []
        ranked = sorted(kept, key=lambda each: (each.need.general, -each.weight))
        return [each.need for each in ranked[:_MOST]]

    def _of_clause(self, ask: Ask) -> list[FoundNeed]:
        found = self.find(ask)
        sure = [each for each in found if each.like >= _MORE_LIKE or each.named]
        particular = [each for each in sure if not each.need.general] or found[:1]
        # A general need beside a particular one matters where the same programmes serve it (`見積ソフトとパソコン`).
        having = [choice for each in particular for choice in each.need.programmes]
        beside = [
            each
            for each in _mattering([*particular, *(each for each in found if each not in particular)])
            if each.named and each.need.general and each.served_by(having)
        ]
        return [*particular, *(each for each in beside if each not in particular)]


def _mattering(found: Sequence[FoundNeed]) -> list[FoundNeed]:
    """The needs without the general ones that the text is far less like than a particular one that it names
    (`外回りのパソコンが心配。怪しい動きを知らせてほしい` buys no computers)."""
    likest = max((each.like for each in found if each.named and not each.need.general), default=0.0)
    return [each for each in found if not each.need.general or each.like >= _ALIKE * likest]


def _letters(word: str) -> int:
    """How many letters a word for a need has, without the gap that `…` stands for."""
    return len(fold(word.replace("…", "")))


def recommend(knowledge: Knowledge, needs: Sequence[Need], aims: Mapping[str, Aim]) -> Finding:
    """The programmes that the documents give for these needs, each with why.

    Where a track comes first, what its programme is for (`aims`) is said before.
    """
    lines: list[Point] = []
    ordered = _ordered(needs)
    about = _without_wholes(dict.fromkeys((choice.programme, choice.track) for choice in ordered))
    for programme, track in about:
        document = knowledge.programmes.get(programme).document
        choices = [choice for choice in ordered if (choice.programme, choice.track) == (programme, track)]
        # A whole programme serves in one way; a track may have something of its own for each need.
        reasons = list(dict.fromkeys(choice.why for choice in choices))[: _MOST if track else 1]
        evidence = tuple(quoted for choice in choices if choice.why in reasons for quoted in choice.evidence)
        aim = aims.get(programme)
        if aim and track and not lines and (programme, None) not in about:
            reasons, evidence = [aim.say, *reasons], (*aim.evidence, *evidence)
        name = knowledge.name(programme, track)
        lines.append(Point(f"・{name}：{''.join(reasons)}", knowledge.sources(evidence, document)))
    return Finding(
        status="answered",
        points=(Point("資料では、次の制度が紹介されています。"), *lines),
        about=about,
        contact_programmes=tuple(dict.fromkeys(programme for programme, _ in about)),
        topic="overview",
        decided={"needs": [need.id for need in needs]},
    )


def _ordered(needs: Sequence[Need]) -> list[Choice]:
    """What serves the needs: programmes that serve several of them first."""
    serving = Counter(programme for need in needs for programme in {choice.programme for choice in need.programmes})
    choices = [choice for need in needs for choice in need.programmes]
    return sorted(choices, key=lambda choice: -serving[choice.programme])


def _without_wholes(serving: Iterable[Pair]) -> tuple[Pair, ...]:
    """What serves, without a programme as a whole where a track of it that serves a surer need goes before."""
    kept: list[Pair] = []
    for programme, track in serving:
        if track or all(owner != programme for owner, _ in kept):
            kept.append((programme, track))
    return tuple(kept)


def nothing_for(knowledge: Knowledge, beyond: Beyond, document: str) -> Finding:
    """That the documents have nothing for this, and what they are about; `document` is the one that quotes are of."""
    return Finding(
        status="not_in_sources",
        points=(
            Point(beyond.say, knowledge.sources(beyond.evidence, document)),
            Point(knowledge.vocabulary.dialogue.offers.instead),
        ),
        decided={"beyond": beyond.id},
    )
