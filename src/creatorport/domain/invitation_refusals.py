"""Why a creator cannot be invited; `errors` draws the whole tree."""

from creatorport.domain.error_roots import FixableBy, Refusal


class AlreadyInvited(Refusal):
    code = "ALREADY_INVITED"

    def __init__(self, handle: str) -> None:
        super().__init__(f"@{handle} has a live invitation to this campaign.")
        self.handle = handle


class CreatorExcluded(Refusal):
    code = "CREATOR_EXCLUDED"

    def __init__(self, handle: str, reason: str) -> None:
        super().__init__(f"@{handle} is excluded by this workspace: {reason}")
        self.handle = handle
        self.reason = reason


class NotOnTikTokOne(Refusal):
    """TikTok says that the creator is not on TikTok One, so that there is nobody to invite there."""

    code = "NOT_ON_TIKTOK_ONE"
    fixable_by = FixableBy.CREATOR

    def __init__(self, handle: str) -> None:
        super().__init__(f"@{handle} is not on TikTok One. Send them the campaign's join link.")
        self.handle = handle


class OutsideRegion(Refusal):
    """TikTok One has the creator, and did not take them for this campaign: what is left is its region."""

    code = "OUTSIDE_REGION"

    def __init__(self, handle: str) -> None:
        super().__init__(f"TikTok One has @{handle}, and did not take them for this campaign: it is of another region.")
        self.handle = handle
