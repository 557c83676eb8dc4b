"""TikTok One in memory: one shared state behind the ports of the marketplace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_one import (
    Access,
    AnswerStatus,
    CampaignAtTikTok,
    NewCampaign,
    NewPersonalInvitation,
    PersonalInvitation,
    ReportedVideo,
)
from creatorport.application.ports.webhook_registrations import Topic
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_anchors import FakeProductLinks
from tests.fakes.tiktok_links import FakeVideoLinks, MarketLink
from tests.fakes.tiktok_orders import FakeOrders
from tests.fakes.tiktok_pages import FakeCategoryLabels, FakeCreatorPages
from tests.fakes.tiktok_search import FakeCreatorSearch, MarketCreator
from tests.fakes.tiktok_sparks import FakeSparkAds
from tests.fakes.tiktok_status import FakeCreatorStatus
from tests.fakes.tiktok_troubles import Troubles
from tests.fakes.tiktok_webhooks import FakeAccountWebhooks, FakeWebhooks

_OPEN = {AnswerStatus.SENT, AnswerStatus.VIEWED, AnswerStatus.RESPONDED}


@dataclass
class MarketCampaign:
    """A campaign as TikTok keeps it. `invited` remembers since when each handle shows."""

    id: str
    account: str
    facts: NewCampaign
    created_at: datetime
    invited: dict[Handle, datetime] = field(default_factory=dict)
    notified: list[Handle] = field(default_factory=list)
    joined: set[Handle] = field(default_factory=set)
    videos: dict[str, ReportedVideo] = field(default_factory=dict)


@dataclass
class MarketInvitation:
    """A personal invitation as TikTok keeps it."""

    facts: NewPersonalInvitation
    shown: PersonalInvitation


@dataclass
class FakeTikTokOne:
    """The marketplace: `search`, `pages`, `labels`, `status`, `campaigns`, `reports`, `invitations`, `links`,
    `spark_ads` and `webhooks` are its ports.

    `outsiders` are on TikTok, and not on the marketplace; who is `abroad` is, and of another region than any campaign.

    What is called creates and changes; what creators do is told by `join`, `link_video`, `grow` and `answer`.
    `visible_after` delays when new campaigns and handles show in later reads, as TikTok does.
    """

    clock: Clock
    troubles: Troubles = field(default_factory=Troubles)
    accounts: dict[str, str] = field(default_factory=lambda: {"7400000000000000001": "Lumen"})
    tokens: dict[str, frozenset[str]] = field(default_factory=dict)
    creators: dict[Handle, MarketCreator] = field(default_factory=dict)
    outsiders: set[Handle] = field(default_factory=set)
    abroad: set[Handle] = field(default_factory=set)
    made: dict[str, MarketCampaign] = field(default_factory=dict)
    sent: dict[str, MarketInvitation] = field(default_factory=dict)
    subscriptions: dict[tuple[str, str, str], Secret] = field(default_factory=dict)
    account_hooks: dict[Topic, str] = field(default_factory=dict)
    visible_after: timedelta = timedelta(0)
    link_requests: list[MarketLink] = field(default_factory=list)
    serial: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.search = FakeCreatorSearch(self)
        self.pages = FakeCreatorPages(self)
        self.labels = FakeCategoryLabels(self)
        self.status = FakeCreatorStatus(self)
        self.campaigns = FakeCampaigns(self)
        self.reports = FakeReports(self)
        self.invitations = FakeInvitations(self)
        self.spark_ads = FakeSparkAds(self)
        self.links = FakeVideoLinks(self)
        self.orders = FakeOrders(self)
        self.product_links = FakeProductLinks(self)
        self.webhooks = FakeWebhooks(self)
        self.account_webhooks = FakeAccountWebhooks(self)

    def access(self, tto_account_id: str = "7400000000000000001") -> Access:
        """Return a working access to one account."""
        return Access(tto_account_id, self.token(tto_account_id))

    def token(self, *tto_account_ids: str) -> Secret:
        """Issue a token that reaches these accounts."""
        text = f"brand-token-{next(self.serial)}"
        self.tokens[text] = frozenset(tto_account_ids)
        return Secret(text)

    def onboard(self, handle: str, **facts: object) -> MarketCreator:
        """Put a creator onto the marketplace; facts are MarketCreator's."""
        named = {"display_name": handle.title(), **facts}
        creator = MarketCreator(Handle.of(handle), **named)  # type: ignore[arg-type]  # MarketCreator's own fields
        self.creators[creator.handle] = creator
        return creator

    def join(self, campaign_id: str, handle: str) -> None:
        """The creator accepts through the campaign's link."""
        campaign, who = self.made[campaign_id], Handle.of(handle)
        campaign.joined.add(who)
        for invitation in self.sent.values():
            shown = invitation.shown
            if invitation.facts.campaign_tiktok_id == campaign_id and shown.handle == who and shown.status in _OPEN:
                self.answer(shown.tiktok_id, AnswerStatus.ACCEPTED)

    def link_video(self, campaign_id: str, handle: str, counts: Counts, *, video_id: str | None = None) -> str:
        """The creator posts a video and links it; return its id."""
        number = video_id or str(7_493_990_579_714_160_000 + next(self.serial))
        who = Handle.of(handle)
        self.made[campaign_id].videos[number] = ReportedVideo(
            number, who, f"https://www.tiktok.com/@{who}/video/{number}", self.clock.now(), counts
        )
        return number

    def grow(self, video_id: str, counts: Counts) -> None:
        """The video's counters become `counts`."""
        for campaign in self.made.values():
            if video_id in campaign.videos:
                campaign.videos[video_id] = replace(campaign.videos[video_id], counts=counts)

    def answer(self, invitation_id: str, status: AnswerStatus, text: str | None = None) -> None:
        """The creator, or time, moves a personal invitation."""
        kept = self.sent[invitation_id]
        at = None if status in {AnswerStatus.SENT, AnswerStatus.VIEWED} else self.clock.now()
        kept.shown = replace(kept.shown, status=status, raw_status=status.value, answer=text, answered_at=at)

    def admit(self, call: str, access: Access) -> None:
        """Raise what TikTok says to a token that is dead, or of another account."""
        reached = self.tokens.get(access.token.reveal())
        if reached is None:
            raise TikTokTokenRejected(call, "Access token is incorrect or has been revoked.", tiktok_code="40105")
        if access.tto_account_id not in reached:
            raise TikTokRefused(call, "No permission to operate this account.", tiktok_code="40001")

    def campaign(self, call: str, access: Access, tiktok_id: str) -> MarketCampaign:
        found = self.made.get(tiktok_id)
        if found is None or found.account != access.tto_account_id:
            raise TikTokRefused(call, "The campaign does not exist.", tiktok_code="40007")
        return found


