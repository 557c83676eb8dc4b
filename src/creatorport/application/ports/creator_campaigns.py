"""TikTok One from the creator's side: spoken with the creator's own token of the business app.

API for Business, /tto/creator/.

Every method raises TikTokError: TikTokTokenRejected for a dead token, TikTokRefused where `tcm.order.update` was not
granted or a rule of TikTok's says no. What raised TikTokAnswerLost may have happened.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret

ORDERS_SCOPE: Final = "tcm.order.update"
"""What must be granted for any of these calls."""


@dataclass(frozen=True, slots=True)
class CreatorAccess:
    """In whose name a call is made: a creator, as our business app knows them, and a living token of theirs.

    `open_id` is TikTok's `creator_id` or `business_id`; it is another one than Login Kit's. `on_behalf_of` is whose
    share of the app's quota is spent.
    """

    open_id: str
    token: Secret
    on_behalf_of: WorkspaceId


class CreatorCampaigns(Protocol):
    async def join(self, access: CreatorAccess, invite_link: str) -> None:
        """Accept the campaign behind an invite link. Joining twice changes nothing.

        Raises TikTokRefused for a link of nobody's, and for a creator who was not invited.
        """
        ...

    async def link_video(self, access: CreatorAccess, invite_link: str, video_id: str) -> None:
        """Have one of the creator's public videos count for a campaign that they joined.

        Not to be repeated: TikTok refuses a video that is linked already, to whichever campaign.
        """
        ...
