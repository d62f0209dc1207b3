"""Which of what is set side by side has the larger ceiling or the higher rate, and by how much."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.conversation.memory import Resolved
from assistant.evidence.amounts.term_words import ahead_words, alike_words
from assistant.evidence.amounts.terms import TermsFinder
from assistant.evidence.figure_kinds import OF_TOPIC, number, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point
from assistant.money import format_yen
from assistant.programmes.grants import RateRule
from assistant.reply import Step
from assistant.statements import Statement
from ingest.japanese.figures import figures

Target = tuple[str, str | None]
_GRANTED, _RATE = "ceiling", "rate"
_TWO = 2


@dataclass(frozen=True)
class Ahead:
    """What is said of the figures of several targets on one topic; `winners` are those with the largest one."""

    points: tuple[Point, ...]
    winners: tuple[Target, ...]
    steps: tuple[Step, ...] = ()
    """How the difference comes about, where it is asked for."""


@dataclass(frozen=True)
class Figures:
    """Compares figures of targets, as they are for who asks."""

    knowledge: Knowledge
    terms: TermsFinder
    by_rules: bool = True
    """Whether the typed rules tell the figures, too; else only the sentences that are shown."""

    def ahead(self, item: Resolved, topic: str, shown: Sequence[tuple[Target, Sequence[Statement]]]) -> Ahead | None:
        """The verdict; None where one of them has no figure, or there is nothing to compare."""
        if topic not in OF_TOPIC or len(shown) < _TWO:
            return None
        largest: Mapping[Target, Fraction] = {
            target: value for target, found in shown if (value := self._most(item, topic, target, found)) is not None
        }
        if len(largest) < len(shown):
            return None
        if item.facts.applicant and topic == _RATE and len(set(largest.values())) == 1:
            largest = self._without_conditions(item, largest)
        best = max(largest.values())
        winners = tuple(target for target, value in largest.items() if value == best)
        names = [self.knowledge.name(*target) for target in winners]
        verdict = Point(self._usually(topic, largest) if len(winners) == len(shown) else ahead_words(topic, names))
        open_ends = any(len(set(_stated(_GRANTED, found))) > 1 for _, found in shown)
        apart = (
            self._apart(item, largest, open_ends=open_ends)
            if topic == _GRANTED and len(winners) < len(largest) == _TWO
            else []
        )
        return Ahead((verdict, *(Point(said) for said, _ in apart)), winners, tuple(step for _, step in apart))

    def _usually(self, topic: str, targets: Collection[Target]) -> str:
        """What is said where the largest figures are alike: of rates, also which is the higher without conditions."""
        usual = {target: rate for target in targets if (rate := self._unconditional(*target)) is not None}
        high = max(usual.values(), default=None)
        names = [self.knowledge.name(*target) for target, rate in usual.items() if rate == high]
        return alike_words(topic, names if len(names) < len(usual) == len(targets) else ())

    def _without_conditions(self, item: Resolved, largest: Mapping[Target, Fraction]) -> Mapping[Target, Fraction]:
        """What each rate is for this kind of applicant, who fulfils no further condition; as it is where that is open."""
        found = {target: self.terms.most(item, *target, _RATE) or self._unconditional(*target) for target in largest}
        known = {target: rate for target, rate in found.items() if rate is not None}
        return known if len(known) == len(largest) else largest

    def _unconditional(self, programme: str, track: str | None) -> Fraction | None:
        """The rate of a track that holds for whoever fulfils no condition; None where the rules don't give just one."""
        found = self.knowledge.programmes.get(programme).track(track) if track else None
        bands = [band for part in found.grant.parts for band in part.bands] if found and found.grant else []
        if len(bands) != 1:
            return None  # it hangs on the amount, or on what is bought
        rule = next((rule for rule in bands[0].rates if _holds_otherwise(rule)), None)
        return rule.rate if rule and isinstance(rule.rate, Fraction) and rule.alternative is None else None

    def _most(self, item: Resolved, topic: str, target: Target, found: Sequence[Statement]) -> Fraction | None:
        """The largest figure for what was told, by the typed rules; else the largest that the sentences state."""
        if not self.by_rules:
            return max(_stated(topic, found), default=None)
        told = self.terms.most(item, *target, topic)
        if told is not None:
            return told
        return max([*_stated(topic, found), *self._pooled(topic, *target)], default=None)

    def _pooled(self, topic: str, programme: str, track: str | None) -> list[Fraction]:
        """What the components of a track are granted together."""
        found = self.knowledge.programmes.get(programme)
        part = found.track(track) if track else found
        grant = part.grant if part else None
        return [Fraction(pool.amount) for pool in grant.pools] if grant and topic == _GRANTED else []

    def _apart(self, item: Resolved, largest: Mapping[Target, Fraction], *, open_ends: bool) -> list[tuple[str, Step]]:
        """By how much, and how many times over, where that is asked for: what is said, and its step."""
        at_most = "最大の額で比べると、" if open_ends else ""
        cues = self.knowledge.vocabulary.quantities
        high, low = max(largest.values()), min(largest.values())
        more, less = format_yen(int(high)), format_yen(int(low))
        found = []
        if item.says(cues.difference):
            gap = int(high - low)
            formula = f"{more} - {less} = {format_yen(gap)}"
            step = Step(label="補助上限の差を出します", formula=formula, yen=gap)
            found.append((f"{at_most}差は{format_yen(gap)}です（{formula}）。", step))
        if item.says(cues.times_over) and low:
            times = _times(high / low)
            formula = f"{more} ÷ {less} = {times}"
            found.append(
                (f"{at_most}{times}です（{formula}）。", Step(label="何倍かを出します", formula=formula, yen=None))
            )
        return found


def _holds_otherwise(rule: RateRule) -> bool:
    """Whether a rule asks for nothing, or only that something else isn't so (`{near_min_wage: false}`)."""
    return all(expected is False for expected in rule.when.values())


def _stated(topic: str, found: Sequence[Statement]) -> list[Fraction]:
    """The figures of a topic that sentences state, in their order."""
    stated = [figure for entry in found for figure in figures(entry.say) if topic_of(figure) == topic]
    return [value for figure in stated if (value := number(figure)) is not None]


def _times(ratio: Fraction) -> str:
    """`25倍`, `約6.7倍`."""
    if ratio.denominator == 1:
        return f"{ratio.numerator}倍"
    tenths = round(ratio * 10)
    said = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
    return f"{said}倍" if Fraction(tenths, 10) == ratio else f"約{said}倍"
