"""Files are changed where their content changes, and nowhere else: comments and layout stay."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.library.yaml_text import rewritten
from assistant.settings import project_root
from ingest.yaml_file import parse_yaml

CORPUS = project_root() / "corpus"
FILES = sorted(
    path.relative_to(CORPUS).as_posix()
    for folder in ("programmes", "statements", "asks", "claims", "language", ".")
    for path in (CORPUS / folder).glob("*.yaml")
)

TEXT = """\
# 頭の注記
id: todai  # 名前
names:
  official: 灯台補助金
  # 略称は一つだけ
  short: [灯台, とうだい]

# 公募回
rounds:
  # 1回目
  - id: r1
    name: 1次
    # 締切は図から
    closes: {at: 2026-04-30, lines: [2, 3]}

  # ここから秋の回

  - id: r2
    name: 2次
    note: |-
      二行の
      # 注記ではない
  - id: r3
    name: 3次
"""


def said(text: str) -> Any:
    return parse_yaml(text, Path("-")).data


def changed(text: str, made: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    old, new = text.split("\n"), made.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def ends_and_middle(entries: Sequence[Any]) -> set[int]:
    """The first place, the last and one between: where layouts differ."""
    return {0, len(entries) // 2, len(entries) - 1} if entries else set()


@pytest.mark.parametrize("name", FILES)
def test_parts_of_every_file_can_be_changed_alone(name: str) -> None:
    text = (CORPUS / name).read_text("utf-8")
    data = said(text)
    assert rewritten(text, data) == text
    keys = list(data)
    for key in [keys[at] for at in ends_and_middle(keys)]:
        without = {other: one for other, one in data.items() if other != key}
        assert said(rewritten(text, without) if without else "{}") == without, key
    for key in [key for key in keys if isinstance(data[key], list)][:3]:
        value = data[key]
        for at in ends_and_middle(value):
            for entries in (
                [*value[:at], *value[at + 1 :]],
                [*value[:at], {"id": "new"}, *value[at + 1 :]],
                [*value[:at], {"id": "new"}, *value[at:]],
            ):
                made = rewritten(text, {**data, key: entries})
                assert said(made)[key] == entries
                gone = changed(text, made)[0]
                assert len(gone) <= len(str(value[at])), "only the entry's own lines change"
        assert said(rewritten(text, {**data, key: value[::-1]}))[key] == value[::-1]


def test_a_value_is_changed_in_its_place() -> None:
    data = said(TEXT)
    data["rounds"][0]["closes"]["at"] = "2026-05-01"
    data["names"]["short"].append("灯")
    gone, come = changed(TEXT, rewritten(TEXT, data))
    assert len(gone) == 2 and "  short: [灯台, とうだい, 灯]" in come
    assert any("2026-05-01" in line and "lines: [2, 3]" in line for line in come)


def test_comments_stay_with_the_entries_that_remain() -> None:
    data = said(TEXT)
    del data["rounds"][1]
    data["rounds"].append({"id": "r4", "name": "4次"})
    data["rounds"][0]["name"] = "第1次"
    made = rewritten(TEXT, data)
    assert said(made) == data
    gone, come = changed(TEXT, made)
    assert come == ["    name: 第1次", "  - id: r4", "    name: 4次"]
    assert gone == [
        "    name: 1次",
        "  - id: r2",
        "    name: 2次",
        "    note: |-",
        "      二行の",
        "      # 注記ではない",
    ]


def test_entries_take_their_comments_along_when_they_move() -> None:
    data = said(TEXT)
    data["rounds"].reverse()
    made = rewritten(TEXT, data)
    assert said(made) == data and changed(TEXT, made) == ([], [])
    assert "  # 1回目\n  - id: r1\n" in made


def test_keys_are_added_taken_out_and_renamed() -> None:
    data = said(TEXT)
    renamed = {**data, "names": {"official": "灯台補助金", "nickname": ["灯台", "とうだい"]}}
    assert changed(TEXT, rewritten(TEXT, renamed)) == (
        ["  short: [灯台, とうだい]"],
        ["  nickname: [灯台, とうだい]"],
    )
    more = copy.deepcopy(data)
    more["rounds"][0]["opens"] = {"at": "2026-04-01"}
    del more["rounds"][1]["note"]
    more["kind"] = "補助金: 全国"
    made = rewritten(TEXT, more)
    assert said(made) == more and made.count("#") == TEXT.count("#") - 1
    assert rewritten(TEXT, {"id": "todai"}).startswith("# 頭の注記\nid: todai  # 名前\n")


@pytest.mark.parametrize(
    "text",
    ["", "[1, 2]", "a: &x [1]\n", "{a: {b: [1, {c: 2}]}}", "- - 1\n  - 2\n", "a:\n- - 1\n  - - 2\n", 'a: "x\ty"\n'],
)
def test_odd_layouts_still_say_what_they_should(text: str) -> None:
    wanted = {"a": {"b": [1, {"c": [3, "x: y\n# z\n"]}]}, "d": None}
    assert said(rewritten(text, wanted)) == wanted
