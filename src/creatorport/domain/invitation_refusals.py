"""Why a creator cannot be invited; `errors` draws the whole tree."""

from creatorport.domain.error_roots import FixableBy, Refusal


class NotOnTikTokOne(Refusal):
    """TikTok says that the creator is not on TikTok One, so that there is nobody to invite there."""

    code = "NOT_ON_TIKTOK_ONE"
    fixable_by = FixableBy.CREATOR

    def __init__(self, handle: str) -> None:
        super().__init__(f"@{handle} is not on TikTok One. Send them the campaign's join link.")
        self.handle = handle
