"""What a staff account may do. A role grants what it names and nothing else; the admin may do everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args

from ingest.errors import MadoguchiError

Role = Literal["checker", "editor", "admin"]
Permission = Literal["review", "corpus", "statistics", "accounts"]

ROLES: Mapping[Role, str] = {"checker": "回答確認担当", "editor": "資料編集担当", "admin": "管理者"}

_GRANTS: Mapping[Role, frozenset[Permission]] = {
    "checker": frozenset({"review", "statistics"}),
    "editor": frozenset({"corpus", "statistics"}),
    "admin": frozenset(get_args(Permission)),
}


class UnknownRoleError(MadoguchiError):
    """There is no such role."""


def role_named(name: str) -> Role:
    """The role of this name.

    Raises:
        UnknownRoleError: names the roles that there are.
    """
    if name not in ROLES:
        known = "、".join(f"{role}（{label}）" for role, label in ROLES.items())
        raise UnknownRoleError(f"役割「{name}」はありません。次から選んでください: {known}。")
    return cast(Role, name)


def role_label(name: str) -> str:
    """The role's name on screen; an unknown one as it is."""
    return ROLES[cast(Role, name)] if name in ROLES else name


def may(role: str, permission: Permission) -> bool:
    """Whether the role grants the permission. An unknown role grants nothing."""
    return role in ROLES and permission in _GRANTS[cast(Role, role)]
