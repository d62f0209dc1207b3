"""The page: headline figures, what changed, failures, time, and how refusals are calibrated."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from evals.answers import TurnResult
from evals.items import KINDS
from evals.metrics import LOWER_IS_BETTER, NAMES, Metrics
from evals.report.failures import cause_table, failures_section
from evals.report.html import percent, table, tag, text, with_interval
from evals.report.plots import Judged, calibration_plot, latency_plot, share_plot
from evals.runs import Change, Run
from evals.statistics import Comparison
from evals.understanding import NAMES as UNDERSTANDING_NAMES
from evals.understanding import cases_of, measure_understanding

SPLIT_NAMES = {"dev": "開発用", "test": "試験用", "all": "全体"}
KIND_NAMES = {
    "facts": "事実", "dates": "日程", "contacts": "連絡先", "calculations": "計算", "inverse": "逆算",
    "comparisons": "比較", "lists": "一覧", "needs": "用途から", "multi_question": "複数の質問",
    "multi_turn": "続きの会話", "false_premise": "誤った前提", "yes_no": "はい・いいえ",
    "unanswerable": "資料にない", "declined": "お断り", "noisy": "表記の乱れ", "attacks": "攻撃",
}  # fmt: skip
_LIMITS = (
    "問題は、一つの資料から人が作りました。ほかの資料での正しさは示しません。",
    "語と数字で採点します。文章の読みやすさや、親切さは測っていません。",
    "区間は、問題の選び方による揺れだけを表します。問題そのものの誤りは表しません。",
    "時間は、この計算機での値です。ほかの計算機とは比べられません。",
)


def write_page(run: Run, change: Change | None, path: Path) -> None:
    """Write the report of a run, and of what changed since an earlier one where there is one."""
    measured = run.measured()
    sections = [
        _section("主な数字", _headlines(measured, change)),
        _section("前回からの変化", _changes(change)),
        _section("種類ごとの正答率", _kinds(measured)),
        _section("失敗", cause_table({s: measured[s].causes for s in measured if s != "all"}) + failures_section(run)),
        _section("答え方の種類", _confusion(measured)),
        _section("質問の理解", _understanding(run)),
        _section("制度ごとの正答率", _programmes(measured)),
        _section("かかった時間", latency_plot(_whole(measured).latency) + _note("左が半数の値、右が99%の値です。")),
        _section("断り方の較正", calibration_plot(judged(run)) + _note("確信度は、返事の記録にある値です。")),
        _section("この評価で分からないこと", tag("ul", *(tag("li", text(limit)) for limit in _LIMITS))),
    ]
    style = files("evals.report").joinpath("page.css").read_text(encoding="utf-8")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>回答の評価 {run.made:%Y-%m-%d}</title><style>{style}</style>"
    )
    body = tag("main", _header(run), *sections)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<!doctype html><html lang="ja"><head>{head}</head><body>{body}</body></html>\n', encoding="utf-8")


def judged(run: Run) -> list[Judged]:
    """Confidence of every turn whose trace tells one, dev and test alike."""
    found = []
    for result in run.results:
        for turn in result.turns:
            confidence = _confidence(turn)
            if confidence is not None and turn.expect and turn.reply:
                answerable = "answered" in turn.expect.statuses
                found.append(Judged(confidence, answerable, turn.reply.status == "answered"))
    return found


def _confidence(turn: TurnResult) -> float | None:
    for step in turn.reply.trace if turn.reply else []:
        value = step.decided.get("confidence")
        if step.step.startswith("decide") and isinstance(value, int | float) and not isinstance(value, bool):
            return min(max(float(value), 0.0), 1.0)
    return None


def _whole(measured: Mapping[str, Metrics]) -> Metrics:
    return measured.get("all") or next(iter(measured.values()))


def _section(title: str, content: str) -> str:
    return tag("section", tag("h2", text(title)), content)


def _note(words: str) -> str:
    return tag("p", text(words), class_="note")


def _header(run: Run) -> str:
    engines = "、".join(sorted({t.reply.engine for r in run.results for t in r.turns if t.reply})) or "なし"
    facts = [
        f"{run.made:%Y年%m月%d日 %H:%M}",
        f"コミット {run.commit}",
        f"問題 {len(run.results)} 問（{run.questions}）",
        f"文章 {engines}",
        f"{run.seconds:.0f} 秒",
    ]
    return tag(
        "header", tag("h1", "回答の評価"), tag("p", *(tag("span", text(fact)) for fact in facts), class_="facts")
    )


def _headlines(measured: Mapping[str, Metrics], change: Change | None) -> str:
    """Cards for the four figures that decide, then all of them as a table."""
    shown = "test" if "test" in measured else next(iter(measured))
    cards = "".join(
        _card(name, shown, measured[shown]) for name in ("accuracy", "content_accuracy", "groundedness", "exactness")
    )
    splits = list(measured)
    rows = []
    for name, title in NAMES.items():
        row = [text(title) + (tag("small", " 低いほど良い") if name in LOWER_IS_BETTER else "")]
        for split in splits:
            estimate = measured[split].estimates[name]
            row.append(with_interval(estimate) + _delta(name, split, estimate.value, change))
        rows.append(row)
    heads = ["指標", *(SPLIT_NAMES[split] for split in splits)]
    return tag("div", cards, class_="cards") + table(heads, rows, "figures") + _note("小さい数字は95%区間です。")


def _card(name: str, split: str, metrics: Metrics) -> str:
    estimate = metrics.estimates[name]
    interval = ""
    if estimate.low is not None and estimate.high is not None:
        interval = f"95%区間 {estimate.low * 100:.1f}～{estimate.high * 100:.1f}%"
    return tag(
        "div",
        tag("p", text(NAMES[name]), class_="what"),
        tag("p", percent(estimate.value), class_="big"),
        tag("p", text(f"{SPLIT_NAMES[split]} {interval}"), class_="note"),
        class_="card",
    )


def _delta(name: str, split: str, value: float | None, change: Change | None) -> str:
    earlier = change.share_before(split, name) if change else None
    if earlier is None or earlier.value is None or value is None:
        return ""
    points = (value - earlier.value) * 100
    if abs(points) < 0.05:
        return ""
    good = (points > 0) != (name in LOWER_IS_BETTER)
    return tag("span", f" {points:+.1f}", class_="up" if good else "down")


def _changes(change: Change | None) -> str:
    if change is None:
        return tag("p", "比べる前回の記録がありません。", class_="none")
    earlier = change.earlier
    words = f"前回: {earlier.made[:10]}、コミット {earlier.commit}。"
    if not change.same_questions:
        words += "問題が変わったので、両方にある問題だけを比べます。"
    rows = [[text(SPLIT_NAMES[split]), *_comparison(found)] for split, found in change.by_split.items()]
    heads = ["", "比べた問題", "良くなった", "悪くなった", "正答率の差（95%区間）", "偶然の確率 p"]
    return (
        tag("p", text(words), class_="lead")
        + table(heads, rows)
        + _changed("悪くなった開発用の問題", [i.id for i in change.worse if i.split == "dev"], "down", linked=True)
        + _changed("良くなった開発用の問題", [i.id for i in change.better if i.split == "dev"], "up", linked=False)
        + _note("p は、対応のある正確な検定（マクネマー、両側）です。0.05 未満なら、偶然とは考えにくい差です。")
    )


def _comparison(found: Comparison) -> list[str]:
    difference = f"{found.difference * 100:+.1f}（{found.low * 100:+.1f}～{found.high * 100:+.1f}）"
    return [str(found.both), str(found.better), str(found.worse), text(difference), f"{found.p_value:.3f}"]


def _changed(title: str, ids: list[str], class_: str, *, linked: bool) -> str:
    """Ids of dev items; one that fails now links to its card below."""
    if not ids:
        return ""
    names = "、".join(tag("a", text(name), href=f"#{name}") if linked else text(name) for name in ids)
    return tag("p", tag("b", text(f"{title}（{len(ids)}問）"), class_=class_)) + tag("p", names, class_="ids")


def _kinds(measured: Mapping[str, Metrics]) -> str:
    splits = {split: measured[split].by_kind for split in measured if split != "all"}
    present: dict[str, str] = {
        kind: KIND_NAMES[kind] for kind in KINDS if any(kind in found for found in splits.values())
    }
    return share_plot(present, splits, "種類ごとの正答率") + _note(
        f"右の数字は、{SPLIT_NAMES[list(splits)[-1]]}の値です。"
    )


def _programmes(measured: Mapping[str, Metrics]) -> str:
    splits = [split for split in measured if split != "all"]
    names = sorted({name for split in splits for name in measured[split].by_programme})
    rows = []
    for name in names:
        found = [measured[split].by_programme.get(name) for split in splits]
        rows.append([text(name), *(with_interval(estimate) if estimate else "－" for estimate in found)])
    return table(["制度", *(SPLIT_NAMES[split] for split in splits)], rows, "figures")


def _understanding(run: Run) -> str:
    splits = [split for split in run.splits if split != "all"]
    measured = {split: measure_understanding(cases_of(run.split(split))) for split in splits}
    rows = [
        [text(title), *(with_interval(measured[split].estimates[name]) for split in splits)]
        for name, title in UNDERSTANDING_NAMES.items()
    ]
    words = "返事の記録（understand）を、問題につけた印と比べました。制度名のない質問は、制度の行では数えません。"
    return table(["指標", *(SPLIT_NAMES[split] for split in splits)], rows, "figures") + _note(words)


def _confusion(measured: Mapping[str, Metrics]) -> str:
    whole = _whole(measured).confusion
    given = sorted({status for row in whole.values() for status in row})
    rows = []
    for wanted, row in whole.items():
        cells = [
            tag(
                "span",
                str(row.get(status, 0)),
                class_="hit" if status == wanted else ("miss" if row.get(status) else "none"),
            )
            for status in given
        ]
        rows.append([text(wanted), *cells])
    return table(["あるべき種類 ↓ / 実際 →", *given], rows, "matrix")
