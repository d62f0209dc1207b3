"""`madoguchi staff`: the accounts of the people who check answers and look after the documents."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.accounts.actions import Action
from assistant.accounts.store import AccountStore

_ROLE = click.Choice(["checker", "editor", "admin"])
_STDIN = click.option(
    "--password-stdin", is_flag=True, help="パスワードを標準入力の一行目から読みます（画面で聞きません）。"
)


@click.group(help="担当者用ページ（/staff）の利用者を作る・直す。")
def staff() -> None:
    pass


@staff.command(help="担当者を加えます。最初のパスワードは聞かれます（既定のパスワードはありません）。")
@click.argument("login")
@click.option("--name", help="画面に出る名前。省くとログイン名。")
@click.option(
    "--role",
    type=_ROLE,
    default="checker",
    show_default=True,
    help="checker 回答確認担当、editor 資料編集担当、admin 管理者。",
)
@_STDIN
def add(login: str, name: str | None, role: str, password_stdin: bool) -> None:
    from assistant.accounts.roles import ROLES, role_named

    store = _store()
    chosen = role_named(role)
    store.add(login, name or login, chosen, _password(password_stdin))
    store.log("", "account_added", login, {"role": role})
    click.echo(f"{login}（{ROLES[chosen]}）を加えました。/staff からサインインできます。")


@staff.command("list", help="担当者の一覧。")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def list_(as_json: bool) -> None:
    import json
    from datetime import UTC, datetime

    from assistant.accounts.roles import role_label

    now = datetime.now(UTC)
    accounts = _store().accounts()
    if as_json:
        rows = [
            {
                "login": one.login,
                "name": one.name,
                "role": one.role,
                "active": one.active,
                "locked": bool(one.locked_until and one.locked_until > now),
                "last_signed_in_at": one.last_signed_in_at.isoformat() if one.last_signed_in_at else None,
            }
            for one in accounts
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not accounts:
        click.echo("担当者はまだいません。madoguchi staff add LOGIN --role admin で加えてください。")
    for one in accounts:
        label = role_label(one.role)
        state = "" if one.active else "（停止中）"
        if one.locked_until and one.locked_until > now:
            state += "（ロック中）"
        click.echo(f"{one.login}\t{label}\t{one.name}{state}")


@staff.command(help="パスワードを変えます。その担当者のサインインはすべて終わります。")
@click.argument("login")
@_STDIN
def password(login: str, password_stdin: bool) -> None:
    _change(login, lambda store: store.set_password(login, _password(password_stdin)), "password_set")
    click.echo(f"{login} のパスワードを変えました。")


@staff.command(help="役割を変えます。")
@click.argument("login")
@click.argument("role", type=_ROLE)
def role(login: str, role: str) -> None:
    from assistant.accounts.roles import ROLES, role_named

    store = _store()
    chosen = role_named(role)
    store.set_role(login, chosen)
    store.log("", "role_set", login, {"role": role})
    click.echo(f"{login} を{ROLES[chosen]}にしました。")


@staff.command(help="サインインできないようにします。記録は残ります。")
@click.argument("login")
def disable(login: str) -> None:
    _change(login, lambda store: store.set_active(login, False), "account_disabled")
    click.echo(f"{login} を停止しました。")


@staff.command(help="停止した担当者を、もう一度使えるようにします。")
@click.argument("login")
def enable(login: str) -> None:
    _change(login, lambda store: store.set_active(login, True), "account_enabled")
    click.echo(f"{login} を使えるようにしました。")


@staff.command(help="失敗が続いてロックされた担当者を、すぐに使えるようにします。")
@click.argument("login")
def unlock(login: str) -> None:
    _change(login, lambda store: store.unlock(login), "account_unlocked")
    click.echo(f"{login} のロックを外しました。")


def _change(login: str, change: Callable[[AccountStore], None], event: Action) -> None:
    """Changes an account, and puts that on record."""
    store = _store()
    change(store)
    store.log("", event, login)


def _store() -> AccountStore:
    from assistant.accounts.store import AccountStore
    from assistant.records.database import open_database
    from assistant.settings import load_settings

    return AccountStore(open_database(load_settings()))


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("パスワード（12文字以上）", hide_input=True, confirmation_prompt="もう一度")
    return typed
