"""TikTok One as it stands: everything brands and creators have done, and how to save it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from tiktok_simulator.business import behaviour, deliveries, milestones
from tiktok_simulator.business.account_webhook_records import AccountWebhooks
from tiktok_simulator.business.assumed_records import Invitation, Order
from tiktok_simulator.business.brand_tokens import BrandTokens
from tiktok_simulator.business.creator_tokens import CreatorTokens
from tiktok_simulator.business.faults import FAULTS, OPTIONS
from tiktok_simulator.business.options import Options
from tiktok_simulator.business.rates import Rates
from tiktok_simulator.business.records import (
    Anchor,
    BrandProfile,
    Campaign,
    Invited,
    LinkedVideo,
    LinkRequest,
    Subscription,
)
from tiktok_simulator.business.spark_records import SparkAuthorization

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class Market:
    """State only; the rules are in the modules beside it. Dicts are in order of creation."""

    def __init__(self, simulator: "Simulator") -> None:
        self.options = Options()
        self.rates = Rates(self.options)
        self.brand_tokens = BrandTokens()
        self.creator_tokens = CreatorTokens()
        self.campaigns: dict[str, Campaign] = {}
        self.link_requests: dict[str, LinkRequest] = {}
        self.brand_profiles: dict[str, BrandProfile] = {}
        self.anchors: dict[str, Anchor] = {}
        self.orders: dict[str, Order] = {}
        self.invitations: dict[str, Invitation] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.account_webhooks = AccountWebhooks()
        self.sparks: dict[str, SparkAuthorization] = {}
        self.gathered: dict[str, list[dict[str, Any]]] = {}
        simulator.faults.declare(FAULTS, OPTIONS)
        for register in (behaviour.register, deliveries.register, milestones.register):
            register(simulator)

    def change_options(self, changes: Mapping[str, Any]) -> Options:
        """Set some options; raises `TypeError` for a name that does not exist."""
        self.options = replace(self.options, **changes)
        self.rates = self.rates.changed(self.options)
        return self.options

    def campaign_of_video(self, video_id: str) -> Campaign | None:
        """The campaign that the video is linked to; there is never a second."""
        return next(
            (one for one in self.campaigns.values() if any(video.video_id == video_id for video in one.videos)), None
        )

    def campaign_of_link(self, invite_link: str) -> Campaign | None:
        return next((one for one in self.campaigns.values() if one.invite_link == invite_link), None)

    def live_invitation(self, campaign_id: str, creator: int) -> Invitation | None:
        return next(
            (
                one
                for one in self.invitations.values()
                if (one.campaign_id, one.creator) == (campaign_id, creator) and one.is_live
            ),
            None,
        )

    def was_withdrawn(self, campaign_id: str, creator: int) -> bool:
        """Whether the brand's last invitation of this creator was cancelled or ended by itself."""
        sent = [one for one in self.invitations.values() if (one.campaign_id, one.creator) == (campaign_id, creator)]
        return bool(sent) and sent[-1].status in {"CANCELLED", "EXPIRED"}

    def snapshot(self) -> dict[str, Any]:
        return {
            "options": asdict(self.options),
            "rates": self.rates.snapshot(),
            "brand_tokens": self.brand_tokens.snapshot(),
            "creator_tokens": self.creator_tokens.snapshot(),
            "campaigns": [asdict(one) for one in self.campaigns.values()],
            "link_requests": [asdict(one) for one in self.link_requests.values()],
            "brand_profiles": [asdict(one) for one in self.brand_profiles.values()],
            "anchors": [asdict(one) for one in self.anchors.values()],
            "orders": [asdict(one) for one in self.orders.values()],
            "invitations": [asdict(one) for one in self.invitations.values()],
            "subscriptions": [asdict(one) for one in self.subscriptions.values()],
            "account_webhooks": self.account_webhooks.snapshot(),
            "sparks": [asdict(one) for one in self.sparks.values()],
            "gathered": self.gathered,
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        self.options = Options(**saved["options"])
        self.rates = Rates(self.options)
        self.rates.restore(saved["rates"])
        self.brand_tokens.restore(saved["brand_tokens"])
        self.creator_tokens.restore(saved["creator_tokens"])
        self.campaigns = {facts["campaign_id"]: _campaign(facts) for facts in saved["campaigns"]}
        self.link_requests = {one["link_request_id"]: LinkRequest(**one) for one in saved["link_requests"]}
        self.brand_profiles = {one["brand_profile_id"]: BrandProfile(**one) for one in saved["brand_profiles"]}
        self.anchors = {one["anchor_id"]: Anchor(**one) for one in saved["anchors"]}
        self.orders = {one["order_id"]: Order(**one) for one in saved["orders"]}
        self.invitations = {one["invitation_id"]: Invitation(**one) for one in saved["invitations"]}
        self.subscriptions = {one["subscription_id"]: Subscription(**one) for one in saved["subscriptions"]}
        self.account_webhooks.restore(saved.get("account_webhooks", []))
        self.sparks = {one["video_id"]: SparkAuthorization(**one) for one in saved.get("sparks", [])}
        self.gathered = {number: list(entries) for number, entries in saved["gathered"].items()}


def _campaign(facts: Mapping[str, Any]) -> Campaign:
    invited = [Invited(**one) for one in facts["invited"]]
    return Campaign(**{**facts, "invited": invited, "videos": [LinkedVideo(**one) for one in facts["videos"]]})
