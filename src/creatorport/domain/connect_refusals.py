"""Sign-ins that must not be finished; `errors` draws the whole tree."""

from collections.abc import Collection

from creatorport.domain.error_roots import FixableBy, Refusal


class ConnectRefused(Refusal):
    code = "CONNECT_REFUSED"


class ConsentDeclined(ConnectRefused):
    code = "CONSENT_DECLINED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, reason: str) -> None:
        super().__init__(f"The consent was not given on TikTok's page ({reason}). Nothing was connected.")
        self.reason = reason


class ScopesNotApproved(ConnectRefused):
    code = "SCOPES_NOT_APPROVED"
    fixable_by = FixableBy.OPERATOR

    def __init__(self, likely: Collection[str]) -> None:
        self.likely = tuple(sorted(likely))
        super().__init__(
            "TikTok refused the scopes that were asked for. One that is not approved for the app fails the whole "
            f"sign-in; likely not approved: {', '.join(self.likely)}. Have them approved at TikTok for Developers, or "
            "take them out of CREATORPORT_TIKTOK_SCOPES."
        )


class StateUnknown(ConnectRefused):
    code = "STATE_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("This sign-in was not started here. Start the connection again.", field="state")


class StateExpired(ConnectRefused):
    code = "STATE_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This sign-in was started too long ago. Start the connection again.", field="state")


class StateUsed(ConnectRefused):
    code = "STATE_USED"

    def __init__(self) -> None:
        super().__init__("This sign-in was finished before. A link works once.", field="state")


class StateForeign(ConnectRefused):
    code = "STATE_FOREIGN"

    def __init__(self) -> None:
        super().__init__("This sign-in was started by somebody else.", field="state")


class WrongAccount(ConnectRefused):
    code = "WRONG_ACCOUNT"
    fixable_by = FixableBy.CREATOR

    def __init__(self, expected: str, actual: str, *, shown_as: tuple[str, str] | None = None) -> None:
        """`shown_as` are words for both, where they are no handles."""
        wanted, came = shown_as or (f"@{expected}", f"@{actual}")
        super().__init__(
            f"{came} signed in, but {wanted} was expected. Nothing was changed. "
            "Sign in to TikTok as the expected account and try again."
        )
        self.expected = expected
        self.actual = actual


class HandleUnchecked(ConnectRefused):
    code = "HANDLE_UNCHECKED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, expected: str, name: str, scope: str = "user.info.profile") -> None:
        super().__init__(
            f"@{expected} was expected. {name} signed in without granting {scope}, so whether that is the "
            "same account could not be checked. Nothing was changed. Try again, and leave that box ticked."
        )
        self.expected = expected


class InviteUnknown(ConnectRefused):
    code = "INVITE_UNKNOWN"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("There is no such invite link. Check that it is complete, or ask for a new one.")


class InviteExpired(ConnectRefused):
    code = "INVITE_EXPIRED"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("This invite link has ended. Ask whoever sent it for a new one.")


class InviteUsed(ConnectRefused):
    code = "INVITE_USED"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("This invite link was used before. It works once; ask for a new one for another account.")


class InviteRevoked(ConnectRefused):
    code = "INVITE_REVOKED"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("This invite link was taken back by whoever sent it.")


class NeedsReauth(ConnectRefused):
    code = "NEEDS_REAUTH"
    fixable_by = FixableBy.CREATOR

    def __init__(self, cause: str) -> None:
        super().__init__(f"TikTok no longer accepts this account's grant ({cause}). The creator must connect again.")
        self.cause = cause
