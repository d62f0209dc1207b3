"""What the corpus says: whole, spoken, and never more than the briefing."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.programmes.book import ProgrammeBook
from assistant.schemas import needs_schema, schema_files, statements_schema
from assistant.statements import GENERAL, TOPICS, Statement, StatementBook
from ingest.documents import Document
from tests.statements.conftest import CORPUS

FILES = sorted((CORPUS / "statements").glob("*.yaml"))
POLITE = re.compile(r"(です|ます|ません|ました|ください)$")
PADDING = ("とされており", "となっております", "におきまして", "当該", "ございます", "させていただき")

GRANTS = ("monodukuri", "jizokuka", "digital-ai", "shoryokuka")
# What people ask of every grant that the briefing gives a page of its own.
GRANT_TOPICS = (
    "overview", "purpose", "users", "merits", "requirements", "ceiling", "rate", "costs", "dates", "contact", "url",
    "procedure", "examples", "tracks", "specials", "changes", "obligation", "asof",
)  # fmt: skip
EVERY_TOPIC = tuple(topic for topic in GRANT_TOPICS if topic not in ("merits", "obligation"))


def test_every_programme_has_its_file(book: StatementBook, programmes: ProgrammeBook) -> None:
    assert set(book.files) == {programme.id for programme in programmes} | {GENERAL}


def test_specials_are_those_of_the_programmes(book: StatementBook, programmes: ProgrammeBook) -> None:
    for programme in programmes:
        known = {special.id for special in programme.specials}
        for entry in [*book.files[programme.id].statements, *book.files[programme.id].unknowns]:
            assert set(entry.specials) <= known, entry.key


def test_every_block_of_the_briefing_is_said_somewhere(book: StatementBook, briefing: Document) -> None:
    cited = [item.lines for entry in book.statements() for item in entry.evidence]
    unsaid = [
        (block.lines, block.text[:40])
        for block in briefing.blocks
        if not any(first <= block.lines[1] and block.lines[0] <= last for first, last in cited)
    ]
    assert unsaid == []


def test_every_table_row_of_the_briefing_is_said_somewhere(book: StatementBook, briefing: Document) -> None:
    cited = [item.lines for entry in book.statements() for item in entry.evidence]
    for block in briefing.blocks:
        for row in block.rows:
            assert any(first <= row.lines[1] and row.lines[0] <= last for first, last in cited), row.heading


@pytest.mark.parametrize("topic", EVERY_TOPIC)
def test_every_programme_answers_the_topic_or_says_that_it_isnt_known(
    book: StatementBook, programmes: ProgrammeBook, topic: str
) -> None:
    for programme in programmes:
        said = book.select(programme.id, topic)
        unsaid = [entry for entry in book.unknowns(programme.id) if entry.topic == topic]
        assert said or unsaid, f"{programme.id} {topic}"


@pytest.mark.parametrize("topic", ["ceiling", "rate", "costs", "dates", "requirements", "overview"])
def test_every_track_of_a_grant_answers_the_topic_or_says_that_it_isnt_known(
    book: StatementBook, programmes: ProgrammeBook, topic: str
) -> None:
    for programme in programmes:
        for track in programme.tracks if programme.id in GRANTS else ():
            said = book.select(programme.id, topic, tracks=[track.id])
            unsaid = [e for e in book.files[programme.id].unknowns if e.topic == topic and track.id in e.tracks]
            assert said or unsaid, f"{programme.id} {track.id} {topic}"


def test_summaries_stand_where_tracks_differ(book: StatementBook) -> None:
    """Asked of the programme as a whole, one summary answers, not a heap of track sentences."""
    for programme in GRANTS:
        for topic in ("ceiling", "rate", "costs", "dates", "requirements", "tracks"):
            chosen = book.select(programme, topic)
            assert len(chosen) == 1, f"{programme} {topic}"
            assert not chosen[0].tracks


def _said(entry: object) -> list[str]:
    texts = [entry.say, entry.more] if isinstance(entry, Statement) else [entry.say]  # type: ignore[attr-defined]
    return [text for text in texts if text]


def test_sentences_are_spoken_japanese(book: StatementBook) -> None:
    for entry in [*book.statements(), *book.unknowns()]:
        for text in _said(entry):
            assert not any(padding in text for padding in PADDING), entry.key
            for line in text.split("\n"):
                if line.startswith("・"):
                    continue
                assert line.endswith("。"), f"{entry.key}: {line}"
                for sentence in line.rstrip("。").split("。"):
                    assert POLITE.search(sentence), f"{entry.key}: {sentence}"
                    assert len(sentence) <= 95, f"{entry.key}: {sentence}"


def test_a_detail_can_be_found(book: StatementBook) -> None:
    for entry in book.statements():
        if entry.detail:
            assert len(entry.asks) >= 2, entry.key
            assert entry.keywords, entry.key


def test_unknowns_can_be_found_and_offer_something(book: StatementBook) -> None:
    for entry in book.unknowns():
        assert entry.asks, entry.key
        assert entry.near or entry.near_topics or entry.programme == GENERAL, entry.key


def test_unknown_things_are_never_said_as_known(book: StatementBook) -> None:
    """What the briefing lost in printing stays unsaid: READING's uncertain words and rates."""
    said = "\n".join(text for entry in book.statements() for text in _said(entry))
    for word in (
        "バラッサ",
        "設片",
        "設営",
        "令和6年度能登",
        "奥能登",
        "成長投資",
        "資金引上げ",
        "専業",
        "産地法",
        "広聴",
        "1.0以上",
    ):
        assert word not in said
    kyodo = [entry for entry in book.statements("jizokuka") if entry.topic == "rate" and "kyodo" in entry.tracks]
    assert kyodo == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_fit_the_published_schema(path: object) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    errors = [error.message for error in Draft202012Validator(statements_schema()).iter_errors(data)]
    assert errors == []


def test_needs_fit_the_published_schema() -> None:
    data = yaml.safe_load((CORPUS / "language" / "needs.yaml").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(needs_schema()).iter_errors(data)) == []


def test_schema_files_are_current() -> None:
    for path, text in schema_files(CORPUS).items():
        assert path.read_text(encoding="utf-8") == text, f"run python -m assistant.schemas ({path.name})"
        Draft202012Validator.check_schema(json.loads(text))


def test_topics_are_those_of_the_vocabulary() -> None:
    vocabulary = yaml.safe_load((CORPUS / "language" / "topics.yaml").read_text(encoding="utf-8"))
    assert {topic["id"] for topic in vocabulary["topics"]} == set(TOPICS)