@dataclass
class FakeCampaigns:
    one: FakeTikTokOne

    async def create(self, access: Access, campaign: NewCampaign) -> CampaignAtTikTok:
        async with self.one.troubles.around("campaigns.create"):
            self.one.admit("campaigns.create", access)
            if not campaign.name or len(campaign.name) > 120 or not 1 <= len(campaign.handles) <= 100:
                raise TikTokRefused("campaigns.create", "Invalid value.", tiktok_code="40002")
            if campaign.anchor_id is not None:
                if campaign.anchor_id not in self.one.product_links.made:
                    raise TikTokRefused("campaigns.create", "The anchor does not exist.", tiktok_code="40007")
                self.one.product_links.review(campaign.anchor_id, "IN_REVIEW")
            number = str(7_500_000_000_000_000_000 + next(self.one.serial))
            made = MarketCampaign(number, access.tto_account_id, campaign, self.one.clock.now())
            self.one.made[number] = made
            return self._shown(made, failed=self._invite(made, campaign.handles, notify=campaign.notify))

    async def add_creators(
        self, access: Access, tiktok_id: str, handles: Sequence[Handle], *, notify: bool
    ) -> CampaignAtTikTok:
        async with self.one.troubles.around("campaigns.add_creators"):
            self.one.admit("campaigns.add_creators", access)
            made = self.one.campaign("campaigns.add_creators", access, tiktok_id)
            if not 1 <= len(handles) <= 100:
                raise TikTokRefused("campaigns.add_creators", "Invalid value.", tiktok_code="40002")
            return self._shown(made, failed=self._invite(made, handles, notify=notify))

    async def find_by_name(self, access: Access, name: str) -> CampaignAtTikTok | None:
        async with self.one.troubles.around("campaigns.find_by_name"):
            self.one.admit("campaigns.find_by_name", access)
            shows_since = self.one.clock.now() - self.one.visible_after
            for made in self.one.made.values():
                mine = made.account == access.tto_account_id and made.created_at <= shows_since
                if mine and made.facts.name == name:
                    return self._shown(made)
            return None

    async def read(self, access: Access, tiktok_id: str) -> CampaignAtTikTok:
        async with self.one.troubles.around("campaigns.read"):
            self.one.admit("campaigns.read", access)
            return self._shown(self.one.campaign("campaigns.read", access, tiktok_id))

    def _invite(self, made: MarketCampaign, handles: Sequence[Handle], *, notify: bool) -> frozenset[Handle]:
        present = [handle for handle in handles if handle in self.one.creators]
        for handle in present:
            made.invited.setdefault(handle, self.one.clock.now() + self.one.visible_after)
            if notify:
                made.notified.append(handle)
        return frozenset(handles) - frozenset(present)

    def _shown(self, made: MarketCampaign, failed: frozenset[Handle] = frozenset()) -> CampaignAtTikTok:
        now = self.one.clock.now()
        handles = frozenset(handle for handle, since in made.invited.items() if since <= now)
        countries = sorted({self.one.creators[handle].country for handle in made.invited})
        at_tiktok = AtTikTok(made.id, f"https://www.tiktok.com/t/{made.id}/", tuple(countries))
        return CampaignAtTikTok(made.facts.name, at_tiktok, handles, failed, tuple(made.videos), made.created_at)


