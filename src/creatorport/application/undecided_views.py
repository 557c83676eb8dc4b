"""What the graph shows of changes at TikTok of which it is not known whether they happened."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.effect import EffectKind

OF_INVITATIONS = frozenset(
    {
        EffectKind.LAUNCH_CAMPAIGN,
        EffectKind.ADD_CREATORS,
        EffectKind.SEND_INVITATION,
        EffectKind.CANCEL_INVITATION,
        EffectKind.JOIN_CAMPAIGN,
    }
)
OF_CAMPAIGNS = frozenset(
    {
        EffectKind.LAUNCH_CAMPAIGN,
        EffectKind.ADD_CREATORS,
        EffectKind.CREATE_LINK,
        EffectKind.PLACE_ORDER,
        EffectKind.CHANGE_ORDER,
        EffectKind.AMEND_ORDER,
    }
)


@dataclass(frozen=True, slots=True)
class UndecidedView:
    """One of them; see `domain.effect.Effect`. `refused` is whether TikTok was asked, and refused to tell."""

    change: str
    since: datetime
    reason: str
    refused: bool
    retry_at: datetime | None
