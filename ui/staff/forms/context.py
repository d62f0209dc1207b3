"""What the fields of a data file's form can be chosen from, and which problem belongs beside which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.library.datafiles import Problem
from assistant.statements import TOPICS
from ingest.documents import Document
from ingest.errors import MadoguchiError
from ingest.yaml_file import Location
from ui.staff.forms.model_form import Node

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from ui.staff.workbench import Workbench

Pairs = Sequence[tuple[str, str]]


def documents_to_come(bench: Workbench) -> dict[str, Document]:
    """The documents of the next version: those in force, with the approved drafts in their place, without those that
    leave."""
    found = dict(bench.desk.documents)
    for draft in bench.builder.changes.approved():
        try:
            found[draft.document_id] = bench.drafts.document(draft)
        except MadoguchiError:
            continue
    return {id_: document for id_, document in found.items() if id_ not in bench.builder.changes.withdrawn}


def programme_options(bench: Workbench, data: Mapping[str, Any]) -> dict[str, Pairs]:
    """Choices of a programme's form, from its own tracks, special cases and unknowns."""
    facts = bench.desk.book.facts
    unknown = _named(data, "unknown")
    applicant = [(option.id, option.label) for option in facts["applicant"].values] if "applicant" in facts else []
    counted = [(key, fact.label) for key, fact in facts.items() if fact.kind in ("count", "yen")]
    return {
        "document": [(document.id, document.title) for document in documents_to_come(bench).values()],
        "tracks": _named(data, "tracks"),
        "track": _named(data, "tracks"),
        "programme": [(one.id, one.names.official) for one in bench.desk.book],
        "unknown": unknown,
        "open_ceiling": unknown,
        "classes": applicant,
        "value": applicant,
        "times": counted,
        "fact": counted,
        "topic": topics(bench),
    }


def statement_options(bench: Workbench, programme: str) -> dict[str, Pairs]:
    """Choices of a statement's form, from its programme."""
    found = bench.desk.book.programmes.get(programme)
    return {
        "document": [(document.id, document.title) for document in documents_to_come(bench).values()],
        "tracks": [(track.id, track.names.official) for track in found.tracks] if found else (),
        "specials": [(special.id, special.names.official) for special in found.specials] if found else (),
        "topic": topics(bench),
        "near_topics": topics(bench),
        "not_for": [(one.id, one.names.official) for one in bench.desk.book] if programme == "general" else (),
        "not_for_tracks": _every_track(bench) if programme == "general" else (),
    }


def _every_track(bench: Workbench) -> Pairs:
    """Every track as `programme/track`, as an entry of the documents as a whole names it."""
    return [
        (f"{programme.id}/{track.id}", f"{programme.names.official} {track.names.official}")
        for programme in bench.desk.book
        for track in programme.tracks
    ]


def topics(bench: Workbench) -> Pairs:
    return [(topic, bench.topic_name(topic)) for topic in TOPICS]


def fact_choices(form: FormData) -> dict[str, str]:
    """Which fact is chosen beside each "add a condition"."""
    return {
        name.removesuffix(".new"): value
        for name, value in form.items()
        if name.endswith(".new") and isinstance(value, str)
    }


def put_beside(node: Node, problems: Sequence[Problem], fields: Sequence[str], base: Location = ()) -> list[Problem]:
    """Put each problem beside its field; returns those that have none on this page.

    Args:
        base: where the form's data stands in the file: `("statements", 3)`.
    """
    elsewhere = []
    for problem in problems:
        inner = problem.location[len(base) :]
        if problem.location[: len(base)] == base and inner and inner[0] in fields:
            node.find(inner).errors.append(problem.text)
        elif base and problem.location == base:
            node.errors.append(problem.text)
        else:
            elsewhere.append(problem)
    return elsewhere


def _named(data: Mapping[str, Any], key: str) -> Pairs:
    entries = data.get(key)
    found = []
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("id"):
            names = entry.get("names")
            official = names.get("official") if isinstance(names, dict) else None
            label = official or str(entry.get("reason", ""))[:24] or entry["id"]
            found.append((str(entry["id"]), f"{label}（{entry['id']}）"))
    return found
