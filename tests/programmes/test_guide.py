"""The examples of the guide for staff are sound: copied as they stand, they work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

from assistant.programmes.book import load_programmes
from assistant.programmes.model import Instant, RoundRule
from ingest.documents import load_documents
from tests.programmes.real import CORPUS, ROOT

GUIDE = (ROOT / "docs" / "ja" / "制度データの手引き.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found, name
    return found[1]


def test_every_example_is_yaml() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) == 4 and all(yaml.safe_load(block) for block in blocks)


def test_the_round_and_the_day_are_sound() -> None:
    assert RoundRule.model_validate(yaml.safe_load(example("round"))[0]).name == "第19回"
    assert Instant.model_validate(yaml.safe_load(example("instant"))).day.month == 5


def test_the_programme_loads(tmp_path: Path) -> None:
    shutil.copytree(CORPUS / "programmes", tmp_path / "programmes")
    shutil.copy(CORPUS / "facts.yaml", tmp_path / "facts.yaml")
    (tmp_path / "programmes" / "seicho-kasoku.yaml").write_text(example("programme"), encoding="utf-8")
    documents = {document.id: document for document in load_documents(CORPUS / "documents")}
    assert load_programmes(tmp_path, documents).get("seicho-kasoku").grant is not None


def test_the_error_shown_is_one_that_staff_see() -> None:
    assert "引用の中にありません。引用を足すか、文を直してください。" in GUIDE
