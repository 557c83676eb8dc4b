"""What a creator did not consent to; `errors` draws the whole tree."""

from collections.abc import Collection

from creatorport.domain.error_roots import FixableBy, Refusal


class NotPermitted(Refusal):
    """The creator granted our app at TikTok API for Business less than this needs; or, `connected` false, nothing."""

    code = "NOT_PERMITTED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, missing: Collection[str], *, connected: bool = True) -> None:
        self.missing = tuple(sorted(missing))
        self.connected = connected
        names = ", ".join(self.missing)
        told = (
            f"The creator did not grant {names}." if connected else f"The creator granted nothing yet; {names} needed."
        )
        super().__init__(f"{told} They grant it by startTiktokBusinessConnect.")
