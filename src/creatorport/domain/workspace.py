"""Tenancy: who belongs where, and in which role.

Membership is asserted by the issuer of the caller's token; creatorport keeps no register of members.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain import texts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import MemberId, WorkspaceId

JOINED = "joined:"
"""How the ids of those begin who connected by a join link, without a login. No caller's id does."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Role(StrEnum):
    """What a member is in a workspace. A creator sees only what is theirs."""

    OWNER = "owner"
    MANAGER = "manager"
    VIEWER = "viewer"
    CREATOR = "creator"


@dataclass(frozen=True, slots=True)
class Member:
    """A person or program acting in a workspace."""

    id: MemberId
    workspace_id: WorkspaceId
    role: Role


def workspace_id(text: str) -> WorkspaceId:
    """Check a workspace's name. Raises InvalidValue."""
    if not _NAME.fullmatch(text):
        raise InvalidValue("workspace", "use 1 to 64 letters, digits, dots, dashes or underscores")
    return WorkspaceId(text)


def member_id(text: str, field: str = "member") -> MemberId:
    """Check a member's id: any text up to 128 characters, as issuers choose them. Raises InvalidValue.

    It is never changed, as two ids that differ by a space are two members.
    """
    if texts.text(text, field, 128) != text:
        raise InvalidValue(field, "begins or ends with space")
    if text.startswith(JOINED):
        raise InvalidValue(field, f'begins with "{JOINED}", which stands for creators without a login')
    return MemberId(text)


def joined_as(handle: Handle) -> MemberId:
    """Return to whom an account belongs whose creator came by a join link: to nobody for whom a token can speak.

    A handle is chosen at TikTok, by anybody: as a member's id, it would make its bearer that member.
    """
    return MemberId(f"{JOINED}@{handle.key}")
