"""Refuses a programme file that says what its documents don't: a quote that isn't there, a figure no quote states,
a reference to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pydantic import BaseModel

from assistant.money import format_yen
from assistant.programmes.facts import APPLICANT, Fact, FactBook
from assistant.programmes.model import (
    FIXED,
    Applicants,
    Band,
    Condition,
    ContactPoint,
    CountRange,
    Grant,
    Instant,
    Names,
    Programme,
    RateRule,
    RoundRule,
    Special,
    Track,
)
from assistant.programmes.stated import claims_of, parts_of, proof_of, texts_of
from assistant.quotes import Evidence, Proof, Source
from ingest.japanese.comparing import states
from ingest.japanese.figures import Figure, figures
from ingest.japanese.normalise import squeeze
from ingest.yaml_file import Location, YamlFile, YamlFileError


class ProgrammeError(YamlFileError):
    """A programme file is wrong; the message names file, line and field."""


def check_programme(file: YamlFile, programme: Programme, sources: Mapping[str, Source], facts: FactBook) -> None:
    """Check everything in one file that the types alone can't.

    Raises:
        ProgrammeError: the first thing that is wrong, with file, line and field.
    """
    if problems := programme_problems(file, programme, sources, facts):
        raise problems[0]


def programme_problems(
    file: YamlFile, programme: Programme, sources: Mapping[str, Source], facts: FactBook
) -> list[YamlFileError]:
    """What `check_programme` refuses: the first problem of each part of the file."""
    return list(_Check(file, programme, sources, facts).problems())


class _Check:
    def __init__(self, file: YamlFile, programme: Programme, sources: Mapping[str, Source], facts: FactBook) -> None:
        self._file = file
        self._programme = programme
        self._facts = facts
        self._sources = sources
        self._proof = Proof(file, sources, programme.document, ProgrammeError)
        self._tracks = {track.id for track in programme.tracks}
        self._unknown = {entry.id for entry in programme.unknown}

    def problems(self) -> Iterator[YamlFileError]:
        if self._file.path.stem != self._programme.id:
            yield self._fail(("id",), f"ファイル名（{self._file.path.name}）と同じIDにしてください")
        for field in ("tracks", "specials", "rounds", "unknown"):
            yield from self._repeated(field, [entry.id for entry in getattr(self._programme, field)])
        for location, part in parts_of(self._programme, ()):
            try:
                self._check_part(location, part)
            except YamlFileError as error:
                yield error

    def _check_part(self, location: Location, part: BaseModel) -> None:
        evidence: tuple[Evidence, ...] = getattr(part, "evidence", ())
        if evidence:
            self._proof.check_quotes(evidence, (*location, "evidence"))
        for name, claim in claims_of(part):
            self._proof.check_figures(claim, proof_of(part), (*location, name))
        for name, text in texts_of(part):
            self._proof.check_figures(text, evidence, (*location, name))
            self._proof.check_words(text, evidence, (*location, name))
        self._check_references(location, part)
        match part:
            case Programme() | Track() | Special():
                self._check_name(location, part.names, part.evidence)
            case RateRule(rate=rate) if rate == FIXED and not self._stands(FIXED, evidence):
                raise self._fail((*location, "rate"), f"「{FIXED}」が引用の中にありません")
            case Band():
                self._check_band(location, part)
            case Grant():
                self._check_grant(location, part)
            case Instant():
                self._check_instant(location, part)
            case ContactPoint():
                self._check_addresses(location, part)
            case RoundRule(note=str(note)):
                self._proof.check_quotes(part.note_evidence, (*location, "note_evidence"))
                dated = [item for instant in (part.opens, part.closes) if instant for item in instant.evidence]
                self._proof.check_figures(note, [*part.evidence, *part.note_evidence, *dated], (*location, "note"))

    def _check_references(self, location: Location, part: BaseModel) -> None:
        """Tracks, unknowns and facts that are named exist."""
        for name in ("tracks", "parts"):
            ids = getattr(part, name, ())
            if name == "tracks" and isinstance(ids, tuple):
                for index, track in enumerate(ids):
                    if isinstance(track, str) and track not in self._tracks:
                        known = "、".join(sorted(self._tracks)) or "なし"
                        raise self._fail(
                            (*location, name, index), f"枠「{track}」はこの制度にありません（あるもの: {known}）"
                        )
        for name in ("unknown", "open_ceiling"):
            named = getattr(part, name, None)
            if isinstance(named, str) and named not in self._unknown:
                raise self._fail((*location, name), f"unknown に「{named}」がありません。理由を書き足してください")
        if isinstance(condition := getattr(part, "when", None), dict):
            self._check_condition((*location, "when"), condition, proof_of(part))
        for name in ("times", "fact"):
            key = getattr(part, name, None)
            if key is not None:
                fact = self._fact((*location, name), key)
                if fact.kind not in ("count", "yen"):
                    raise self._fail((*location, name), f"「{fact.label}」は数ではありません")
        if isinstance(part, Applicants):
            values = [*part.classes, *(item.value for item in part.unsaid)]
            for value in values:
                self._option((*location, "classes"), self._facts[APPLICANT], value)

    def _check_condition(self, location: Location, condition: Condition, evidence: Sequence[Evidence]) -> None:
        for key, expected in condition.items():
            here = (*location, key)
            fact = self._fact(here, key)
            fits = {"choice": tuple, "yes_no": bool, "count": CountRange, "yen": CountRange}[fact.kind]
            if not isinstance(expected, fits):
                raise self._fail(here, f"「{fact.label}」の条件の書き方が違います（{_CONDITION_FORMS[fact.kind]}）")
            if isinstance(expected, tuple):
                for value in expected:
                    self._option(here, fact, value)
            elif isinstance(expected, CountRange):
                self._check_range(here, expected, evidence)

    def _check_range(self, location: Location, expected: CountRange, evidence: Sequence[Evidence]) -> None:
        """`1～3` and `2以上` stand in the quotes; the end of a range may be given by where the next one starts."""
        shown = _figures_of(evidence)
        wanted = [(expected.min, {expected.min})] if expected.min > 1 else []
        if expected.max is not None:
            wanted.append((expected.max, {expected.max, expected.max + 1}))
        for bound, spellings in wanted:
            if not any(_counted(shown, number) for number in spellings):
                raise self._fail(location, f"「{bound}」が引用の中にありません。引用を足すか、条件を直してください")

    def _check_name(self, location: Location, names: Names, evidence: Sequence[Evidence]) -> None:
        if not self._stands(names.official, evidence):
            raise self._fail(
                (*location, "names", "official"),
                f"名前「{names.official}」が引用の中にありません。資料の表記にしてください",
            )

    def _check_band(self, location: Location, band: Band) -> None:
        if band.up_to is None:
            return
        proof = [item for rule in band.rates for item in rule.evidence]
        self._proof.check_figures(format_yen(band.up_to), proof, (*location, "up_to"))

    def _check_grant(self, location: Location, grant: Grant) -> None:
        ids = [part.id for part in grant.parts]
        if len(ids) != len(set(ids)):
            raise self._fail((*location, "parts"), "費用の区分のIDが2回使われています")
        if sum(part.takes_total for part in grant.parts) > 1:
            raise self._fail((*location, "parts"), "takes_total は、1つの区分だけに書いてください")
        for index, pool in enumerate(grant.pools):
            for place, part_id in enumerate(pool.parts):
                if part_id not in ids:
                    raise self._fail((*location, "pools", index, "parts", place), f"区分「{part_id}」がありません")
        for index, part in enumerate(grant.parts):
            same = part.same_as
            if same is None:
                continue
            other = self._programme.track(same.track)
            found = other.grant.part(same.part) if other and other.grant else None
            if found is None or found.same_as is not None:
                raise self._fail(
                    (*location, "parts", index, "same_as"), f"枠「{same.track}」に区分「{same.part}」がありません"
                )

    def _check_instant(self, location: Location, instant: Instant) -> None:
        """The day stands in the quotes, its weekday agrees, and a year that isn't printed is marked as inferred."""
        here = (*location, "at")
        day = instant.day
        dates = [figure for figure in _dates(instant.evidence) if _is_day(figure, day)]
        if not dates:
            raise self._fail(here, f"「{day.month}月{day.day}日」が引用の中にありません")
        for figure in dates:
            if figure.weekday is not None and figure.weekday != day.weekday():
                raise self._fail(here, f"引用の曜日（{figure.text}）が、{day.isoformat()}の曜日と合いません")
        printed_year = any(isinstance(figure.value, tuple) and figure.value[0] is not None for figure in dates)
        if not printed_year and instant.inferred is None:
            raise self._fail(here, "引用に年がありません。年をどう読んだかを inferred に書いてください")
        if instant.has_time:
            moment = instant.start
            claim = f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"
            self._proof.check_figures(claim, instant.evidence, here)

    def _check_addresses(self, location: Location, contact: ContactPoint) -> None:
        if not self._stands(contact.name, contact.evidence):
            raise self._fail((*location, "name"), f"「{contact.name}」が引用の中にありません")

    def _repeated(self, field: str, ids: Sequence[str]) -> Iterator[YamlFileError]:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield self._fail((field, index, "id"), f"ID「{name}」が2回使われています")

    def _stands(self, words: str, evidence: Iterable[Evidence]) -> bool:
        """Whether the words stand in a quote, as printed or as mended; spaces make no difference."""
        wanted = _tight(words)
        return any(wanted in _tight(text) for item in evidence for text in (item.quote, self._mended(item)))

    def _mended(self, item: Evidence) -> str:
        quote = item.quote
        source = self._sources.get(item.document or self._programme.document)
        for erratum in source.errata if source else ():
            if (
                erratum.certainty != "uncertain"
                and erratum.lines[0] <= item.lines[1]
                and item.lines[0] <= erratum.lines[1]
            ):
                quote = quote.replace(erratum.printed, erratum.reading)
        return quote

    def _fact(self, location: Location, key: str) -> Fact:
        if key not in self._facts:
            raise self._fail(location, f"事実「{key}」が facts.yaml にありません（あるもの: {'、'.join(self._facts)}）")
        return self._facts[key]

    def _option(self, location: Location, fact: Fact, value: str) -> None:
        ids = [option.id for option in fact.values]
        if value not in ids:
            raise self._fail(location, f"「{value}」は「{fact.label}」の値にありません（あるもの: {'、'.join(ids)}）")

    def _fail(self, location: Location, problem: str) -> YamlFileError:
        return self._file.error(location, problem, ProgrammeError)


_CONDITION_FORMS = {
    "choice": "[値, 値] の形で書いてください",
    "yes_no": "true か false で書いてください",
    "count": "{min: 1, max: 3} の形で書いてください",
    "yen": "{min: 50} の形で書いてください",
}


def _tight(text: str) -> str:
    return "".join(squeeze(text).split())


def _figures_of(evidence: Iterable[Evidence]) -> list[Figure]:
    return [figure for item in evidence for figure in figures(item.quote)]


def _counted(shown: Iterable[Figure], number: int) -> bool:
    return any(figure.kind in ("number", "count", "yen") and figure.value == number for figure in shown)


def _dates(evidence: Iterable[Evidence]) -> list[Figure]:
    return [figure for figure in _figures_of(evidence) if figure.kind in ("date", "slash")]


def _is_day(figure: Figure, day: date) -> bool:
    claim = figures(f"{day.month}月{day.day}日")
    return states([figure], claim[0]) and (
        figure.kind != "date"
        or not isinstance(figure.value, tuple)
        or figure.value[0] is None
        or figure.value[0] == day.year
    )
