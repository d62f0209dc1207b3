"""Staff accounts on both databases: passwords, lock-out, sessions, the last admin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from assistant.accounts.actions import ACTIONS, Action
from assistant.accounts.passwords import PasswordError, check_password, hash_password, verify_password
from assistant.accounts.roles import may, role_named
from assistant.accounts.store import MAX_FAILURES, AccountError, AccountStore, SignInError
from assistant.records.database import Database
from assistant.records.models import Staff, StaffSession
from ingest.errors import MadoguchiError

PASSWORD = "correct horse staple"


@pytest.fixture
def accounts(database: Database) -> AccountStore:
    store = AccountStore(database)
    store.add("Hanako", "花子", "checker", PASSWORD)
    return store


def test_signing_in_and_out(accounts: AccountStore) -> None:
    token, member = accounts.sign_in(" HANAKO ", PASSWORD)
    assert (member.login, member.name, member.role) == ("hanako", "花子", "checker")
    assert accounts.member(token) == member
    accounts.sign_out(token)
    assert accounts.member(token) is None


def test_neither_password_nor_token_is_stored(accounts: AccountStore, database: Database) -> None:
    token, _ = accounts.sign_in("hanako", PASSWORD)
    with database.engine.connect() as connection:
        stored = f"{connection.execute(sa.select(Staff.__table__)).all()}{connection.execute(sa.select(StaffSession.__table__)).all()}"
    assert PASSWORD not in stored and token not in stored
    assert "$argon2id$" in stored


def test_failures_lock_the_account_even_for_the_right_password(accounts: AccountStore, database: Database) -> None:
    for _ in range(MAX_FAILURES):
        with pytest.raises(SignInError, match="違います"):
            accounts.sign_in("hanako", "wrong password!")
    with pytest.raises(SignInError, match="分後"):
        accounts.sign_in("hanako", PASSWORD)
    with database.session() as session:
        session.execute(sa.update(Staff).values(locked_until=datetime.now(UTC) - timedelta(seconds=1)))
    accounts.sign_in("hanako", PASSWORD)


def test_an_admin_unlocks(accounts: AccountStore) -> None:
    for _ in range(MAX_FAILURES):
        with pytest.raises(SignInError):
            accounts.sign_in("hanako", "wrong password!")
    accounts.unlock("hanako")
    accounts.sign_in("hanako", PASSWORD)


def test_the_message_doesnt_say_whether_the_account_exists(accounts: AccountStore) -> None:
    said = []
    for login in ("hanako", "nobody"):
        with pytest.raises(SignInError) as caught:
            accounts.sign_in(login, "wrong password!")
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_session_ends_when_idle_and_after_a_day(accounts: AccountStore, database: Database) -> None:
    now = datetime.now(UTC)
    for values in ({"seen_at": now - timedelta(hours=2)}, {"expires_at": now - timedelta(seconds=1)}):
        token, _ = accounts.sign_in("hanako", PASSWORD)
        with database.session() as session:
            session.execute(sa.update(StaffSession).values(**values))
        assert accounts.member(token) is None


def test_switching_off_a_new_password_and_a_new_role_end_every_session(accounts: AccountStore) -> None:
    token, _ = accounts.sign_in("hanako", PASSWORD)
    accounts.set_active("hanako", False)
    assert accounts.member(token) is None
    with pytest.raises(SignInError):
        accounts.sign_in("hanako", PASSWORD)
    accounts.set_active("hanako", True)
    token, _ = accounts.sign_in("hanako", PASSWORD)
    accounts.change_password("hanako", PASSWORD, "another long passphrase")
    assert accounts.member(token) is None
    token, _ = accounts.sign_in("hanako", "another long passphrase")
    accounts.set_role("hanako", "editor")
    assert accounts.member(token) is None


def test_the_last_admin_stays(accounts: AccountStore) -> None:
    accounts.add("boss", "管理者", "admin", PASSWORD)
    with pytest.raises(AccountError, match="管理者"):
        accounts.set_active("boss", False)
    with pytest.raises(AccountError, match="管理者"):
        accounts.set_role("boss", "checker")
    accounts.add("second", "管理者2", "admin", PASSWORD)
    accounts.set_active("boss", False)


def test_a_login_is_taken_once_whatever_its_case(accounts: AccountStore) -> None:
    with pytest.raises(AccountError, match="すでに"):
        accounts.add("hanakO", "別人", "editor", PASSWORD)
    for login in ("a", "花子さん", "x" * 70, "a b c"):
        with pytest.raises(AccountError):
            accounts.add(login, "名前", "editor", PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaaaaaa",
        "password1234",
        "PASSWORD123456",
        "hanako-hanako",
        "ｐａｓｓｗｏｒｄ１２３４",
        "x" * 300,
    ],
)
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordError):
        check_password(password, login="hanako")


def test_a_password_is_the_same_in_full_width() -> None:
    stored = hash_password("correct horse staple")
    assert verify_password(stored, "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｓｔａｐｌｅ")
    assert not verify_password(stored, "Correct horse staple")
    assert not verify_password(None, "no account has this password")
    assert not verify_password("not a hash", "x")


def test_roles_grant_what_they_name_and_nothing_else() -> None:
    assert [role for role in ("checker", "editor", "admin") if may(role, "review")] == ["checker", "admin"]
    assert [role for role in ("checker", "editor", "admin") if may(role, "corpus")] == ["editor", "admin"]
    assert [role for role in ("checker", "editor", "admin") if may(role, "accounts")] == ["admin"]
    assert not may("owner", "review")
    with pytest.raises(MadoguchiError, match="checker"):
        role_named("root")


def test_the_command_adds_and_lists(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.cli.staff import staff

    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", empty_url)
    run = CliRunner()
    assert "まだいません" in run.invoke(staff, ["list"]).output
    added = run.invoke(
        staff, ["add", "taro", "--role", "editor", "--name", "太郎", "--password-stdin"], input=f"{PASSWORD}\n"
    )
    assert added.exit_code == 0, added.output
    assert run.invoke(staff, ["list"]).output == "taro\t資料編集担当\t太郎\n"
    refused = run.invoke(staff, ["add", "jiro", "--password-stdin"], input="short\n")
    assert isinstance(refused.exception, PasswordError)
    run.invoke(staff, ["disable", "taro"])
    assert "停止中" in run.invoke(staff, ["list"]).output


def test_every_action_on_record_can_be_read_by_people() -> None:
    assert set(ACTIONS) == set(get_args(Action))
