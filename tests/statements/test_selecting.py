"""The sentence for a programme, track, topic and applicant is the one that a clerk would choose."""

from __future__ import annotations

import pytest

from assistant.statements import StatementBook

CHOICES = [
    ("monodukuri", "overview", {}, ["overview"]),
    ("monodukuri", "ceiling", {}, ["ceiling"]),
    ("monodukuri", "ceiling", {"tracks": ["kofuka"]}, ["kofuka-ceiling"]),
    ("monodukuri", "ceiling", {"tracks": ["kofuka", "global"]}, ["kofuka-ceiling", "global-ceiling"]),
    ("monodukuri", "rate", {}, ["rate"]),
    ("monodukuri", "rate", {"applicant": "small"}, ["rate-small"]),
    ("monodukuri", "rate", {"tracks": ["global"], "applicant": "small"}, ["global-rate-small"]),
    ("monodukuri", "rate", {"tracks": ["kofuka"], "applicant": "turnaround"}, ["kofuka-rate-turnaround"]),
    ("monodukuri", "rate", {"tracks": ["global"], "applicant": "turnaround"}, ["global-rate"]),
    ("monodukuri", "rate", {"tracks": ["kofuka"], "applicant": "large"}, ["kofuka-rate"]),
    ("monodukuri", "costs", {"tracks": ["global"]}, ["global-costs"]),
    ("monodukuri", "dates", {"tracks": ["global"]}, ["dates"]),
    ("monodukuri", "obligation", {}, ["obligation"]),
    ("monodukuri", "community", {}, []),
    ("jizokuka", "rate", {"tracks": ["tsujo"]}, ["tsujo-rate"]),
    ("jizokuka", "rate", {"tracks": ["saigai"]}, ["saigai-rate"]),
    ("jizokuka", "dates", {"tracks": ["sogyo"]}, ["sogyo-dates"]),
    ("jizokuka", "specials", {}, ["specials"]),
    ("jizokuka", "specials", {"tracks": ["tsujo"], "specials": ["chinage"]}, ["special-chinage"]),
    ("jizokuka", "specials", {"specials": ["invoice"], "tracks": ["sogyo"]}, ["special-invoice-sogyo"]),
    ("jizokuka", "costs", {"tracks": ["tsujo"]}, ["tsujo-costs"]),
    ("jizokuka", "url", {"tracks": ["sogyo"]}, ["sogyo-url"]),
    ("digital-ai", "ceiling", {"tracks": ["invoice"]}, ["invoice-ceiling"]),
    ("digital-ai", "rate", {"tracks": ["denshi"], "applicant": "large"}, ["denshi-rate-large"]),
    ("digital-ai", "rate", {"tracks": ["security"], "applicant": "small"}, ["security-rate-small"]),
    ("digital-ai", "dates", {"tracks": ["denshi"]}, ["invoice-dates"]),
    ("digital-ai", "dates", {"tracks": ["fukusu"]}, ["fukusu-dates"]),
    ("digital-ai", "requirements", {"tracks": ["tsujo"]}, ["requirements"]),
    ("shoryokuka", "rate", {"tracks": ["ippan"], "applicant": "turnaround"}, ["ippan-rate-small"]),
    ("shoryokuka", "procedure", {"tracks": ["catalog"]}, ["catalog-procedure"]),
    ("shoryokuka", "specials", {"specials": ["ohaba-chinage"]}, ["special-ohaba-chinage"]),
    ("shoryokuka", "dates", {"tracks": ["catalog"]}, ["catalog-dates"]),
    ("manabi-dx", "fee", {}, ["fee"]),
    ("manabi-dx-quest", "period", {}, ["period"]),
    ("manabi-dx-quest", "period", {"tracks": ["regional"]}, ["regional-period"]),
    ("otasuketai", "content", {}, ["package"]),
    ("tabletop-exercise", "fee", {}, ["fee"]),
    ("shokei-ma", "ceiling", {}, ["ceiling"]),
    ("general", "menu", {}, ["menu"]),
    ("general", "contact", {}, ["contacts"]),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "topic", "asked", "expected"), CHOICES)
def test_the_most_specific_sentence_is_chosen(
    book: StatementBook, programme: str, topic: str, asked: dict[str, object], expected: list[str]
) -> None:
    chosen = book.select(programme, topic, **asked)  # type: ignore[arg-type]
    assert [entry.id for entry in chosen] == expected


def test_general_unknowns_hold_unless_the_programme_answers(book: StatementBook) -> None:
    assert "general/profit-return" in {entry.key for entry in book.unknowns("jizokuka")}
    assert "general/profit-return" not in {entry.key for entry in book.unknowns("monodukuri")}


def test_near_a_general_unknown_is_the_programmes_own(book: StatementBook) -> None:
    documents = next(entry for entry in book.unknowns("shoryokuka") if entry.key == "general/documents")
    assert [entry.key for entry in book.near(documents, "shoryokuka")] == [
        "shoryokuka/procedure",
        "shoryokuka/contact",
        "shoryokuka/url",
    ]


def test_near_an_unknown_may_be_another_programmes(book: StatementBook) -> None:
    unknown = next(entry for entry in book.unknowns("monodukuri") if entry.id == "invoice-tool-detail")
    assert "digital-ai/invoice-overview" in [entry.key for entry in book.near(unknown)]