@dataclass
class FakeReports:
    one: FakeTikTokOne

    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[ReportedVideo]:
        async with self.one.troubles.around("reports.read"):
            self.one.admit("reports.read", access)
            made = self.one.campaign("reports.read", access, at_tiktok.campaign_id)
            return [made.videos[number] for number in sorted(made.videos)]


@dataclass
class FakeInvitations:
    one: FakeTikTokOne

    async def send(self, access: Access, invitation: NewPersonalInvitation) -> PersonalInvitation:
        async with self.one.troubles.around("invitations.send"):
            self.one.admit("invitations.send", access)
            self.one.campaign("invitations.send", access, invitation.campaign_tiktok_id)
            if invitation.handle not in self.one.creators or self._live(invitation):
                raise TikTokRefused("invitations.send", "This creator cannot be invited.", tiktok_code="40002")
            number = str(7_700_000_000_000_000_000 + next(self.one.serial))
            status = AnswerStatus.SENT
            shown = PersonalInvitation(number, invitation.handle, status, status.value, reference=invitation.reference)
            self.one.sent[number] = MarketInvitation(invitation, shown)
            return shown

    async def cancel(self, access: Access, tiktok_id: str) -> PersonalInvitation:
        async with self.one.troubles.around("invitations.cancel"):
            self.one.admit("invitations.cancel", access)
            kept = self.one.sent.get(tiktok_id)
            if kept is None or kept.shown.status not in _OPEN | {AnswerStatus.CANCELLED}:
                raise TikTokRefused("invitations.cancel", "This cannot be cancelled.", tiktok_code="40002")
            shown = replace(kept.shown, status=AnswerStatus.CANCELLED, raw_status=AnswerStatus.CANCELLED.value)
            self.one.sent[tiktok_id] = MarketInvitation(kept.facts, shown)
            return shown

    async def of_campaign(
        self, access: Access, campaign_tiktok_id: str, *, handle: Handle | None = None
    ) -> Sequence[PersonalInvitation]:
        async with self.one.troubles.around("invitations.of_campaign"):
            self.one.admit("invitations.of_campaign", access)
            self.one.campaign("invitations.of_campaign", access, campaign_tiktok_id)
            every = self.one.sent.values()
            return [
                kept.shown
                for kept in every
                if kept.facts.campaign_tiktok_id == campaign_tiktok_id and handle in (None, kept.facts.handle)
            ]

    def _live(self, invitation: NewPersonalInvitation) -> bool:
        wanted = invitation.campaign_tiktok_id, invitation.handle
        return any(
            (kept.facts.campaign_tiktok_id, kept.facts.handle) == wanted and kept.shown.status in _OPEN
            for kept in self.one.sent.values()
        )
