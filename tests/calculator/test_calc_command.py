"""`madoguchi calc` as people and other tools run it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial

import pytest

from assistant.reply import Calculation
from tests.conftest import Command


@pytest.fixture
def calc(madoguchi: Command) -> Command:
    return partial(madoguchi, "calc")


@pytest.mark.parametrize(
    ("arguments", "amount"),
    [
        (["省力化", "一般型", "--cost", "6000万円", "--applicant", "中小企業"], 25_000_000),
        (["shoryokuka", "ippan", "--cost", "60000000", "--applicant", "small"], 27_500_000),
        (["しょうりょくか", "ippan", "--cost", "０．６億円", "--applicant", "再生"], 27_500_000),
        (["持続化補助金", "通常枠", "--cost", "90万"], 500_000),
        (["持続化", "通常枠", "--cost", "300万円", "--special", "インボイス特例", "--special", "賃上げ特例", "--no-deficit"], 2_000_000),
        (["持続化", "通常枠", "--cost", "200万円", "--special", "chinage", "--deficit", "--wage-raise", "50円"], 1_500_000),
        (["持続化", "災害支援枠", "--cost", "300万円", "--damage", "直接"], 2_000_000),
        (["持続化", "ビジネスコミュニティ型", "--cost", "80万円", "--joint", "2"], 800_000),
        (["IT導入補助金", "通常枠", "--cost", "400万円", "--areas", "2"], 1_500_000),
        (["IT導入補助金", "通常枠", "--cost", "225万円", "--areas", "4", "--near-min-wage"], 1_500_000),
        (["デジタル化補助金", "インボイス対応類型", "--component", "ソフト=100万円", "--component", "パソコン=15万円",
          "--component", "レジ=50万円", "--functions", "2"], 997_222),
        (["デジタル化補助金", "複数者連携", "--component", "b=300万円", "--members", "2"], 1_000_000),
        (["成長加速化補助金", "--cost", "8億円"], 400_000_000),
    ],
)  # fmt: skip
def test_japanese_names_and_amounts(calc: Command, arguments: list[str], amount: int) -> None:
    code, out, err = calc(*arguments, "--json")
    assert (code, err) == (0, "")
    made = Calculation.model_validate_json(out)
    assert made.subsidy_yen == amount
    assert made.markers


def test_the_inverse_and_the_budget(calc: Command) -> None:
    _, out, _ = calc("もの補助", "グローバル枠", "--target", "2000万円", "--applicant", "sme", "--json")
    assert json.loads(out)["cost_yen"] == 40_000_000
    _, out, _ = calc("省力化", "一般型", "--budget", "3500万円", "--applicant", "sme", "--json")
    assert json.loads(out)["cost_yen"] == 60_000_000
    component = ("--component", "pc=20万円", "--functions", "2")
    _, out, _ = calc("デジタル化補助金", "インボイス対応類型", "--target", "60万円", *component, "--json")
    assert json.loads(out)["subsidy_yen"] == 600_000


def test_comparisons(calc: Command) -> None:
    _, out, _ = calc("もの補助", "--cost", "4000万円", "--applicant", "sme", "--compare", "--json")
    assert {case["track"] for case in json.loads(out)["scenarios"]} == {"kofuka", "global"}
    _, out, _ = calc(
        "もの補助", "グローバル枠", "--cost", "4000万円", "--applicant", "sme", "--with", "省力化/一般型", "--json"
    )
    made = json.loads(out)
    assert [(case["programme"], case["subsidy_yen"]) for case in made["scenarios"]] == [
        ("monodukuri", 20_000_000),
        ("shoryokuka", 18_333_333),
    ]
    _, out, _ = calc("デジタル化補助金", "インボイス枠", "--cost", "60万円", "--applicant", "sme", "--json")
    assert {case["track"] for case in json.loads(out)["scenarios"]} == {"invoice", "denshi"}


def test_the_table_for_people(calc: Command) -> None:
    code, out, _ = calc("省力化", "一般型", "--cost", "6000万円")
    assert code == 0
    for words in (
        "2,500万円～2,750万円",
        "中小企業の場合",
        "自己負担",
        "（6,000万円 - 3,000万円）× 1/3 = 1,000万円",
        "350行目",
        "確認:",
    ):
        assert words in out
    _, out, _ = calc("省力化", "カタログ注文型", "--cost", "1000万円")
    assert "最大 500万円" in out
    _, out, _ = calc("持続化", "共同・協業型", "--cost", "1000万円")
    assert "資料からは計算できません" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["宇宙補助金", "--cost", "100万円"], "見つかりません"),
        (["省力化", "宇宙枠", "--cost", "100万円"], "カタログ注文型"),
        (["省力化", "一般型", "--cost", "たくさん"], "読めません"),
        (["省力化", "一般型", "--cost", "0"], "0より大きい"),
        (["省力化", "一般型", "--cost", "-5万円"], "マイナス"),
        (["省力化", "一般型", "--cost", "0.5円"], "1円未満"),
        (["省力化", "一般型", "--cost", "10ドル"], "読めません"),
        (["省力化", "一般型", "--cost", "99999999999999999999"], "大きすぎます"),
        (["省力化", "一般型", "--cost", "2兆円"], "大きすぎます"),
        (["省力化", "一般型"], "どれか一つ"),
        (["省力化", "一般型", "--cost", "1万円", "--target", "1万円"], "どれか一つ"),
        (["省力化", "一般型", "--cost", "100万円", "--applicant", "巨人"], "small（小規模事業者）"),
        (["省力化", "一般型", "--cost", "100万円", "--special", "インボイス特例"], "特例は見つかりません"),
        (["IT導入補助金", "通常枠", "--cost", "100万円", "--areas", "0"], "1以上"),
        (["IT導入補助金", "インボイス対応類型", "--component", "100万円"], "区分=金額"),
        (["IT導入補助金", "インボイス対応類型", "--component", "椅子=100万円"], "椅子"),
        (["マナビDX", "--cost", "100万円"], "補助金ではない"),
        (["省力化", "一般型", "--target", "100万円", "--with", "もの補助"], "--cost"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(calc: Command, arguments: list[str], says: str) -> None:
    code, out, err = calc(*arguments)
    assert code == 2 and out == ""
    assert err.count("\n") == 1 and says in err
    assert "Traceback" not in err


def test_it_starts_quickly_and_without_heavy_libraries() -> None:
    program = (
        "import sys; from assistant.cli import main\n"
        "sys.argv = ['madoguchi', 'calc', '省力化', '一般型', '--cost', '6000万円', '--json']\n"
        "main()\n"
        "heavy = {'torch', 'sentence_transformers', 'chromadb', 'llama_index', 'bm25s', 'sudachipy'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else 0)"
    )
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert time.perf_counter() - started < 5, "generous: the machine may be busy; alone it takes half a second"
