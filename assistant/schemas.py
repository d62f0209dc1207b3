"""Writes the JSON schemas that editors use to complete and check the files people edit.

Run `python -m assistant.schemas` after a change to the models; a test checks that the files are current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.claims import ClaimFile
from assistant.menu import Menu
from assistant.needs import NeedBook
from assistant.programmes.facts import FactFile
from assistant.programmes.model import Programme
from assistant.question.language.spoken import Spoken
from assistant.statements import StatementFile
from assistant.ways_to_ask import AskFile

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def programme_schema() -> dict[str, Any]:
    """The schema of `corpus/programmes/<id>.yaml`."""
    return {"$schema": _DRAFT, **Programme.model_json_schema(), "title": "制度データ（corpus/programmes）"}


def facts_schema() -> dict[str, Any]:
    """The schema of `corpus/facts.yaml`."""
    return {"$schema": _DRAFT, **FactFile.model_json_schema(), "title": "計算に使う事実（corpus/facts.yaml）"}


def statements_schema() -> dict[str, Any]:
    """The schema of `corpus/statements/<id>.yaml`."""
    schema = StatementFile.model_json_schema()
    for name in ("Statement", "Unknown"):
        # Filled in from the head of the file; nobody writes it in an entry.
        schema["$defs"][name]["properties"].pop("programme")
    return {"$schema": _DRAFT, **schema, "title": "窓口の文（corpus/statements）"}


def asks_schema() -> dict[str, Any]:
    """The schema of `corpus/asks/<id>.yaml`."""
    return {"$schema": _DRAFT, **AskFile.model_json_schema(), "title": "聞き方（corpus/asks）"}


def claims_schema() -> dict[str, Any]:
    """The schema of `corpus/claims/<id>.yaml`."""
    return {"$schema": _DRAFT, **ClaimFile.model_json_schema(), "title": "確かめたいこと（corpus/claims）"}


def needs_schema() -> dict[str, Any]:
    """The schema of `corpus/language/needs.yaml`."""
    return {"$schema": _DRAFT, **NeedBook.model_json_schema(), "title": "困りごとと制度（corpus/language/needs.yaml）"}


def spoken_schema() -> dict[str, Any]:
    """The schema of `corpus/language/spoken.yaml`."""
    return {"$schema": _DRAFT, **Spoken.model_json_schema(), "title": "話しことば（corpus/language/spoken.yaml）"}


def menu_schema() -> dict[str, Any]:
    """The schema of `corpus/menu.yaml`."""
    return {"$schema": _DRAFT, **Menu.model_json_schema(), "title": "投資支援メニュー（corpus/menu.yaml）"}


def schema_files(corpus: Path) -> dict[Path, str]:
    """The schema files of a corpus folder and what they must hold."""
    folder = corpus / "schema"
    schemas = {
        "programme.schema.json": programme_schema(),
        "facts.schema.json": facts_schema(),
        "statements.schema.json": statements_schema(),
        "claims.schema.json": claims_schema(),
        "asks.schema.json": asks_schema(),
        "needs.schema.json": needs_schema(),
        "menu.schema.json": menu_schema(),
        "spoken.schema.json": spoken_schema(),
    }
    return {folder / name: json.dumps(made, ensure_ascii=False, indent=2) + "\n" for name, made in schemas.items()}


def main() -> None:
    from assistant.settings import load_settings

    for path, text in schema_files(load_settings().corpus).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
