"""Staff accounts and sessions in the database: adding, signing in, locking out, signing out."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.accounts.actions import Action
from assistant.accounts.passwords import check_password, hash_password, needs_rehash, verify_password
from assistant.accounts.roles import ROLES, Permission, Role, may, role_named
from assistant.records.database import Database
from assistant.records.models import AuditEvent, Staff, StaffSession
from ingest.errors import MadoguchiError

MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
IDLE_FOR = timedelta(minutes=60)
SIGNED_IN_FOR = timedelta(hours=12)
# How often a session's last use is written down; every request would be a write otherwise.
_SEEN_EVERY = timedelta(minutes=1)

_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,62}[a-z0-9])")


class AccountError(MadoguchiError):
    """Something about an account can't be done."""


class SignInError(MadoguchiError):
    """Signing in failed. The message never says whether the account exists."""


@dataclass(frozen=True)
class Member:
    """A signed-in member of staff."""

    id: int
    login: str
    name: str
    role: Role
    csrf_token: str
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        return may(self.role, permission)

    @property
    def role_label(self) -> str:
        return ROLES[self.role]


class AccountStore:
    """Accounts, sessions and the log of what staff did."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, login: str, name: str, role: Role, password: str, *, must_change: bool = False) -> None:
        """Make an account.

        Raises:
            AccountError: the login is malformed or taken.
            PasswordError: the password is too easy to guess.
        """
        login = login.strip().casefold()
        if not _LOGIN.fullmatch(login):
            raise AccountError("ログイン名は、英小文字・数字・ . _ - の3～64文字にしてください。")
        if not name.strip():
            raise AccountError("表示名を入れてください。")
        check_password(password, login=login)
        now = datetime.now(UTC)
        account = Staff(
            login=login,
            name=name.strip()[:120],
            role=role,
            password_hash=hash_password(password),
            active=True,
            failures=0,
            must_change_password=must_change,
            created_at=now,
            password_changed_at=now,
        )
        try:
            with self._database.session() as session:
                session.add(account)
        except IntegrityError:
            raise AccountError(f"ログイン名「{login}」は、すでに使われています。") from None

    def accounts(self) -> list[Staff]:
        with self._database.reading() as session:
            return list(session.scalars(select(Staff).order_by(Staff.login)))

    def is_empty(self) -> bool:
        """Whether there is no account at all."""
        with self._database.reading() as session:
            return not session.scalar(select(func.count()).select_from(Staff))

    def set_role(self, login: str, role: Role) -> None:
        """Change a role; the account's sessions end. Raises AccountError for the last admin."""
        with self._database.session() as session:
            account = _account(session, login)
            if account.role == "admin" and role != "admin":
                _keep_an_admin(session, account)
            account.role = role
            _end_sessions(session, account.id)

    def set_active(self, login: str, active: bool) -> None:
        """Switch an account off (its sessions end) or on again. Raises AccountError for the last admin."""
        with self._database.session() as session:
            account = _account(session, login)
            if not active and account.role == "admin":
                _keep_an_admin(session, account)
            account.active = active
            if not active:
                _end_sessions(session, account.id)

    def unlock(self, login: str) -> None:
        with self._database.session() as session:
            account = _account(session, login)
            account.failures, account.locked_until = 0, None

    def set_password(self, login: str, password: str, *, must_change: bool = False) -> None:
        """Set a new password; every session of the account ends.

        Raises:
            AccountError: no such account.
            PasswordError: the password is too easy to guess.
        """
        check_password(password, login=login)
        with self._database.session() as session:
            account = _account(session, login)
            account.password_hash = hash_password(password)
            account.password_changed_at = datetime.now(UTC)
            account.must_change_password = must_change
            account.failures, account.locked_until = 0, None
            _end_sessions(session, account.id)

    def change_password(self, login: str, old: str, new: str) -> None:
        """Set a new password for someone who knows the old one. Raises SignInError or PasswordError."""
        self._proven(login, old)
        if old == new:
            raise AccountError("いまと違うパスワードにしてください。")
        self.set_password(login, new)

    def sign_in(self, login: str, password: str) -> tuple[str, Member]:
        """A new session's secret token (for the cookie) and whose it is.

        Raises:
            SignInError: wrong login or password, switched off, or locked out after too many failures.
        """
        account = self._proven(login, password)
        token = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.add(
                StaffSession(
                    token_hash=_hashed(token),
                    staff_id=account.id,
                    csrf_token=secrets.token_urlsafe(32),
                    created_at=now,
                    seen_at=now,
                    expires_at=now + SIGNED_IN_FOR,
                )
            )
            session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
        member = self.member(token)
        assert member is not None
        return token, member

    def member(self, token: str) -> Member | None:
        """Whose session this is, or None when it ended, was idle for too long, or the account is switched off."""
        if not token:
            return None
        now = datetime.now(UTC)
        with self._database.reading() as session:
            found = session.get(StaffSession, _hashed(token))
        if found is None or not found.staff.active or found.expires_at <= now or found.seen_at <= now - IDLE_FOR:
            return None
        if found.seen_at < now - _SEEN_EVERY:
            with self._database.session() as session:
                session.execute(
                    update(StaffSession).where(StaffSession.token_hash == found.token_hash).values(seen_at=now)
                )
        staff = found.staff
        if staff.role not in ROLES:
            return None
        return Member(
            id=staff.id,
            login=staff.login,
            name=staff.name,
            role=role_named(staff.role),
            csrf_token=found.csrf_token,
            must_change_password=staff.must_change_password,
        )

    def sign_out(self, token: str) -> None:
        """End this session."""
        with self._database.session() as session:
            session.execute(delete(StaffSession).where(StaffSession.token_hash == _hashed(token)))

    def log(self, login: str, action: Action, subject: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Write down who did what."""
        with self._database.session() as session:
            session.add(
                AuditEvent(
                    at=datetime.now(UTC), login=login, action=action, subject=subject[:200], detail=dict(detail or {})
                )
            )

    def events(self, limit: int = 100) -> list[AuditEvent]:
        """The newest entries of the log."""
        with self._database.reading() as session:
            return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)))

    def _proven(self, login: str, password: str) -> Staff:
        """The account, when the password is right. Counts failures and locks out."""
        login = login.strip().casefold()[:64]
        now = datetime.now(UTC)
        with self._database.reading() as session:
            account = session.scalar(select(Staff).where(Staff.login == login))
        # Hashing happens outside of any transaction: it takes long on purpose.
        right = verify_password(account.password_hash if account else None, password)
        if account is not None and account.locked_until and account.locked_until > now:
            minutes = int((account.locked_until - now).total_seconds() // 60) + 1
            raise SignInError(f"失敗が続いたため、しばらくサインインできません。約{minutes}分後に試してください。")
        if account is None or not right or not account.active:
            if account is not None:
                self._count_failure(account.id, now)
            self.log(login, "sign_in_failed")
            raise SignInError("ログイン名かパスワードが違います。")
        with self._database.session() as session:
            fresh = session.get_one(Staff, account.id)
            fresh.failures, fresh.locked_until, fresh.last_signed_in_at = 0, None, now
            if needs_rehash(fresh.password_hash):
                fresh.password_hash = hash_password(password)
        return account

    def _count_failure(self, staff_id: int, now: datetime) -> None:
        with self._database.session() as session:
            # Counted by the database, so that guesses made at once are all counted.
            session.execute(update(Staff).where(Staff.id == staff_id).values(failures=Staff.failures + 1))
            session.execute(
                update(Staff)
                .where(Staff.id == staff_id, Staff.failures >= MAX_FAILURES)
                .values(locked_until=now + LOCKED_FOR, failures=0)
            )


def _account(session: Session, login: str) -> Staff:
    account = session.scalar(select(Staff).where(Staff.login == login.strip().casefold()))
    if account is None:
        raise AccountError(f"ログイン名「{login}」の担当者はいません。")
    return account


def _keep_an_admin(session: Session, account: Staff) -> None:
    others = select(func.count()).where(Staff.role == "admin", Staff.active.is_(True), Staff.id != account.id)
    if not session.scalar(others):
        raise AccountError("管理者が一人もいなくなります。先に別の管理者を作ってください。")


def _end_sessions(session: Session, staff_id: int) -> None:
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
