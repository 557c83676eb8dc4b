"""What a message's variables stand for, for one creator in one campaign."""

from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.texts import plain
from creatorport.domain.wording import Values, Variable


def values_for(creator: Creator, campaign: Campaign) -> Values:
    """Return a value for each variable that has one. Before TikTok has the campaign there is no link to join by."""
    return {
        Variable.DISPLAY_NAME: plain(creator.display_name).strip() or None,
        Variable.HANDLE: creator.handle.text,
        Variable.CAMPAIGN: campaign.name,
        Variable.BRAND: campaign.brand_name,
        Variable.JOIN_LINK: None if campaign.at_tiktok is None else campaign.at_tiktok.invite_link,
    }
