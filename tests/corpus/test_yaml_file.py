"""YAML that people write is read with its lines; what would bring a process down is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import DocumentError
from ingest.yaml_file import YamlFileError, field_name, parse_yaml

PATH = Path("x.yaml")


def test_every_field_knows_its_line() -> None:
    file = parse_yaml("a: 1\nb:\n  - c: 2026-02-01\n    d: [x, y]\n  - e\n", PATH, first_line=3)
    assert file.data == {"a": 1, "b": [{"c": "2026-02-01", "d": ["x", "y"]}, "e"]}, "dates stay as written"
    assert file.line_of(("a",)) == 3 and file.line_of(("b", 0, "d", 1)) == 6 and file.line_of(("b", 1)) == 7
    assert file.line_of(("b", 0, "missing")) == 5, "the nearest field around it"
    assert field_name(("b", 0, "d")) == "b[0].d"


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 200_000,
        "a: " + "[" * 200_000 + "]" * 200_000,
        "{a: " * 200_000,
        "- " * 200_000 + "a",
        "? " * 200_000 + "a",
        "]" * 1000 + "[" * 200_000,
    ],
    ids=["open", "closed", "mappings", "dashes", "keys", "shifted"],
)
def test_depth_that_would_crash_the_process_is_refused(text: str) -> None:
    with pytest.raises(YamlFileError, match=r"入れ子|読めません"):
        parse_yaml(text, PATH)


def test_a_small_file_cannot_hide_a_huge_one() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    with pytest.raises(YamlFileError, match="指す書き方"):
        parse_yaml(bomb, PATH)
    with pytest.raises(DocumentError):
        parse_yaml("a: &a {b: *a}", PATH, error=DocumentError)
