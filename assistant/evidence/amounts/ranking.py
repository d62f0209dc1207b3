"""Lists of what the typed rules hold that passes a figure, in the order of the amounts: `上限が1億円以上の補助金はどれ`.

Each line is a track, or a programme without tracks, with the figure and the case that it holds for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.conversation.memory import Resolved
from assistant.evidence.figure_kinds import MONEY, OF_TOPIC, number, topic_of
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.money import format_rate, format_yen
from assistant.programmes.grants import Band, Condition, GrantPart
from assistant.programmes.model import FIXED, Grant, Programme
from assistant.question.language.dialogue import Ranking as RankingWords
from assistant.quotes import Evidence
from ingest.japanese.figures import Figure, figures

_OPERATIONS = ("lookup", "list", "recommend", "compare")


@dataclass(frozen=True)
class _Line:
    """One track with a figure of it."""

    programme: str
    track: str | None
    value: Fraction
    shown: str
    case: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class _Sought:
    """What the figures have to be: all in order where nothing else is said."""

    topic: str
    test: str = ""
    figure: Fraction = Fraction(0)
    fixed: bool = False
    said: str = ""
    ascending: bool = False
    only_top: bool = False
    """Wants the largest alone, or the smallest."""
    both_ends: bool = False
    """Wants the largest and the smallest."""
    of_each: bool = False
    """Wants no more of each programme than its largest."""

    def passes(self, value: Fraction) -> bool:
        return {
            "at_least": value >= self.figure,
            "over": value > self.figure,
            "at_most": value <= self.figure,
            "under": value < self.figure,
            "equal": value == self.figure,
        }.get(self.test, True)


class Ranking:
    """Finds what passes a figure."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.words: RankingWords = knowledge.vocabulary.dialogue.ranking

    def find(self, item: Resolved) -> Finding | None:
        """The list; None where no list by a figure is asked for."""
        sought = self._sought(item)
        if sought is None:
            return None
        every = list(self._lines(item, sought))
        lines = every if not sought.test and not sought.fixed else [line for line in every if self._holds(line, sought)]
        if not lines:
            return None
        if sought.only_top:
            ends = (False, True) if sought.both_ends else (sought.ascending,)
            parts = [self._end(item, replace(sought, ascending=ascending), lines) for ascending in ends]
            lines, points = [line for own, _ in parts for line in own], [point for _, own in parts for point in own]
        else:
            lines = self._ordered(sought, lines)
            points = [Point(self._opening(sought, lines)), *self._points(lines)]
        return Finding(
            status="answered",
            lead="はい。" if item.ask.yes_no else "",
            points=tuple(points),
            about=tuple(dict.fromkeys((line.programme, line.track) for line in lines)),
            topic=sought.topic,
            decided={"ranked": sought.topic, "test": sought.test or "order"},
        )

    def _sought(self, item: Resolved) -> _Sought | None:
        ask, text, scope = item.ask, item.ask.text, item.ask.scope
        several = len(scope.programmes) > 1
        if ask.injected or ask.decline or scope.tracks or item.operation not in _OPERATIONS:
            return None
        if ask.yes_no and scope.programmes:
            return None
        planned = any(a.role in ("cost", "budget") and a.certain for a in ask.amounts)
        listed = item.operation == "list" and "ceiling" in ask.sure_topics  # `上限が200万円のものを全部` buys nothing
        if "programme" in item.carried or (planned and not listed):
            return None
        topics = [topic for topic in ask.sure_topics if topic in OF_TOPIC]
        if len(topics) > 1:
            return None
        topic = topics[0] if topics else None
        if several:
            in_order = (*self.words.ordered, *self.words.descending, *self.words.ascending)
            ordered = topic and any(word in text for word in in_order)
            ascending = any(word in text for word in self.words.ascending)
            return _Sought(topic, said=topic, ascending=ascending, of_each=True) if topic and ordered else None
        # `率が一番いいのはデジタル化のどの枠?`
        of_tracks = ask.says(self.knowledge.vocabulary.dialogue.back.tracks)
        within = not item.facts.applicant and (ask.which or of_tracks or (ask.how_much and item.operation == "compare"))
        if topic and (within or not scope.programmes) and any(word in text for word in self.words.most):
            if all(any(word in text for word in words) for words in (self.words.greater, self.words.lesser)):
                return _Sought(topic, said=topic, only_top=True, both_ends=True)
            for ascending, words in ((False, self.words.greater), (True, self.words.lesser)):
                if any(word in text for word in words):
                    return _Sought(topic, said=topic, ascending=ascending, only_top=True)
        for ascending, words in ((False, self.words.descending), (True, self.words.ascending)):
            if topic and any(word in text for word in words):
                return _Sought(topic, said=topic, ascending=ascending)
        if not any(word in text for word in self.words.asked):
            return None
        if FIXED in text and topic in ("rate", None) and not scope.programmes:
            return _Sought("rate", fixed=True, said=FIXED)
        found = [figure for figure in figures(text) if figure.kind in MONEY]
        return self._tested(topic, found[0], text) if len(found) == 1 else None

    def _tested(self, topic: str | None, figure: Figure, text: str) -> _Sought | None:
        value, of_kind = number(figure), topic_of(figure)
        if value is None or of_kind is None or topic not in (of_kind, None):
            return None
        rest = text[figure.span[1] :].lstrip("円の")
        shown = format_yen(int(value)) if of_kind == "ceiling" else format_rate(value)
        for test, words in self.words.tests.items():
            word = next((word for word in words if rest.startswith(word)), None)
            if word and (topic or rest[len(word) :].lstrip("も").startswith(self.words.given)):
                return _Sought(of_kind, test, value, said=f"{shown}{self.words.said[test]}")
        equal = (topic or of_kind == "rate") and any(
            re.match(f".{{0,14}}?{re.escape(word)}", rest) for word in self.words.things
        )
        return _Sought(of_kind, "equal", value, said=shown) if equal else None

    def _holds(self, line: _Line, sought: _Sought) -> bool:
        if sought.fixed or line.shown == FIXED:
            return sought.fixed and line.shown == FIXED
        return sought.passes(line.value)

    def _opening(self, sought: _Sought, lines: Sequence[_Line]) -> str:
        label = self.knowledge.vocabulary.label(sought.topic)
        if not sought.test and not sought.fixed:
            order = self.words.said[f"{sought.topic}_{'ascending' if sought.ascending else 'descending'}"]
            if sought.only_top:
                return f"{label}がいちばん{order.removesuffix('順に')}のは、次のとおりです。"
            return f"{label}を{order}並べると、次のとおりです。"
        if not sought.fixed and all(line.value != sought.figure for line in lines):
            return f"お尋ねの{label}に当てはまるのは、次のとおりです。"  # the documents don't hold the figure asked
        return f"{label}が{sought.said}と書かれているのは、次のとおりです。"

    @staticmethod
    def _ordered(sought: _Sought, lines: Sequence[_Line]) -> list[_Line]:
        """The lines in the order that is wanted: of ceilings one for each track."""
        kept = _largest(lines) if sought.topic == "ceiling" else list(lines)
        if sought.of_each:
            kept = _largest_of_each(kept)
        return sorted(kept, key=lambda line: line.value, reverse=not sought.ascending)

    def _end(self, item: Resolved, sought: _Sought, lines: Sequence[_Line]) -> tuple[list[_Line], list[Point]]:
        """The lines with the largest figure, or those with the smallest, and how they are told."""
        # What is fixed (定額) is no rate that could be the lowest; of one programme's tracks each is one of its own.
        figured = [line for line in lines if line.shown != FIXED] or list(lines)
        tracks = item.ask.says(self.knowledge.vocabulary.dialogue.back.tracks) and item.ask.scope.programmes
        figured = [line for line in figured if line.track or not tracks] or figured
        end = self._ordered(sought, figured)[0].value
        # A track whose larger case gives more has the smallest ceiling in its other one.
        kept = [line for line in figured if line.value == end]
        return kept, [Point(self._opening(sought, kept)), *self._points(kept)]

    def _points(self, lines: Sequence[_Line]) -> list[Point]:
        together: dict[tuple[str, str | None], list[_Line]] = {}
        for line in lines:
            together.setdefault((line.programme, line.track), []).append(line)
        points = []
        for (programme, track), own in together.items():
            shown = "、".join(
                dict.fromkeys(f"{each.shown}（{each.case}）" if each.case else each.shown for each in own)
            )
            evidence = tuple(dict.fromkeys(item for each in own for item in each.evidence))
            sources = self.knowledge.programme_sources(self.knowledge.programmes.get(programme), evidence)
            points.append(Point(f"・{self.knowledge.name(programme, track)}：{shown}", sources))
        return points

    def _lines(self, item: Resolved, sought: _Sought) -> Iterator[_Line]:
        named = item.ask.scope.programmes
        for programme in self.knowledge.programmes:
            if programme.kind != "subsidy" or (named and programme.id not in named):
                continue
            if programme.menu_only and any(word in item.ask.text for word in self.words.presented):
                continue
            of_topic = self._ceilings if sought.topic == "ceiling" else self._rates
            lines = [line for track, grant in _grants(programme) for line in of_topic(programme, track, grant)]
            yield from lines
            if sought.topic == "rate":
                yield from self._special_rates(programme)
            if sought.topic == "ceiling" and programme.tracks and lines:
                yield from self._announced(programme, max(line.value for line in lines))

    def _announced(self, programme: Programme, largest: Fraction) -> Iterator[_Line]:
        """What a programme is announced with, where that is more than any of its tracks gives."""
        for entry in self.knowledge.statements.select(programme.id, "ceiling"):
            amounts = [value for each in figures(entry.say) if each.kind == "yen" and (value := number(each))]
            if amounts and max(amounts) > largest:
                shown = f"最大{format_yen(int(max(amounts)))}"
                yield _Line(programme.id, None, max(amounts), shown, "", tuple(entry.evidence))

    def _ceilings(self, programme: Programme, track: str | None, grant: Grant) -> Iterator[_Line]:
        for pool in grant.pools:
            yield _Line(programme.id, track, Fraction(pool.amount), format_yen(pool.amount), pool.label, pool.evidence)
        for part in grant.parts:
            for rule in part.ceilings:
                top = rule.amount if rule.amount is not None else rule.high
                if top is None or rule.times:
                    continue
                shown = format_yen(top) if rule.low is None else f"{format_yen(rule.low)}～{format_yen(top)}"
                yield _Line(
                    programme.id, track, Fraction(top), shown, self._case(grant, part, rule.when), rule.evidence
                )

    def _rates(self, programme: Programme, track: str | None, grant: Grant) -> Iterator[_Line]:
        for part in grant.parts:
            below = None
            for band in part.bands:
                for rule in band.rates:
                    case = self._case(grant, part, rule.when, _of_band(band, below, len(part.bands)))
                    for rate in (rule.rate, rule.alternative):
                        if rate == FIXED:
                            yield _Line(programme.id, track, Fraction(-1), FIXED, case, rule.evidence)
                        elif isinstance(rate, Fraction):
                            shown = format_rate(rate) + ("以下" if rule.at_most else "")
                            yield _Line(programme.id, track, rate, shown, case, rule.evidence)
                below = band.up_to

    def _special_rates(self, programme: Programme) -> Iterator[_Line]:
        """What special cases raise rates to."""
        for special in programme.specials:
            for change in special.changes:
                if not isinstance(change.rate, Fraction):
                    continue
                case = "、".join([special.names.official, *self._conditions(change.when)])
                for track in special.tracks:
                    yield _Line(programme.id, track, change.rate, format_rate(change.rate), case, change.evidence)

    def _case(self, grant: Grant, part: GrantPart, when: Condition, band: str = "") -> str:
        said = [part.label] if len(grant.parts) > 1 else []
        return "、".join([*said, *self._conditions(when), *([band] if band else [])])

    def _conditions(self, when: Condition) -> list[str]:
        """What has to hold, in words."""
        facts, said = self.knowledge.programmes.facts, list[str]()
        for key, expected in when.items():
            if isinstance(expected, tuple):
                said.append("・".join(facts[key].say(value) for value in expected))
            elif isinstance(expected, bool):
                said += [facts[key].say(expected)] if expected else []
            else:
                said.append(facts[key].say_range(expected.min, expected.max))
        return said


def _grants(programme: Programme) -> Iterator[tuple[str | None, Grant]]:
    if programme.grant:
        yield None, programme.grant
    for track in programme.tracks:
        if track.grant:
            yield track.id, track.grant


def _of_band(band: Band, below: int | None, bands: int) -> str:
    """`補助額50万円まで`: the part of the grant that a rate is for, where it isn't all of it."""
    if bands < 2:
        return ""
    if band.up_to is not None:
        return f"補助額{format_yen(band.up_to)}まで"
    return f"補助額{format_yen(below)}を超える部分" if below else ""


def _largest(lines: Sequence[_Line]) -> list[_Line]:
    """For each track the line with its largest ceiling."""
    best: dict[tuple[str, str | None], _Line] = {}
    for line in lines:
        kept = best.get((line.programme, line.track))
        if kept is None or line.value > kept.value:
            best[line.programme, line.track] = line
    return list(best.values())


def _largest_of_each(lines: Sequence[_Line]) -> list[_Line]:
    """The lines of each programme with its largest figure."""
    most: dict[str, Fraction] = {}
    for line in lines:
        most[line.programme] = max(line.value, most.get(line.programme, line.value))
    return [line for line in lines if line.value == most[line.programme]]
