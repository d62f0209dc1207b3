"""Proof that the questions themselves are sound, before anything is measured with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.checks import content_findings
from evals.figures import fold
from evals.items import KINDS, Item, PlacedItem
from evals.sources import Sources
from ingest.errors import shown_path

LEAST_PER_KIND = 25
LEAST_ITEMS = 300
LEAST = {"calculations": 60, "unanswerable": 40}


@dataclass(frozen=True)
class Fault:
    """Something wrong with an item or with the set, and where it is."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


def validate(placed: Sequence[PlacedItem], sources: Sources) -> list[Fault]:
    """Every fault of the questions; empty when they are sound."""
    faults: list[Fault] = []
    for entry in placed:
        where = f"{shown_path(entry.path)} {entry.line}行目（{entry.item.id}）"
        faults += [Fault(where, problem) for problem in _item_problems(entry.item, sources)]
        if entry.path.stem != entry.item.kind:
            faults.append(Fault(where, f"kind「{entry.item.kind}」はファイル名と違います"))
    return faults + _duplicates(placed)


def coverage_faults(items: Sequence[Item], sources: Sources) -> list[Fault]:
    """Where the whole set is too thin: kinds, programmes and voices with too few questions."""
    kinds = Counter(item.kind for item in items)
    faults = [
        Fault("問題全体", f"{kind} は {kinds[kind]} 問です。{LEAST.get(kind, LEAST_PER_KIND)} 問以上にしてください")
        for kind in KINDS
        if kinds[kind] < LEAST.get(kind, LEAST_PER_KIND)
    ]
    if len(items) < LEAST_ITEMS:
        faults.append(Fault("問題全体", f"{len(items)} 問です。{LEAST_ITEMS} 問以上にしてください"))
    named = {programme for item in items for programme in item.programmes}
    faults += [
        Fault("問題全体", f"制度 {programme} の問題がありません") for programme in sorted(set(sources.tracks) - named)
    ]
    return faults


def _item_problems(item: Item, sources: Sources) -> list[str]:
    return [*_evidence(item, sources), *_cited(item, sources), *_gold(item), *_wrong(item), *_ids(item, sources)]


def _evidence(item: Item, sources: Sources) -> list[str]:
    return [
        f"証拠「{piece.quote}」が原文の{piece.lines[0]}～{piece.lines[1]}行目にありません"
        for piece in item.evidence
        if not sources.main.has(piece.quote, *piece.lines)
    ]


def _cited(item: Item, sources: Sources) -> list[str]:
    last = len(sources.main.lines)
    return [
        f"cite の{first}～{second}行目が原文（1～{last}行）の外です"
        for _, _, expect in item.checked
        for first, second in expect.cite
        if not 1 <= first <= second <= last
    ]


def _gold(item: Item) -> list[str]:
    return [
        f"模範解答が自分の問題に合いません: {finding.detail}（{finding.expected or finding.got}）"
        for finding in content_findings(item.gold, item.final)
    ]


def _wrong(item: Item) -> list[str]:
    return [f"誤答が通ってしまいます: {wrong}" for wrong in item.wrong if not content_findings(wrong, item.final)]


def _ids(item: Item, sources: Sources) -> list[str]:
    problems = []
    for programme in item.programmes:
        if programme not in sources.tracks:
            problems.append(f"programmes の「{programme}」という制度はありません")
    for label in item.labels:
        problems += [
            f"labels の「{name}」という制度はありません" for name in label.programmes if name not in sources.tracks
        ]
        known = {track for tracks in sources.tracks.values() for track in tracks}
        problems += [f"labels の「{track}」という枠はありません" for track in label.tracks if track not in known]
        problems += [
            f"labels の「{topic}」という話題はありません" for topic in label.topics if topic not in sources.topics
        ]
    for _, _, expect in item.checked:
        calculation = expect.calculation
        if calculation is None:
            continue
        if calculation.programme not in sources.tracks:
            problems.append(f"calculation の「{calculation.programme}」という制度はありません")
        elif calculation.track and calculation.track not in sources.tracks[calculation.programme]:
            problems.append(f"calculation の「{calculation.track}」という枠は {calculation.programme} にありません")
    return problems


def _duplicates(placed: Sequence[PlacedItem]) -> list[Fault]:
    """Ids and questions that occur twice. The same words on another day are another question."""
    faults = []
    ids: dict[str, str] = {}
    asked: dict[tuple[str, ...], str] = {}
    for entry in placed:
        item = entry.item
        where = f"{shown_path(entry.path)} {entry.line}行目（{item.id}）"
        if item.id in ids:
            faults.append(Fault(where, f"id が {ids[item.id]} と同じです"))
        ids.setdefault(item.id, where)
        question = (str(item.as_of), *(normalised(turn.ask) for turn in item.turns))
        if question in asked:
            faults.append(Fault(where, f"質問が {asked[question]} と同じです"))
        asked.setdefault(question, item.id)
    return faults


def normalised(question: str) -> str:
    """A question as it is compared for duplicates: widths, case, spaces and punctuation make no difference."""
    return re.sub(r"[\s。、,.!?…・「」()\[\]]", "", fold(question))
