"""The page a person reads stands alone, escapes what it shows, and keeps test questions to itself."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.reply import Reply
from evals.answers import ItemResult, recheck, run_items
from evals.items import Item
from evals.report import write_page
from evals.report.page import judged
from evals.report.plots import Judged, calibration_plot, latency_plot
from evals.runs import changes, new_run
from evals.sources import Sources
from tests.evals.mutations import all_mutations
from tests.evals.oracle import Oracle

VOID = {"meta", "br", "line", "circle", "rect"}


@pytest.fixture(scope="module")
def spoiled(items: list[Item], sources: Sources) -> list[ItemResult]:
    """Every seventh item is hit by one of the ten bugs."""
    chosen = random.Random(1)
    mutations = list(all_mutations(sources).values())
    results = run_items(items, Oracle(items, sources), sources)
    return [recheck(r, chosen.choice(mutations), sources) if n % 7 == 0 else r for n, r in enumerate(results)]


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory, spoiled: list[ItemResult], items: list[Item], sources: Sources
) -> str:
    before = new_run(run_items(items, Oracle(items, sources), sources), 1.0)
    run = new_run(spoiled, 1.0)
    path = tmp_path_factory.mktemp("report") / "deep" / "answers.html"
    write_page(run, changes(run, before.summary()), path)
    return path.read_text(encoding="utf-8")


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        self.links += [given["href"]] if given.get("href") else []  # type: ignore[list-item]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_stands_alone(page: str) -> None:
    parsed = _Balance()
    parsed.feed(page)
    assert parsed.open == []
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "@import" not in page
    assert "<script" not in page
    for heading in ("主な数字", "前回からの変化", "失敗", "かかった時間", "断り方の較正", "この評価で分からないこと"):
        assert heading in page


def test_links_lead_to_failures_on_the_page(page: str) -> None:
    parsed = _Balance()
    parsed.feed(page)
    assert parsed.links
    assert {link.removeprefix("#") for link in parsed.links} <= set(parsed.ids)


def test_dev_failures_are_shown_and_test_failures_only_counted(page: str, spoiled: list[ItemResult]) -> None:
    failed = [r.item for r in spoiled if not (r.right and r.grounded)]
    assert {item.split for item in failed} == {"dev", "test"}
    for item in failed:
        assert (f'id="{item.id}"' in page) == (item.split == "dev")
    hidden = sum(item.split == "test" for item in failed)
    assert f"試験用の {hidden} 問は" in page


def test_what_the_system_says_is_escaped(tmp_path: Path, items: list[Item], sources: Sources) -> None:
    item = next(item for item in items if item.split == "dev" and item.kind == "facts")

    def attack(reply: Reply, item: Item) -> Reply:
        return reply.model_copy(update={"text": '<script>alert("x")</script>'})

    results = [recheck(r, attack, sources) for r in run_items([item], Oracle([item], sources), sources)]
    write_page(new_run(results, 1.0), None, tmp_path / "x.html")
    written = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<script" not in written
    assert "&lt;script&gt;" in written
    assert "比べる前回の記録がありません" in written


def test_confidence_comes_from_the_trace(spoiled: list[ItemResult]) -> None:
    found = judged(new_run(spoiled, 1.0))
    assert len(found) > 600
    assert {one.answerable for one in found} == {True, False}


def test_plots_do_without_data() -> None:
    assert "描けません" in calibration_plot([])
    assert "ありません" in latency_plot({})
    plot = calibration_plot([Judged(0.0, False, False), Judged(1.0, True, True)])
    assert plot.count("<circle") == 2
    assert "ブライアスコア 0.000" in plot
