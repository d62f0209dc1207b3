"""What is put on record of the staff's doings, and how people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Action = Literal[
    "signed_in", "sign_in_failed", "signed_out", "password_changed", "password_set",
    "account_added", "account_disabled", "account_enabled", "account_unlocked", "role_set",
    "verdict", "verified_published", "verified_variants", "verified_withdrawn",
    "case_made", "case_changed", "cases_run",
    "draft_uploaded", "draft_taken_out", "draft_saved", "draft_approved", "draft_discarded",
    "document_to_withdraw", "document_kept", "programme_added", "file_edited", "file_edit_dropped",
    "statement_edited", "statement_withdrawn", "version_build", "version_discarded", "version_switched",
    "records_exported", "records_purged",
]  # fmt: skip

ACTIONS: Mapping[str, str] = {
    "signed_in": "サインイン",
    "sign_in_failed": "サインインの失敗",
    "signed_out": "サインアウト",
    "password_changed": "自分のパスワードを変えた",
    "password_set": "最初のパスワードを出した",
    "account_added": "担当者を加えた",
    "account_disabled": "担当者を停止した",
    "account_enabled": "停止を解いた",
    "account_unlocked": "ロックを外した",
    "role_set": "役割を変えた",
    "verdict": "判定した",
    "verified_published": "確認済み回答を公開した",
    "verified_variants": "言い換えを変えた",
    "verified_withdrawn": "確認済み回答を取り下げた",
    "case_made": "評価問題を作った",
    "case_changed": "評価問題を変えた",
    "cases_run": "評価問題を全部尋ねた",
    "draft_uploaded": "資料を読み込んだ",
    "draft_taken_out": "資料の文字を直し始めた",
    "draft_saved": "下書きを保存した",
    "draft_approved": "下書きを承認した",
    "draft_discarded": "下書きを消した",
    "document_to_withdraw": "資料の取り下げを入れた",
    "document_kept": "資料の取り下げをやめた",
    "programme_added": "制度を加えた",
    "file_edited": "ファイルを直した",
    "file_edit_dropped": "ファイルの直しを取り消した",
    "statement_edited": "窓口の文を直した",
    "statement_withdrawn": "窓口の文を取り下げた",
    "version_build": "版を作り始めた",
    "version_discarded": "版を捨てた",
    "version_switched": "版を切り替えた",
    "records_exported": "記録を書き出した",
    "records_purged": "古い記録を消した",
}
"""Each action as the staff's pages call it; a test sees that none is missing."""
