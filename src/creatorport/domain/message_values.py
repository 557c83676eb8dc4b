"""What a message's variables stand for, for one creator in one campaign."""

from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.terms import AskedDeliverable, Offer
from creatorport.domain.texts import plain
from creatorport.domain.wording import Values, Variable


def values_for(creator: Creator, campaign: Campaign, offer: Offer | None = None) -> Values:
    """Return a value for each variable that has one. Before TikTok has the campaign there is no link to join by."""
    return {
        Variable.DISPLAY_NAME: plain(creator.display_name).strip() or None,
        Variable.HANDLE: creator.handle.text,
        Variable.CAMPAIGN: campaign.name,
        Variable.BRAND: campaign.brand_name,
        Variable.FEE: None if offer is None or offer.fee is None else f"{offer.fee.amount} {offer.fee.currency}",
        Variable.DELIVERABLES: None if offer is None else ", ".join(map(_asked, offer.deliverables)) or None,
        Variable.DUE_DATE: None if offer is None else _first_due(offer),
        Variable.JOIN_LINK: None if campaign.at_tiktok is None else campaign.at_tiktok.invite_link,
    }


def _asked(asked: AskedDeliverable) -> str:
    word = asked.kind.value.lower()
    return f"1 {word}" if asked.count == 1 else f"{asked.count} {word}s"


def _first_due(offer: Offer) -> str | None:
    """Return the first date; where none is fixed, the shortest time from the yes, which has no date before it."""
    fixed = [asked.due_on for asked in offer.deliverables if asked.due_on is not None]
    if fixed:
        return min(fixed).isoformat()
    days = min((asked.due_after_days for asked in offer.deliverables if asked.due_after_days is not None), default=None)
    if days is None:
        return None
    return "1 day after you accept" if days == 1 else f"{days} days after you accept"
