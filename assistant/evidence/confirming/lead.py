"""はい or いいえ in front of an answer: what the person states, held against what a statement says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.confirming.claims import WIDE, Put, denied_with_less, nearest, reach, without_counts
from assistant.evidence.confirming.verdict import LEADS, Verdict, verdict
from assistant.evidence.confirming.widening import held, widened
from assistant.evidence.figure_kinds import RATES, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.grounding.names import without_names
from assistant.programmes.facts import APPLICANT
from assistant.question.folded import mentions
from assistant.question.framing import after_reasons, asked_last, unframed
from assistant.question.polarity import (
    beyond_condition,
    concedes,
    named_in,
    negated,
    organisations,
    qualifies,
    turned_round,
)
from assistant.statements import GENERAL, Polarity, Statement
from ingest.japanese.figures import Figure, figures
from ingest.japanese.readings import content_words

_ENDING = 9
_CONFIRMED = 0.6
"""The share of a claim's words that the answer must have to confirm it."""
_CLAIM = 0.55
_CLAIM_LIKELY = 0.42
"""From these scores on a claim decides, before or after what the statement itself says."""
_CLAIM_BESIDE = 0.7
"""From this score on a claim of the same topic decides too, though another statement settles it."""
_KNOWN = 0.5
"""The share of the question's words, by weight, that a statement must know to answer it with はい or いいえ."""
_DATES = "dates"
_CEILING = "ceiling"
_INSTANTS = ("date", "time", "slash")
_OPPOSITE: dict[Polarity, Verdict] = {"yes": "no", "no": "yes"}


def applicant_labels(knowledge: Knowledge, applicant: str | None) -> tuple[str | None, list[str]]:
    """How a class of applicants is called, and how all of them are."""
    classes = knowledge.programmes.facts[APPLICANT].values
    label = next((option.label for option in classes if option.id == applicant), None)
    return label, [name for option in classes for name in (option.label, *option.names)]


