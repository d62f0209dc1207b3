"""The forms hold everything that the files hold: what is shown and sent back unchanged is the same file."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from assistant.programmes.model import Programme
from assistant.settings import project_root
from assistant.statements import Statement, Unknown
from ingest.documents import load_documents
from ingest.yaml_file import YamlFile, parse_yaml
from ui.staff.forms.changing import fill_quotes, press
from ui.staff.forms.labels import LABELS
from ui.staff.forms.model_form import Node, data_of, form_of, shape
from ui.staff.routes.programmes import PARTS
from ui.staff.routes.statements import KINDS

CORPUS = project_root() / "corpus"
PROGRAMMES = sorted(path.stem for path in (CORPUS / "programmes").glob("*.yaml"))
STATEMENTS = sorted(path.stem for path in (CORPUS / "statements").glob("*.yaml"))


def sent(node: Node) -> list[tuple[str, str]]:
    """What a browser sends for a form that nobody touched."""
    name = node.name
    match node.kind:
        case "group" | "optional":
            if not node.present:
                return []
            here = [(f"{name}.?", "1")] if node.kind == "optional" else []
            return [*here, *(pair for child in node.children for pair in sent(child))]
        case "list" | "evidence":
            count = (f"{name}.#", str(len(node.children)))
            return [count, *(pair for child in node.children for pair in sent(child))]
        case "condition":
            return [pair for key, expected in node.value.items() for pair in _row(name, key, expected)]
        case "flag":
            return [(name, "1")] if node.value else []
        case "picks":
            return [(f"{name}.*", "1"), *((name, one) for one in node.value)]
        case "lines":
            return [(f"{name}.0", str(node.value[0])), (f"{name}.1", str(node.value[1]))]
        case "texts":
            return [(name, "\r\n".join(node.value))]
        case "none":
            return []
        case _:
            return [(name, str(node.value).replace("\n", "\r\n"))]


def _row(name: str, key: str, expected: Any) -> list[tuple[str, str]]:
    kind = "choice" if isinstance(expected, list) else "yes_no" if isinstance(expected, bool) else "count"
    pairs = [(f"{name}.keys", key), (f"{name}.{key}.kind", kind)]
    if kind == "choice":
        return [*pairs, *((f"{name}.{key}", one) for one in expected)]
    if kind == "yes_no":
        return [*pairs, (f"{name}.{key}", "yes" if expected else "no")]
    return [*pairs, *((f"{name}.{key}.{end}", str(bound)) for end, bound in expected.items())]


def there_and_back(model: type[BaseModel], data: dict[str, Any]) -> BaseModel:
    fields = [name for name in model.model_fields if name != "programme"]
    form = FormData(sent(form_of(model, data, fields, {})))
    return model.model_validate(data_of(model, form, fields, {}))


def read(kind: str, name: str) -> tuple[str, YamlFile]:
    path = CORPUS / kind / f"{name}.yaml"
    text = path.read_text("utf-8")
    return text, parse_yaml(text, path)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_survives_its_form(name: str) -> None:
    _, file = read("programmes", name)
    assert there_and_back(Programme, file.data) == Programme.model_validate(file.data)


def test_every_field_of_a_programme_stands_on_one_part_of_the_page() -> None:
    shown = [field for _, fields in PARTS.values() for field in fields]
    assert sorted(shown) == sorted(set(Programme.model_fields) - {"id"})
    for _, model, fields in KINDS.values():
        assert sorted(fields) == sorted(set(model.model_fields) - {"programme"})


def test_every_field_has_a_label() -> None:
    seen: set[type[BaseModel]] = set()
    wanted: list[type[BaseModel]] = [Programme, Statement, Unknown]
    while wanted:
        model = wanted.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            assert name in LABELS, (model.__name__, name)
            inner = shape(info.annotation)[1]
            if inner is not None and inner not in seen:
                wanted.append(inner)


def test_the_small_buttons_change_the_data_only_where_they_say() -> None:
    data: dict[str, Any] = {"rounds": [{"id": "a"}, {"id": "b", "opens": {"at": "2026-04-01"}}]}
    assert press(data, "add:f.rounds", added_fact={}) == "f.rounds.2"
    press(data, "remove:f.rounds.2", added_fact={})
    press(data, "up:f.rounds.1", added_fact={})
    assert [one["id"] for one in data["rounds"]] == ["b", "a"]
    assert press(data, "put:f.rounds.1.closes", added_fact={}) == "f.rounds.1.closes"
    press(data, "remove:f.rounds.0.opens", added_fact={})
    assert data == {"rounds": [{"id": "b"}, {"id": "a", "closes": {}}]}
    rule: dict[str, Any] = {"rates": [{}]}
    press(rule, "add:f.rates.0.when", added_fact={"f.rates.0.when": "applicant|choice"})
    assert rule == {"rates": [{"when": {"applicant": []}}]}
    for odd in ("", "add:", "remove:f", "up:f.rounds.0", "remove:f.rounds.99", "remove:f.x.y.z", "add:g.rounds"):
        press(data, odd, added_fact={})
    assert [one["id"] for one in data["rounds"]] == ["b", "a"]


def test_an_empty_quote_becomes_the_words_of_its_lines() -> None:
    documents = {document.id: document for document in load_documents(CORPUS / "documents")}
    data = {
        "rounds": [{"evidence": [{"lines": [126, 126]}, {"lines": [1, 1], "quote": "x"}, {"lines": [99999, 99999]}]}]
    }
    fill_quotes(data, documents, "meti-digital-2026-02")
    first, second, third = data["rounds"][0]["evidence"]
    assert first["quote"] == documents["meti-digital-2026-02"].verbatim(126, 126)
    assert second["quote"] == "x" and "quote" not in third


@pytest.mark.parametrize("name", STATEMENTS)
def test_an_entry_survives_its_form(name: str) -> None:
    _, file = read("statements", name)
    for key, model in (("statements", Statement), ("unknowns", Unknown)):
        entries = file.data.get(key) or []
        for at in {0, len(entries) // 2, len(entries) - 1} if entries else ():
            assert there_and_back(model, entries[at]) == model.model_validate(entries[at])
