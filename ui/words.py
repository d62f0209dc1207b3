"""Words of the owners' page that code needs in more than one place. The rest stand in the templates."""

from __future__ import annotations

from typing import Final

SITE: Final = "補助金・デジタル化 相談窓口"
LONGEST_QUESTION: Final = 2000
LONGEST_COMMENT: Final = 500

NOT_AI: Final = "AIではなく、資料にもとづく自動回答です。"
AI_WRITES: Final = "AIが文章を整えています。金額や日付は、資料と照らし合わせたものだけを載せています。"

STATUS_HEADINGS: Final = {
    "answered": "お答え",
    "clarify": "確認させてください",
    "not_in_sources": "資料に書かれていません",
    "declined": "この窓口ではお答えできません",
}

REASONS: Final = {
    "figure": "金額や日付がちがう",
    "incomplete": "知りたいことが書かれていない",
    "off_topic": "質問とちがう答えだった",
    "source": "出典が合っていない",
    "hard": "言葉がむずかしい",
    "other": "そのほか",
}

EMPTY_QUESTION: Final = "知りたいことを入力してください。"
TOO_LONG: Final = f"質問は{LONGEST_QUESTION:,}文字までです。いちばん知りたいことを、短く書いてみてください。"
STARTING: Final = "ただいま準備中です。資料の読み込みが終わると、質問できるようになります。"
BUSY: Final = "ただいま混み合っています。少し待ってから、もう一度お試しください。"
FAILED: Final = "申し訳ありません。うまくお答えできませんでした。もう一度お試しください。"
FORGOTTEN: Final = "前のやりとりは残っていません。窓口が再起動したか、時間がたって消えました。"


def engine_note(engine: str) -> str:
    """Who wrote the text, said plainly."""
    return AI_WRITES if engine.startswith("llm:") else NOT_AI


def question_problem(question: str) -> str | None:
    """Why a question can't be asked as it is, for the person; None where it can."""
    if not question.strip():
        return EMPTY_QUESTION
    if len(question) > LONGEST_QUESTION:
        return f"{TOO_LONG}（いま{len(question):,}文字です）"
    return None
