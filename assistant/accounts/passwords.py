"""Passwords: argon2id hashes, and the few rules that make a password worth having."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

from ingest.errors import MadoguchiError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_LENGTH = 12
MAX_LENGTH = 200

# Long enough, and yet the first that anyone would try.
_TOO_COMMON = (
    "password",
    "madoguchi",
    "hojokin",
    "qwerty",
    "asdfgh",
    "letmein",
    "welcome",
    "administrator",
    "iloveyou",
    "123456",
    "abcdef",
    "パスワード",
    "まどぐち",
)


class PasswordError(MadoguchiError):
    """A password that is too easy to guess."""


def check_password(password: str, *, login: str = "") -> None:
    """Refuse a password that is short, common or made of the login.

    Raises:
        PasswordError: says what to change.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < MIN_LENGTH:
        raise PasswordError(f"パスワードは{MIN_LENGTH}文字以上にしてください。")
    if len(password) > MAX_LENGTH:
        raise PasswordError(f"パスワードは{MAX_LENGTH}文字までにしてください。")
    if len(set(plain)) < 5:
        raise PasswordError("同じ文字のくり返しが多すぎます。別のパスワードにしてください。")
    rest = plain
    for word in (*_TOO_COMMON, login.casefold()):
        rest = rest.replace(word, "") if word else rest
    if len(rest) < MIN_LENGTH // 2:
        raise PasswordError("よく使われる語やログイン名だけのパスワードは使えません。別の語を足してください。")


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters and salt in it."""
    return _hasher().hash(_spelled(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Takes as long when there is no such account."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored or _hash_of_nothing(), _spelled(password)[: MAX_LENGTH * 4]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than are used now."""
    return _hasher().check_needs_rehash(stored)


def _spelled(password: str) -> str:
    """One spelling whatever keyboard it came from: the same letters in full width are the same password."""
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    # RFC 9106's second recommended option: 64 MiB, three passes, four lanes.
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


@functools.cache
def _hash_of_nothing() -> str:
    return _hasher().hash("no account has this password")
