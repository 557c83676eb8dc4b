"""A stage with a running campaign, a creator who accepted, and the shortest way to each standing of what they owe."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.use_cases.capture_performance import CapturePerformance, Rhythm
from creatorport.application.use_cases.change_link_request import ChangeLinkRequestCommand
from creatorport.application.use_cases.review_deliverable import Review, ReviewDeliverableCommand
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverableCommand
from creatorport.domain.account import TikTokAccount
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.counts import Counts
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.ids import AccountId, CampaignId, DeliverableId, PostId
from creatorport.domain.link_request import LinkAction, LinkRequest
from creatorport.domain.secret import Secret
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms
from creatorport.domain.workspace import Member
from tests.fakes.deliverable_use_cases import deliverable_use_cases
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, Stage
from tests.unit.domain.specimens import SCOPES, grant, profile

VIDEO = "7493990579714164574"
PAGE = f"https://www.tiktok.com/@mara/video/{VIDEO}"
RHYTHM = Rhythm(every=timedelta(minutes=1), fresh_for=timedelta(minutes=5))


class Owed:
    """mara owes a campaign; `it` is the first deliverable as it is stored now."""

    def __init__(self, stage: Stage, campaign_id: CampaignId) -> None:
        self.stage = stage
        self.campaign_id = campaign_id
        self.use_cases = deliverable_use_cases(stage.units, stage.clock, stage.identities)

    @property
    def id(self) -> DeliverableId:
        return DeliverableId(f"{self.stage.invitation('mara').id}.1")

    @property
    def it(self) -> Deliverable:
        return next(one for one in self.stage.kept(Deliverable) if one.id == self.id)

    @property
    def link(self) -> LinkRequest:
        assert self.it.link is not None
        return self.it.link

    @property
    def tiktok_id(self) -> str:
        (made,) = self.stage.one.made.values()
        return made.id

    async def connect(self, owner: Member = CREATOR, name: str = "account-mara", handle: str = "mara") -> None:
        """The member's account bears a handle."""
        account = TikTokAccount.connected(
            AccountId(name),
            LUMEN,
            owner=owner.id,
            profile=profile(f"open-{name}", handle),
            grant=grant(),
            requested=SCOPES,
            now=self.stage.clock.now(),
        )
        async with self.stage.units() as uow:
            await uow.accounts.add(account)
            await uow.commit()

    async def connect_business(self, *scopes: str) -> None:
        """mara lets the business app do these things for her."""
        login, now = self.stage.creator_login, self.stage.clock.now()
        url = login.authorize_url(
            state=Secret("s"), verifier=Secret("v"), scopes=frozenset({*scopes, "user.info.basic"}), always_ask=True
        )
        code, _ = login.consent(url, "mara")
        granted = await login.exchange(Secret(code), Secret("v"))
        connection = BusinessConnection.connected(
            AccountId("account-mara"),
            LUMEN,
            open_id=granted.open_id,
            handle=None,
            grant=granted.grant,
            requested=granted.grant.scopes,
            now=now,
        )
        async with self.stage.units() as uow:
            await uow.business.add(connection)
            await uow.commit()

    async def accept(self, handle: str = "mara", *asked: AskedDeliverable) -> None:
        """The creator accepts, on these terms."""
        async with self.stage.units() as uow:
            invitation = await uow.invitations.load(LUMEN, self.stage.invitation(handle).id)
            terms = (Terms(1, Offer(deliverables=asked), ProposedBy.BRAND, self.stage.clock.now()),)
            await uow.invitations.save(replace(invitation, terms=terms).accept(self.stage.clock.now()))
            await uow.commit()

    async def capture(self) -> None:
        stage = self.stage
        capture = CapturePerformance(
            stage.units, stage.clock, stage.identities, stage.one.reports, None, RHYTHM, links=stage.one.links
        )
        await capture(CaptureCampaign(LUMEN, self.campaign_id))

    async def submit(self, by: Member = CREATOR, *, video: str | None = PAGE, **given: Any) -> None:
        await self.use_cases.submit(SubmitDeliverableCommand(by, self.id, video, **given))

    async def review(self, review: Review, by: Member = MANAGER, **given: Any) -> None:
        await self.use_cases.review(ReviewDeliverableCommand(by, self.id, review, **given))

    async def change_link(self, action: LinkAction, by: Member = MANAGER, **given: Any) -> None:
        await self.use_cases.change_link_request(ChangeLinkRequestCommand(by, self.id, action, **given))

    async def approved(self) -> None:
        """A video was handed in and approved; TikTok is about to be asked."""
        await self.connect()
        await self.submit()
        await self.review(Review.APPROVE)

    async def in_review(self) -> None:
        await self.approved()
        await self.work()

    async def posted(self) -> PostId:
        """mara has linked a video, and it is a post of the campaign."""
        self.stage.one.link_video(self.tiktok_id, "mara", Counts(5), video_id=VIDEO)
        await self.capture()
        (post,) = self.stage.posts()
        return post.id

    async def work(self) -> None:
        await self.stage.work(self.stage.drive(personal=False))


async def owed(*asked: AskedDeliverable) -> Owed:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    it = Owed(stage, campaign_id)
    await it.accept("mara", *asked)
    await it.capture()
    stage.storage.jobs.clear()
    return it


def video(count: int = 1, due_on: date | None = None) -> AskedDeliverable:
    return AskedDeliverable(DeliverableKind.VIDEO, count, due_on)