class Confirmation:
    """Holds what a person states against statements."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def lead(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> str:
        """はい or いいえ: by the figures that the person states, else by whether question and statement agree."""
        ask = item.ask
        if not ask.yes_no:
            return ""
        if best.topic == _DATES and not any(figure.kind in _INSTANTS for figure in ask.stated):
            return ""  # whether a round is open hangs on the day asked: that is for the calendar
        lead = self._decide(item, best, wanted, said)
        return "" if lead == LEADS["yes"] and self._of_another(item, best, said) else lead

    def _of_another(self, item: Resolved, best: Statement, said: Sequence[str]) -> bool:
        """Whether the question names another programme beside the statement's, of which nothing is said."""
        named = {mention.programme for mention in item.ask.mentions if mention.entry.target == "programme"}
        if best.programme not in named:
            return False
        names = {self.knowledge.name(programme) for programme in named - {best.programme}}
        return any(name not in "".join(said) for name in names)

    def _decide(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> str:
        """The lead, whatever other programmes are named."""
        ask = item.ask
        cues = self.knowledge.vocabulary.yes_no
        core = unframed(ask.text, cues.frames)
        if agreed := self._figures_agree(item, best, wanted, said):
            if best.topic == _CEILING and not _has_rate(figures(" ".join(said))) and _has_rate(ask.stated):
                return ""  # `1,500万円まで半額ですよね` claims no ceiling
            return self._as_widely(item, best, wanted, said, agreed)
        of_special = set(wanted.specials) & set(best.specials)  # whether the track has the one spoken of
        if wanted.words and set(wanted.words) <= set(cues.being) and not of_special:
            return ""  # `グローバル枠は使える?` asks nothing that はい could answer
        claimed = self._claimed(item, best, wanted)
        if claimed and claimed.score >= _CLAIM and (decided := self._decided(item, claimed)):
            return LEADS[decided]
        # `使いこなす自信がなくて、…出ますか` denies nothing of what it asks.
        asked = asked_last(after_reasons(core, cues.reasons, cues.checking) or core, cues.last, cues.checking)
        of_whom = qualifies(asked, cues.negatives, cues.neutral)  # `知識のない人でも使えますか`
        under = beyond_condition(asked, cues.negatives, cues.neutral) if of_whom else None
        asked_negatively = negated(under or asked, cues.negatives, cues.neutral, cues.only)
        if best.polarity:
            turned = turned_round(asked, best.asks, cues.negatives, cues.neutral, cues.only, cues.even)
            found: Verdict = _OPPOSITE[best.polarity] if turned else best.polarity
            more = denied_with_less(core, asked_negatively, cues) if found == "no" else frozenset()
            if self._speaks_of(item, best, wanted, more):
                return LEADS[found]
        if claimed and claimed.score >= _CLAIM_LIKELY and (decided := self._decided(item, claimed)):
            return LEADS[decided]
        if ask.asserts and any(topic_of(figure) == best.topic for figure in ask.stated):
            return LEADS["no"]  # a rate is claimed, and what the documents say instead has no such figure
        if best.polarity or ask.stated:
            return ""  # nothing that is said has such a figure, so nothing confirms it
        if named := self._same_office(ask.text, said):
            return LEADS[named]
        told = [word for word in wanted.words if word not in cues.being]
        words = set(told)
        if not words and (ask.asserts or wanted.words):
            return ""
        if len(words & set(content_words("".join(said)))) < _CONFIRMED * len(words):
            return ""
        sentence = _nearest(re.split("[。\n]", "".join(said) if ask.asserts else best.say), words)
        if reach(core, cues) ^ reach(sentence, cues):
            return ""  # `only`, `all` or `must` is asked, and the answer says nothing of it
        if told and told[-1] not in content_words("".join(said)):
            return ""  # what it is said to be (`…は不利ですよね`) isn't what the answer says
        return LEADS["yes" if asked_negatively == self._denies(sentence) else "no"]

    def _as_widely(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str], found: Verdict) -> str:
        """The verdict on the figures, where the question says no more than the statement: `赤字なら誰でも3/4` does."""
        cues = self.knowledge.vocabulary.yes_no
        if found == "yes" and any(word in text for word in cues.unsettled for text in said):
            found = "depends"  # of 750万円～2,500万円 the top is what some get
        if found == "yes" and concedes(item.ask.text, cues.negatives, cues.neutral, cues.even):
            return ""  # `賃上げしなくても3/4ですよね`: the figure may hang on just that
        if found == "no" or not widened(item.ask.text, said, cues):
            return LEADS[found]
        claimed = self._claimed(item, best, wanted)
        if claimed and claimed.score >= _CLAIM and claimed.verdict not in (None, "yes"):
            return LEADS[claimed.verdict] if claimed.verdict else ""
        decided = held(found, item.ask.stated, said, cues)
        return LEADS[decided] if decided else ""

    def _claimed(self, item: Resolved, best: Statement, wanted: Wanted) -> Put | None:
        """The claim nearest to the question among those that the statement settles."""
        if wanted.vector is None:
            return None
        bare = without_counts(wanted.text.text)
        core = unframed(item.ask.text, self.knowledge.vocabulary.yes_no.frames)
        found = self.knowledge.claims.put(core, bare, wanted.vector, best.programme, wanted.tracks)
        return nearest(
            [
                put
                for put in found
                if put.claim.entry.say == best.say
                or (put.claim.entry.topic == best.topic and put.score >= _CLAIM_BESIDE)
            ]
        )

    @staticmethod
    def _decided(item: Resolved, put: Put) -> Verdict | None:
        """What a claim decides: by its figure where it has one, and never はい to a figure that it doesn't have."""
        if put.claim.kind == "compare":
            return verdict(item.ask.stated, (put.claim.figure,)) if put.claim.figure else None
        return None if put.verdict == "yes" and item.ask.stated else put.verdict

    def _speaks_of(self, item: Resolved, best: Statement, wanted: Wanted, more: frozenset[str]) -> bool:
        """Whether a statement that answers yes/no questions speaks of what this one asks, as widely as it asks it.

        `more` is how much wider the question may be.
        """
        cues = self.knowledge.vocabulary.yes_no
        text, core = wanted.text, unframed(item.ask.text, cues.frames)
        if text.typed_in_kana or text.text.isascii() or item.ask.text.isascii():
            return True  # its words can't be told
        known = "。".join((best.say, best.more or "", *best.asks, *best.keywords))
        said, examples = reach(core, cues) - more, [reach(each, cues) for each in best.asks]
        if said - reach(known, cues):
            return False
        if "only" in said and not any("only" in each for each in examples):
            return False  # `…だけですか` is another claim than those that it is known to answer
        if best.polarity == "no" and self._only_put_wider(core, wanted, best, examples):
            return False  # that `製造業しか使えない` is wrong says nothing of `製造業でも使える`
        if any(mentions(text, word) for word in best.keywords):
            return True
        words = [word for word in wanted.words if word not in cues.selves]
        return self.knowledge.catalogue.words.covered(words, content_words(known)) >= _KNOWN

    def _only_put_wider(self, core: str, wanted: Wanted, best: Statement, examples: Sequence[frozenset[str]]) -> bool:
        """Whether the examples nearest to the question all say `only`, `all` or `must`, and the question doesn't."""
        said, words = reach(core, self.knowledge.vocabulary.yes_no), set(wanted.words)
        shared = [len(words & set(content_words(each))) for each in best.asks]
        wider = [bool(each & (WIDE | {"must"}) - said) for each in examples]
        most = max((count for count, is_wider in zip(shared, wider, strict=True) if is_wider), default=0)
        return most > max((count for count, is_wider in zip(shared, wider, strict=True) if not is_wider), default=0)

    def held_against(self, item: Resolved, wanted: Wanted, match: Match) -> Verdict | None:
        """Whether a statement agrees with the figures that the person states; None where it has none of their kind."""
        assert isinstance(match.entry, Statement)
        return self._figures_agree(item, match.entry, wanted, (match.entry.say, match.entry.more or ""))

    def confirms(self, item: Resolved, wanted: Wanted, match: Match) -> bool:
        """Whether a statement states one of the claimed figures."""
        return self.held_against(item, wanted, match) in ("yes", "depends")

    def _figures_agree(self, item: Resolved, best: Statement, wanted: Wanted, said: Sequence[str]) -> Verdict | None:
        stated = item.ask.stated or _told(item)
        if not stated:
            return None
        # A figure in a name (`100億宣言企業向け`) is none that is said.
        names = self.knowledge.names_of(best.programme) if best.programme != GENERAL else ()
        said = [without_names(self._of_tracks(text, best.programme, wanted.tracks), names) for text in said]
        label, labels = applicant_labels(self.knowledge, wanted.applicant)
        return verdict(
            stated,
            said,
            question=item.ask.text,
            asked=set(wanted.words) - set(content_words(self.knowledge.vocabulary.topic(best.topic).label)),
            label=label,
            labels=labels,
            most=best.topic == "ceiling",
            least=any(word in item.ask.text for word in self.knowledge.vocabulary.yes_no.lowest),
            added=self.knowledge.vocabulary.yes_no.added,
        )

    def _of_tracks(self, text: str, programme: str, tracks: Sequence[str]) -> str:
        """A list without its lines about other tracks than those asked; the text itself where it has no such lines."""
        if not tracks:
            return text
        every = self.knowledge.programmes.get(programme).tracks
        labels = {f"・{name}": track.id for track in every for _, name in track.names.all()}
        kept = []
        for line in text.split("\n"):
            owners = {owner for label, owner in labels.items() if line.startswith(label)}
            if not owners or owners & set(tracks):
                kept.append(line)
        return "\n".join(kept)

    def _same_office(self, text: str, said: Sequence[str]) -> Verdict | None:
        """Whether the offices that a claim names are those of the answer; None where either names none."""
        endings = self.knowledge.vocabulary.yes_no.organisations
        claimed, known = (organisations(part, endings) for part in (text, "".join(said)))
        if not claimed or not known:
            return None
        if not all(named_in(name, known) for name in claimed):
            return "no"
        alone = self.knowledge.vocabulary.yes_no.exclusive
        only = any(text[text.find(name) + len(name) :].lstrip("のが").startswith(alone) for name in claimed)
        return "no" if only and len(known) > len(claimed) else "yes"

    def _denies(self, sentence: str) -> bool:
        """Whether a sentence ends negatively (`…は不要です`)."""
        cues = self.knowledge.vocabulary.yes_no
        return negated(sentence[-_ENDING:], cues.negatives, cues.neutral)


def _has_rate(found: Sequence[Figure]) -> bool:
    return any(figure.kind in RATES for figure in found)


def _told(item: Resolved) -> tuple[Figure, ...]:
    """Counts that the person told before the question (`創業して2年目です。使えますか`)."""
    told = [ask for ask in item.message if ask is not item.ask and ask.asks_nothing]
    return tuple(figure for ask in told for figure in ask.stated if figure.kind == "count")


def _nearest(sentences: Sequence[str], words: set[str]) -> str:
    """The sentence that has most of these words; the first of equals."""
    return max(sentences, key=lambda sentence: len(words & set(content_words(sentence))), default="")
