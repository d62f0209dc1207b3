"""Failures of the dev split, by cause: question, answer and evidence side by side, with what is missing or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.answers import ItemResult, TurnResult
from evals.checks import CAUSES, Cause, Finding
from evals.report.html import table, tag, text
from evals.runs import Run


def failures_section(run: Run) -> str:
    """All dev failures; of the test split only how many there are."""
    failed = [r for r in run.split("dev") if not (r.right and r.grounded)]
    groups: dict[Cause, list[tuple[ItemResult, TurnResult]]] = {}
    for result in failed:
        for turn in result.turns:
            if turn.cause and not (turn.right and turn.grounded):
                groups.setdefault(turn.cause, []).append((result, turn))
    hidden = sum(not (r.right and r.grounded) for r in run.split("test"))
    note = (
        f"開発用の {len(failed)} 問を原因ごとに示します。試験用の {hidden} 問は、調整に使わないため数だけを示します。"
    )
    parts = [tag("p", text(note), class_="lead")]
    for cause, name in CAUSES.items():
        if cause in groups:
            cards = [_card(result, turn) for result, turn in groups[cause]]
            summary = tag("summary", tag("b", text(name)), tag("span", f"{len(cards)}件", class_="badge"))
            parts.append(tag("details", summary, *cards, class_="group", **({"open": ""} if len(failed) <= 12 else {})))
    if not failed:
        parts.append(tag("p", "開発用の失敗はありません。", class_="fine"))
    return "".join(parts)


def _card(result: ItemResult, turn: TurnResult) -> str:
    item = result.item
    position = result.turns.index(turn)
    earlier = "".join(tag("p", text(t.question), class_="earlier") for t in result.turns[:position])
    asked = tag("div", tag("h4", "質問"), earlier, tag("p", text(turn.question)), _meta(result))
    reply = turn.reply
    answer = text(reply.text) if reply else "（返事がありません）"
    quotes = "".join(
        tag("blockquote", tag("small", f"[{c.marker}] {_lines(c.lines)}"), "<br>", text(c.quote))
        for c in (reply.citations if reply else [])
    )
    answered = tag(
        "div", tag("h4", "返事", *([] if reply is None else [_status(reply.status)])), tag("p", answer), quotes
    )
    proof = "".join(tag("blockquote", tag("small", _lines(e.lines)), "<br>", text(e.quote)) for e in item.evidence)
    last = item.checked[-1][0] == position
    gold = tag("p", text(item.gold)) if last else tag("p", "（模範解答は最後の発言にだけあります）", class_="none")
    known = tag("div", tag("h4", "模範解答と証拠"), gold, proof)
    findings = turn.check.findings if turn.check else ()
    return tag("article", tag("div", asked, answered, known, class_="side"), _findings(findings), id=item.id)


def _lines(lines: tuple[int, int]) -> str:
    return f"{lines[0]}行目" if lines[0] == lines[1] else f"{lines[0]}～{lines[1]}行目"


def _meta(result: ItemResult) -> str:
    item = result.item
    return tag(
        "p", tag("small", text(f"{item.id} / {item.as_of} 時点 / {'窓口' if item.voice == 'staff' else '事業者'}"))
    )


def _status(status: str) -> str:
    return tag("span", text(status), class_="badge")


def _findings(findings: Sequence[Finding]) -> str:
    """What is missing on the left, what is wrong on the right."""
    rows = [
        [
            text(CAUSES[f.cause]),
            text(f.detail),
            tag("ins", text(f.expected)) if f.expected else "",
            tag("del", text(f.got)) if f.got else "",
        ]
        for f in findings
    ]
    return table(["原因", "内容", "あるべきもの", "実際"], rows, "findings")


def cause_table(causes: Mapping[str, Mapping[str, int]]) -> str:
    """Turns by cause, one column a split."""
    splits = list(causes)
    rows = [
        [text(name), *(str(causes[split].get(cause, 0)) for split in splits)]
        for cause, name in CAUSES.items()
        if any(causes[split].get(cause) for split in splits)
    ]
    heads = ["原因（発言の数）", *({"dev": "開発用", "test": "試験用"}.get(split, "全体") for split in splits)]
    return table(heads, rows) if rows else tag("p", "失敗はありません。", class_="fine")
