"""The JSON schemas: current, and in agreement with the files as they are and as they may be broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.schemas import programme_schema, schema_files
from tests.programmes.real import CORPUS

FILES = sorted((CORPUS / "programmes").glob("*.yaml"))


def content(path: Any) -> Any:
    """The file as JSON has it: dates as text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def test_the_schema_files_are_current() -> None:
    for path, text in schema_files(CORPUS).items():
        assert path.read_text(encoding="utf-8") == text, "run: python -m assistant.schemas"


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_file_fits_the_schema_and_names_it(path: Any) -> None:
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../schema/programme.schema.json"
    )
    Draft202012Validator(programme_schema()).validate(content(path))


def test_the_facts_fit_their_schema() -> None:
    schema = json.loads((CORPUS / "schema" / "facts.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(content(CORPUS / "facts.yaml"))


def test_the_schema_finds_mistakes() -> None:
    good = content(CORPUS / "programmes" / "monodukuri.yaml")
    broken: list[dict[str, Any]] = [
        {**good, "ceiling": 1},
        {**good, "kind": "loan"},
        {key: value for key, value in good.items() if key != "names"},
        {**good, "id": "Monodukuri!"},
        {**good, "rounds": [{**good["rounds"][0], "closes": {**good["rounds"][0]["closes"], "at": "May 8"}}]},
    ]
    validator = Draft202012Validator(programme_schema())
    assert all(list(validator.iter_errors(item)) for item in broken)
