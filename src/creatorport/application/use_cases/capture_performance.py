from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.activities import record
from creatorport.application.agreements import take_signal
from creatorport.application.answer_signals import answered, proved_by_video
from creatorport.application.dead_tokens import lose_token
from creatorport.application.hooks.telling import performance_news
from creatorport.application.milestones import note_milestones
from creatorport.application.owing import give_up_waiting, only_awaited, settle_owed
from creatorport.application.performance_log import KIND, to_payload
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.product_links import ProductLinks
from creatorport.application.ports.tiktok_one import (
    Access,
    CampaignReports,
    PersonalInvitation,
    PersonalInvitations,
    ReportedVideo,
)
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.ports.video_links import LinkAtTikTok, VideoLinks
from creatorport.application.streams import campaign_performance
from creatorport.domain.activity import TIKTOK, ActivityKind
from creatorport.domain.awaited import is_awaited
from creatorport.domain.campaign import AtTikTok, Campaign
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.errors import MarketplaceNotConnected, TikTokError, TikTokThrottled, TikTokTokenRejected
from creatorport.domain.events import PostLinked, PostPerformanceChanged
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, PostId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.performance import CampaignPerformance
from creatorport.domain.post import VideoPost
from creatorport.domain.product_link import ProductLink


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a campaign is captured, in real time, and how long its numbers then count as fresh.

    `afterwards` is how often TikTok is asked about what is still open once the campaign is over.
    """

    every: timedelta
    fresh_for: timedelta
    afterwards: timedelta = timedelta(hours=6)

    def of(self, campaign: Campaign) -> timedelta:
        return self.afterwards if campaign.has_ended else self.every


@dataclass(frozen=True, slots=True)
class CapturePerformance:
    """Read a campaign's answers and report; link new posts; append their counts; log the change of the totals.

    Milestones that the totals reach are noted with them.
    Where creators were asked to link videos, it reads how that stands, too; posts fulfil what their creators owe.
    Of a campaign that is over, only what is still open is read, until it is decided or was awaited long enough.
    Raises TikTokError after enqueuing the next try: what was known stays, and the failure is kept until a success.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    reports: CampaignReports
    messages: PersonalInvitations | None
    rhythm: Rhythm
    links: VideoLinks | None = None
    product_links: ProductLinks | None = None

    async def __call__(self, job: CaptureCampaign) -> None:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(job.workspace_id, job.campaign_id)
            marketplace = await uow.marketplaces.find(job.workspace_id)
            owed = await uow.deliverables.of_campaign(job.workspace_id, job.campaign_id)
        if campaign.has_ended:
            owed = await self._let_go(job)
        if campaign.at_tiktok is None or not (campaign.is_measured or owed):
            await self._rest(job)
            return
        pace = self.rhythm.of(campaign)
        if marketplace is None or marketplace.cause is not None:
            await self._again(job, MarketplaceNotConnected(), pace)
            return
        access = Access(marketplace.tto_account_id, marketplace.token)
        try:
            answers, videos = await self._read(access, campaign, campaign.at_tiktok)
            asked = any(one.link is not None and one.link.is_live for one in owed)
            links = await self._read_links(access, campaign.at_tiktok) if asked else None
            product_link = await self._read_product_link(access, campaign)
        except TikTokError as error:
            await self._put_off(job, access, error, pace)
            raise
        await self._write(job, answers, videos, links, product_link)

    async def _let_go(self, job: CaptureCampaign) -> Sequence[Deliverable]:
        async with self.units() as uow:
            campaign = await uow.campaigns.lock(job.workspace_id, job.campaign_id)
            awaited = await give_up_waiting(uow, campaign, self.clock.now())
            await uow.commit()
        return awaited

    async def _read(
        self, access: Access, campaign: Campaign, at_tiktok: AtTikTok
    ) -> tuple[Sequence[PersonalInvitation], Sequence[ReportedVideo]]:
        answers: Sequence[PersonalInvitation] = ()
        if self.messages is not None and campaign.is_measured:
            answers = await self.messages.of_campaign(access, at_tiktok.campaign_id)
        return answers, await self.reports.read(access, at_tiktok)

    async def _read_links(self, access: Access, at_tiktok: AtTikTok) -> Sequence[LinkAtTikTok] | None:
        return None if self.links is None else await self.links.of_campaign(access, at_tiktok.campaign_id)

    async def _read_product_link(self, access: Access, campaign: Campaign) -> ProductLink | None:
        """Read how TikTok's review of the product's link stands, until it is decided."""
        if self.product_links is None or campaign.link is None or campaign.link.is_reviewed or campaign.has_ended:
            return None
        return await self.product_links.read(access, campaign.link.anchor_id)

    async def _write(
        self,
        job: CaptureCampaign,
        answers: Sequence[PersonalInvitation],
        videos: Sequence[ReportedVideo],
        links: Sequence[LinkAtTikTok] | None,
        product_link: ProductLink | None,
    ) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            campaign = await uow.campaigns.lock(job.workspace_id, job.campaign_id)
            if campaign.has_ended:
                answers, videos = (), await only_awaited(uow, campaign, videos, now)
            campaign = await _take_product_link(uow, campaign, product_link, now)
            creators = await self._take_answers(uow, campaign, answers, videos, now)
            await self._take_counts(uow, campaign, videos, creators, now)
            owed = await settle_owed(uow, campaign, links, now)
            await uow.capture_failures.forget(campaign.workspace_id, campaign.id)
            if campaign.is_measured or any(is_awaited(campaign, one, now) for one in owed):
                await uow.jobs.defer(job, after=self.rhythm.of(campaign))
            await uow.commit()

    async def _take_answers(
        self,
        uow: UnitOfWork,
        campaign: Campaign,
        answers: Sequence[PersonalInvitation],
        videos: Sequence[ReportedVideo],
        now: datetime,
    ) -> dict[Handle, CreatorId]:
        """Bring answers to the invitations, and return which creator stands behind each handle."""
        told = {answer.tiktok_id: answer for answer in answers}
        linked = {video.handle for video in videos}
        creators: dict[Handle, CreatorId] = {}
        for invitation in await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, set(InvitationState)):
            creators[invitation.handle] = invitation.creator_id
            seen = _heard(invitation, told, now)
            if invitation.handle in linked:
                seen = proved_by_video(seen, now)
            if seen is not invitation:
                await take_signal(uow, campaign, invitation, seen)
        return creators

    async def _take_counts(
        self,
        uow: UnitOfWork,
        campaign: Campaign,
        videos: Sequence[ReportedVideo],
        creators: dict[Handle, CreatorId],
        now: datetime,
    ) -> None:
        pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, now, now + self.rhythm.fresh_for)
        posts = {post.video_id: post for post in await uow.posts.of_campaign(campaign.workspace_id, campaign.id)}
        linked: set[str] = set()
        changed: set[CreatorId] = set()
        for video in videos:
            post = posts.get(video.video_id)
            if post is None:
                linked.add(video.video_id)
                creator_id = creators.get(video.handle) or await self._stranger(uow, campaign, video, pedigree)
                post = self._linked(campaign, creator_id, video, now)
            captured = post.capture(video.counts, pedigree)
            posts[video.video_id] = captured
            if any(isinstance(event, PostPerformanceChanged | PostLinked) for event in captured.events):
                changed.add(captured.creator_id)
        captures = [posts[video_id] for video_id in dict.fromkeys(video.video_id for video in videos)]
        await uow.posts.add_all([post for post in captures if post.video_id in linked])
        await uow.posts.save_all([post for post in captures if post.video_id not in linked])
        performance = CampaignPerformance.of(campaign.id, posts.values())
        await note_milestones(uow, campaign, performance.totals, now)
        if changed:
            payload, stream = to_payload(performance, frozenset(changed)), campaign_performance(campaign.id)
            number = await uow.log.append(stream, KIND, payload, now)
            told = performance_news(performance, stream, number, now)
            await uow.hook_deliveries.tell(campaign.workspace_id, [told])

    def _linked(self, campaign: Campaign, creator_id: CreatorId, video: ReportedVideo, now: datetime) -> VideoPost:
        return VideoPost.linked(
            PostId(self.identities.new()),
            campaign.workspace_id,
            campaign.id,
            creator_id,
            video_id=video.video_id,
            url=video.url,
            published_at=video.published_at,
            now=now,
        )

    async def _stranger(
        self, uow: UnitOfWork, campaign: Campaign, video: ReportedVideo, pedigree: Pedigree
    ) -> CreatorId:
        """Return the creator of a video whose handle nobody invited: someone renamed, or invited elsewhere."""
        known = await uow.creators.find_by_handles(campaign.workspace_id, [video.handle])
        if video.handle in known:
            return known[video.handle].id
        stranger = Creator(
            CreatorId(self.identities.new()),
            campaign.workspace_id,
            video.handle,
            video.handle.text,
            None,
            Reach(None, None, None, None),
            pedigree,
            pedigree.captured_at,
        )
        return (await uow.creators.put([stranger]))[video.handle].id

    async def _put_off(self, job: CaptureCampaign, access: Access, error: TikTokError, pace: timedelta) -> None:
        if isinstance(error, TikTokTokenRejected):
            async with self.units() as uow:
                await lose_token(uow, job.workspace_id, access, error)
                await uow.commit()
        wait = timedelta(seconds=error.retry_after) if isinstance(error, TikTokThrottled) else pace
        await self._again(job, error, max(wait, pace))

    async def _again(
        self, job: CaptureCampaign, error: TikTokError | MarketplaceNotConnected, after: timedelta
    ) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            failure = CaptureFailure.of(error, now, now + after)
            await uow.capture_failures.keep(job.workspace_id, job.campaign_id, failure)
            await uow.jobs.defer(job, after=after)
            await uow.commit()

    async def _rest(self, job: CaptureCampaign) -> None:
        """Nothing is read any more, so that nothing fails any more."""
        async with self.units() as uow:
            await uow.capture_failures.forget(job.workspace_id, job.campaign_id)
            await uow.commit()


async def _take_product_link(uow: UnitOfWork, campaign: Campaign, link: ProductLink | None, now: datetime) -> Campaign:
    if link is None or link == campaign.link:
        return campaign
    seen = campaign.see_link(link)
    await uow.campaigns.save(seen)
    await record(uow, seen, TIKTOK, ActivityKind.PLAN, "link reviewed", now, state=link.raw_state)
    return seen


def _heard(invitation: Invitation, told: dict[str, PersonalInvitation], now: datetime) -> Invitation:
    answer = told.get(invitation.tiktok_id) if invitation.tiktok_id else None
    if answer is None:
        return invitation
    return answered(invitation, answer.status, answer.answered_at or now, answer.answer)
