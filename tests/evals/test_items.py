"""Questions are read strictly, split for good, and proven sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.items import DatasetError, Item, PlacedItem, load_file, load_items, load_placed, select
from evals.sources import Sources
from evals.validation import coverage_faults, normalised, validate

FRESH = Path(__file__).parents[2] / "evals" / "fresh"

GOOD: dict[str, Any] = {
    "id": "dates-monodukuri-900",
    "kind": "dates",
    "voice": "owner",
    "programmes": ["monodukuri"],
    "turns": [
        {
            "ask": "23次はいつまでですか",
            "expect": {
                "status": "answered",
                "facts": [{"any": ["5月8日"]}],
                "forbidden": ["4月30日"],
                "cite": [[128, 129]],
                "calculation": None,
            },
        }
    ],
    "as_of": "2026-04-10",
    "evidence": [{"lines": [129, 129], "quote": "2026年5月8日（金）17:00（厳守）"}],
    "gold": "5月8日17:00までです[1]。",
    "wrong": ["4月30日までです。", "分かりません。"],
    "labels": [{"programmes": ["monodukuri"], "tracks": [], "topics": ["dates"], "operation": "date", "amounts": []}],
}


def place(**changes: Any) -> PlacedItem:
    item = Item.model_validate({**json.loads(json.dumps(GOOD)), **changes})
    return PlacedItem(item=item, path=Path("dates.jsonl"), line=1)


def problems(sources: Sources, *placed: PlacedItem) -> list[str]:
    return [fault.problem for fault in validate(placed, sources)]


@pytest.mark.parametrize(
    "folder",
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ],
)
def test_the_fresh_questions_are_sound_and_new(sources: Sources, folder: str) -> None:
    placed = load_placed(FRESH / folder)
    assert len(placed) >= 100
    assert not validate(placed, sources)
    asked = {normalised(turn.ask) for item in load_items() for turn in item.turns[:1]}
    repeated = [entry.item.id for entry in placed if normalised(entry.item.turns[0].ask) in asked]
    assert len(repeated) <= 2, repeated


def test_the_committed_questions_are_sound(sources: Sources) -> None:
    placed = load_placed()
    assert all(entry.item.labels for entry in placed)
    faults = validate(placed, sources) + coverage_faults([entry.item for entry in placed], sources)
    assert [str(fault) for fault in faults] == []


def test_a_good_item_has_no_fault(sources: Sources) -> None:
    assert problems(sources, place()) == []


def test_a_quote_must_be_verbatim_on_its_lines(sources: Sources) -> None:
    assert (
        "原文"
        in problems(sources, place(evidence=[{"lines": [128, 128], "quote": "2026年5月8日（金）17:00（厳守）"}]))[0]
    )
    assert problems(sources, place(evidence=[{"lines": [129, 129], "quote": "2026年5月8日(金)17:00"}]))


def test_gold_must_pass_and_wrong_must_fail(sources: Sources) -> None:
    assert "模範解答" in problems(sources, place(gold="分かりません。"))[0]
    assert "模範解答" in problems(sources, place(gold="5月8日です。4月30日ではありません。"))[0]
    assert "誤答" in problems(sources, place(wrong=["5月8日です。"]))[0]


def test_ids_must_be_known(sources: Sources) -> None:
    label = {"programmes": ["x"], "tracks": ["y"], "topics": ["z"], "operation": "date"}
    assert len(problems(sources, place(labels=[label], programmes=["w"]))) == 4


def test_duplicates_are_found_after_normalisation(sources: Sources) -> None:
    twin = place(id="dates-monodukuri-901", turns=[{**GOOD["turns"][0], "ask": "２３次は、いつまでですか？"}])
    assert "同じ" in problems(sources, place(), twin)[0]
    assert "id" in problems(sources, place(), place())[0]
    assert problems(sources, place(), place(id="dates-monodukuri-902", as_of="2026-05-09")) == []
    assert normalised("もの補助　の締切？") == normalised("もの補助の締切")


def test_kind_is_the_file_name(sources: Sources) -> None:
    assert "ファイル名" in problems(sources, place(kind="facts"))[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "JSON"),
        (json.dumps({**GOOD, "kind": "unheard-of"}), "kind"),
        (json.dumps({**GOOD, "surplus": 1}), "surplus"),
        (json.dumps({**GOOD, "labels": GOOD["labels"] * 2}), "labels"),
        (json.dumps({**GOOD, "turns": [{"ask": "x", "expect": None}]}), "expect"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "dates.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="2行目") as caught:
        load_file(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="ありません"):
        load_placed(tmp_path)


def test_the_split_is_fixed_and_about_even() -> None:
    assert place().item.split == "test"
    assert place(id="dates-monodukuri-903").item.split == "dev"
    found = load_items()
    dev = select(found, "dev")
    assert 0.42 < len(dev) / len(found) < 0.58
    assert len(dev) + len(select(found, "test")) == len(found)
    assert {item.kind for item in select(found, "dev", ["dates"])} == {"dates"}


def test_one_result_a_calculation() -> None:
    calculation = {"programme": "monodukuri", "track": "kofuka", "cost_yen": 1, "derivation": "x"}
    expect = {"status": "answered", "calculation": calculation}
    with pytest.raises(ValueError, match="subsidy_yen"):
        place(turns=[{"ask": "x", "expect": expect}])
