"""Who applies, and with which special cases: what of it the documents allow, and a note on what they don't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from assistant.calculator.request import CalculationError
from assistant.calculator.result import EvidenceRef
from assistant.calculator.rules import evidence_refs, holds, references
from assistant.calculator.wording import sentence
from assistant.money import format_rate
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import APPLICANT, FactBook, FactValue
from assistant.programmes.model import Applicants, Programme, Special, Track


class SpecialsAsked:
    """The special cases asked for that may be used here, and a note on every one that is left out."""

    def __init__(
        self,
        programme: Programme,
        track: Track | None,
        asked: Sequence[str],
        facts: Mapping[str, FactValue],
        book: FactBook,
    ) -> None:
        self._programme = programme
        self._track = track.id if track else None
        self._place = track.names.official if track else programme.names.official
        self._facts = facts
        self._book = book
        self.applied: list[Special] = []
        self.notes: list[str] = []
        self.evidence: list[EvidenceRef] = []
        for special_id in dict.fromkeys(asked):
            self._judge(self._found(special_id))
        for special in programme.specials:
            if self._track in special.tracks and special.id not in asked:
                self._offer(special)

    def _found(self, special_id: str) -> Special:
        special = self._programme.special(special_id)
        if special is None:
            known = "、".join(f"{item.id}（{item.names.official}）" for item in self._programme.specials) or "なし"
            raise CalculationError(
                f"{self._programme.names.official}に「{special_id}」という特例はありません（あるもの: {known}）。"
            )
        return special

    def _judge(self, special: Special) -> None:
        """Applies a special case where it may be used and nothing told speaks against it."""
        name = special.names.official
        if self._track not in special.tracks:
            entry = next((item for item in special.unstated if self._track in item.tracks), None)
            unknown = self._programme.unknown_entry(entry.unknown) if entry else None
            reason = unknown.reason if unknown else f"{self._place}で{name}を使えるとは、資料に書かれていません。"
            self.notes.append(f"{reason}{name}は計算に入れていません。")
            return
        for need in special.requires:
            self.evidence += references(self._programme, need)
        if unmet := [need for need in special.requires if _unmet(need.fact, need.at_least, self._facts)]:
            self.notes += [f"{name}の要件（{need.text}）を満たさないため、{name}は使えません。" for need in unmet]
            return
        open_needs = [need.text for need in special.requires if need.fact is None or need.fact not in self._facts]
        if open_needs:
            self.notes.append(f"{name}の要件（{'、'.join(open_needs)}）を満たす前提で計算しました。")
        elif not special.requires:
            self.notes.append(f"{name}の要件は、資料に書かれていません。使える前提で計算しました。")
        self.evidence += references(self._programme, special)
        self.applied.append(special)

    def _offer(self, special: Special) -> None:
        """Says that a special case which wasn't asked for is left out, where something told bears on it."""
        name = special.names.official
        if any(need.fact in self._facts for need in special.requires if need.fact is not None):
            self.notes.append(f"{name}は計算に入れていません。使うときは、特例として指定してください。")
        for change in special.changes:
            # What was told matters only with the special case: `赤字だと3/4では`.
            if change.when and isinstance(change.rate, Fraction) and holds(change.when, self._facts):
                who = "・".join(self._book[key].say(self._facts[key]) for key in change.when)
                self.notes.append(
                    f"{name}を使うと、{who}の補助率は{format_rate(change.rate)}になります。この計算には入れていません。"
                )
                self.evidence += references(self._programme, change)


def _unmet(fact: str | None, at_least: int | None, facts: Mapping[str, FactValue]) -> bool:
    value = facts.get(fact) if fact is not None else None
    return isinstance(value, int) and at_least is not None and value < at_least


class WhoApplies:
    """Whether the applicant is one that the track is for, and which classes are left to try."""

    def __init__(
        self,
        book: ProgrammeBook,
        programme: Programme,
        track: Track | None,
        facts: Mapping[str, FactValue],
        excluded: Sequence[str] = (),
    ) -> None:
        self.facts = dict(facts)
        self.excluded = excluded
        self.classes: tuple[str, ...] = ()
        self.notes: list[str] = []
        self.evidence: list[EvidenceRef] = []
        self.refused: str | None = None
        rule = (track.applicants if track else None) or programme.applicants
        if rule is not None:
            self._judge(book, programme, rule)

    def _judge(self, book: ProgrammeBook, programme: Programme, rule: Applicants) -> None:
        given = self.facts.get(APPLICANT)
        fact = book.facts[APPLICANT]
        if given is None:
            left = tuple(value for value in rule.classes if value not in self.excluded)
            self.classes = left or rule.classes
            if len(rule.classes) == 1:
                self.notes.append(sentence(rule.say))
                self.evidence += references(programme, rule)
            return
        if given in rule.classes:
            return
        self.evidence += references(programme, rule)
        unsaid = next((item for item in rule.unsaid if item.value == given), None)
        if unsaid is not None:
            entry = programme.unknown_entry(unsaid.unknown)
            assert entry is not None  # the loader has checked it
            self.refused = entry.reason
            self.evidence += evidence_refs(programme, entry.evidence, None)
            return
        option = fact.option(str(given))
        possible = [value for value in rule.classes if option is not None and value in option.may_be]
        possible = [value for value in possible if value not in self.excluded]
        if not possible:
            self.refused = f"{sentence(rule.say)}{fact.say(given)}の補助率や補助額は、資料に書かれていません。"
            return
        del self.facts[APPLICANT]
        self.classes = tuple(possible)
        names = "・".join(fact.say(value) for value in possible)
        self.notes.append(f"{sentence(rule.say)}{names}にあたる場合の計算です。")
