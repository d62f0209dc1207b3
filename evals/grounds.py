"""What a reply's words rest on: figures, contacts and damaged words held against citations and calculations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction

from assistant.reply import Calculation, Citation, Reply
from evals.figures import MARKER, Figure, Reading, figures, fold, links
from evals.sources import Sources

__all__ = ["Sources", "garbled_words", "unproven_contacts", "unproven_figures", "wrong_weekdays"]

_WEEKDAYS = "月火水木金土日"
_WEEKDAY = re.compile(r"\s?\(([月火水木金土日])")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")


def unproven_figures(reply: Reply, said: Sequence[str], as_of: date, sources: Sources) -> list[str]:
    """Figures and links of the text that no citation, calculation, round, day asked or word of the person holds.

    Amounts and rates inside the names of programmes are no figures. A sentence that carries markers is held to the
    passages it names, one without markers to every passage of the reply.
    """
    common = list(_computed(reply, as_of)) + [figure for message in said for figure in figures(fold(message))]
    by_marker = {citation.marker: list(_cited([citation])) for citation in reply.citations}
    everything = [figure for found in by_marker.values() for figure in found]
    passages = {citation.marker: _words(citation) for citation in reply.citations}
    own_words = fold(" ".join(said))
    found: list[str] = []
    for sentence in _sentences(reply.text):
        markers = [int(number) for number in re.findall(r"\[(\d{1,3})\]", sentence)]
        known = [figure for marker in markers for figure in by_marker.get(marker, [])] if markers else everything
        bare = _without_names(fold(MARKER.sub("", sentence)), sources.names_with_figures)
        for figure in figures(bare):
            if not any(figure.equals(other) for other in (*known, *common)):
                found.append(figure.text)
        readable = " ".join(passages.get(marker, "") for marker in (markers or passages)) + own_words
        found += [bare[first:last] for first, last in links(bare) if _bare_link(bare[first:last]) not in readable]
    return list(dict.fromkeys(found))


def unproven_contacts(reply: Reply, sources: Sources) -> list[str]:
    """Phone numbers, addresses and links of the contact card that no source holds.

    The card stands beside the text and needs no marker; the same details in the text do.
    """
    found: list[str] = []
    for contact in reply.contacts:
        for phone in contact.phone:
            read = figures(fold(phone))
            if not read or not any(read[0].equals(other) for other in sources.phones):
                found.append(phone)
        found += [
            link for link in (contact.email, contact.url) if link and not sources.has_link(_bare_link(fold(link)))
        ]
    return found


def garbled_words(text: str, said: Sequence[str], sources: Sources) -> list[str]:
    """Words that a source prints wrongly, passed on as the assistant's own.

    A quotation in 「」 is no such case, nor is a word that the person asked about.
    """
    own = re.sub(r"\s", "", fold(_QUOTED.sub("", text)))
    asked = re.sub(r"\s", "", fold(" ".join(said)))
    found = []
    for source in sources.documents.values():
        for word in source.garbled:
            printed = re.sub(r"\s", "", fold(word.printed))
            telling = _tells(printed, re.sub(r"\s", "", fold(word.reading)))
            if telling and printed in own and printed not in asked:
                found.append(word.printed)
    return list(dict.fromkeys(found))


def wrong_weekdays(text: str) -> list[str]:
    """Dates with a year whose weekday, printed beside them, is another day's."""
    folded = fold(text)
    wrong = []
    for figure in figures(folded):
        reading = figure.readings[0]
        beside = _WEEKDAY.match(folded, figure.span[1])
        if reading.kind != "date" or reading.year is None or not beside:
            continue
        try:
            day = date(reading.year, int(reading.amount) // 100, int(reading.amount) % 100)
        except ValueError:
            wrong.append(figure.text)
            continue
        if _WEEKDAYS[day.weekday()] != beside[1]:
            wrong.append(figure.text + beside[0])
    return wrong


def _tells(printed: str, reading: str) -> bool:
    """Whether finding `printed` in an answer shows that damage was passed on: not for brackets or a lone digit."""
    return len(printed) >= 2 and "http" not in printed and not (reading and printed in reading)


def _sentences(text: str) -> list[str]:
    """Sentences with the markers that follow their full stop; a heading line is a sentence of its own."""
    return [part for part in re.findall(r"[^。\n]*。(?:\s*\[\d{1,3}\])*|[^。\n]+", text) if part.strip()]


def _words(citation: Citation) -> str:
    return fold(" ".join([citation.quote, citation.reading or "", citation.url or ""]))


def _bare_link(link: str) -> str:
    return re.sub(r"^https?://", "", link).rstrip("/")


def _without_names(folded: str, names: Iterable[str]) -> str:
    for name in names:
        folded = folded.replace(name, "□")
    return folded


def _cited(citations: Iterable[Citation]) -> Iterator[Figure]:
    for citation in citations:
        for words in (citation.quote, citation.reading or "", citation.as_of):
            yield from figures(fold(words))


def _exact(kind_reading: Reading) -> Figure:
    return Figure("", (0, 0), (kind_reading,))


def _instant(moment: datetime) -> Iterator[Figure]:
    yield _exact(Reading("date", Fraction(moment.month * 100 + moment.day), moment.year))
    yield _exact(Reading("year", Fraction(moment.year)))
    yield _exact(Reading("time", Fraction(moment.hour * 60 + moment.minute)))


def _computed(reply: Reply, as_of: date) -> Iterator[Figure]:
    """Figures of the calculation, of the rounds and of the day asked."""
    yield _exact(Reading("date", Fraction(as_of.month * 100 + as_of.day), as_of.year))
    yield _exact(Reading("year", Fraction(as_of.year)))
    for item in reply.rounds:
        for moment in (item.opens, item.closes):
            if moment:
                yield from _instant(moment)
        if item.opens and item.opens.date() > as_of:
            yield _exact(Reading("days", Fraction((item.opens.date() - as_of).days)))
        if item.days_left is not None:
            yield _exact(Reading("days", Fraction(item.days_left)))
        yield from figures(fold(item.name))
    if reply.calculation:
        yield from _calculated(reply.calculation)


def _calculated(calculation: Calculation) -> Iterator[Figure]:
    amounts = [calculation.cost_yen, calculation.subsidy_yen, calculation.own_cost_yen]
    amounts += [*(calculation.subsidy_range_yen or ()), *(step.yen for step in calculation.steps)]
    # What is left to pay of a range: the cost less either end.
    amounts += [(calculation.cost_yen or 0) - end for end in calculation.subsidy_range_yen or ()]
    yield from (_exact(Reading("yen", Fraction(amount))) for amount in amounts if amount is not None)
    words = [word for step in calculation.steps for word in (step.label, step.formula)]
    words += [calculation.limited_by or "", calculation.scenario or ""]
    for word in words:
        yield from figures(fold(word))
    for scenario in calculation.scenarios:
        yield from _calculated(scenario)
