"""The forms hold everything that the files hold: what is shown and sent back unchanged is the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from assistant.programmes.model import Programme
from assistant.settings import project_root
from assistant.statements import Statement, Unknown
from ingest.yaml_file import YamlFile, parse_yaml
from ui.staff.forms.model_form import Node, data_of, form_of
from ui.staff.yaml_section import replace_entry, replace_section

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


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_section_written_anew_says_the_same(name: str) -> None:
    text, file = read("programmes", name)
    for key, value in file.data.items():
        made = replace_section(text, key, value)
        assert parse_yaml(made, Path(name)).data == file.data, key
        without = parse_yaml(replace_section(text, key, None), Path(name)).data
        assert without == {other: one for other, one in file.data.items() if other != key}


@pytest.mark.parametrize("name", STATEMENTS)
def test_an_entry_is_replaced_added_and_taken_out_alone(name: str) -> None:
    text, file = read("statements", name)
    for key, model in (("statements", Statement), ("unknowns", Unknown)):
        entries = file.data.get(key) or []
        for at in {0, len(entries) // 2, len(entries) - 1} if entries else ():
            entry = entries[at]
            assert there_and_back(model, entry) == model.model_validate(entry)
            same = replace_entry(text, file, key, at, entry)
            assert parse_yaml(same, Path(name)).data == file.data
            without = parse_yaml(replace_entry(text, file, key, at, None), Path(name)).data
            assert (without.get(key) or []) == [*entries[:at], *entries[at + 1 :]]
            unchanged = set(text.split("\n")) - set(replace_entry(text, file, key, at, {"id": "x"}).split("\n"))
            assert len(unchanged) <= len(str(entry)), "only the entry's own lines change"
        more = parse_yaml(replace_entry(text, file, key, None, {"id": "new"}), Path(name)).data
        assert more[key] == [*entries, {"id": "new"}]
