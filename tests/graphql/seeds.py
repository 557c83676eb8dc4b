"""What tests put into a gateway's storage, through the domain."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from creatorport.application.batch_progress import tell
from creatorport.application.performance_log import KIND, to_payload
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import campaign_performance
from creatorport.domain.batch_item import BatchItem
from creatorport.domain.campaign import AtTikTok, Campaign
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.deliverable import owed
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.ids import (
    BatchId,
    CampaignId,
    CreatorId,
    DeliverableId,
    InvitationId,
    MemberId,
    PostId,
    TemplateId,
    WorkspaceId,
)
from creatorport.domain.invitation import Delivery, Invitation
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch
from creatorport.domain.message_template import MessageTemplate
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.performance import CampaignPerformance
from creatorport.domain.post import VideoPost
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization, SparkCode
from creatorport.domain.spark_states import SparkVerb
from creatorport.domain.submission import Submission
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from creatorport.graphql.global_ids import global_id
from tests.fakes.clock import MovableClock
from tests.graphql.gateway import HOME, Gateway
from tests.unit.domain.publishing.specimens import publication

WATCHED = Counts(61230, 3120, 88, 41)


class Place(Protocol):
    """Where seeds are put: a Gateway, or whatever else has units of work and a clock."""

    @property
    def units(self) -> UnitsOfWork: ...
    @property
    def clock(self) -> MovableClock: ...


@dataclass
class Seeds:
    """Puts things into one workspace. Ids are the given names."""

    gateway: Place
    workspace: str = HOME

    async def campaign(self, name: str = "glow") -> str:
        async with self.gateway.units() as uow:
            await uow.campaigns.add(
                Campaign.draft(
                    CampaignId(name),
                    WorkspaceId(self.workspace),
                    name=f"Campaign {name}",
                    brand_name="Lumen",
                    brief="Show your routine.",
                    by=MemberId("manager-1"),
                    now=self.gateway.clock.now(),
                )
            )
            await uow.commit()
        return global_id("Campaign", name)

    async def creator(self, name: str = "ana", followers: int | None = 482_113) -> str:
        now = self.gateway.clock.now()
        creator = Creator(
            CreatorId(name),
            WorkspaceId(self.workspace),
            Handle.of(name),
            name.title(),
            ExpiringUrl(f"https://cdn.test/{name}.webp?x-expires=1", now + timedelta(hours=1)),
            Reach(followers, 231, None, 803),
            Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + timedelta(hours=24)),
            now,
        )
        async with self.gateway.units() as uow:
            await uow.creators.put([creator])
            await uow.commit()
        return global_id("Creator", name)

    async def invitation(self, campaign: str = "glow", creator: str = "ana") -> str:
        invitation = Invitation.draft(
            InvitationId(f"{campaign}-{creator}"),
            WorkspaceId(self.workspace),
            CampaignId(campaign),
            CreatorId(creator),
            handle=Handle.of(creator),
            message="Would you?",
            now=self.gateway.clock.now(),
        )
        async with self.gateway.units() as uow:
            await uow.invitations.add([invitation])
            await uow.commit()
        return global_id("Invitation", invitation.id)

    async def template(self, name: str = "hello", text: str = "Hi {display_name}!") -> str:
        template = MessageTemplate.written(
            TemplateId(name),
            WorkspaceId(self.workspace),
            name=name.title(),
            wording=text,
            by=MemberId("manager-1"),
            now=self.gateway.clock.now(),
        )
        async with self.gateway.units() as uow:
            await uow.templates.add(template)
            await uow.commit()
        return global_id("MessageTemplate", name)

    async def deliverable(
        self,
        campaign: str = "glow",
        creator: str = "ana",
        *,
        count: int = 1,
        due_on: date | None = None,
        submitted: str | None = None,
        handle: str = "mara.cooks",
    ) -> str:
        """The creator owes so much; return the last one's id. `submitted` is a video that was handed in for it."""
        now, workspace = self.gateway.clock.now(), WorkspaceId(self.workspace)
        invitation = Invitation.draft(
            InvitationId(f"{campaign}-{creator}"),
            workspace,
            CampaignId(campaign),
            CreatorId(creator),
            handle=Handle.of(handle),
            message="Would you?",
            now=now,
            offer=Offer(deliverables=(AskedDeliverable(DeliverableKind.VIDEO, count, due_on),)),
        )
        made = owed(invitation.send(now).accept(now), now)
        async with self.gateway.units() as uow:
            await uow.deliverables.add_missing(made)
            if submitted is not None:
                handed = Submission(now, MemberId("creator-1"), submitted, f"https://www.tiktok.com/@{creator}")
                last = await uow.deliverables.lock(workspace, DeliverableId(made[-1].id))
                await uow.deliverables.save(last.submit(handed))
            await uow.commit()
        return global_id("Deliverable", made[-1].id)

    async def batch(self, name: str = "wave", campaign: str = "glow", *creators: str) -> str:
        """A batch in which these creators are queued; "ana" where none is named."""
        now, batch_id, workspace = self.gateway.clock.now(), BatchId(name), WorkspaceId(self.workspace)
        queued = creators or ("ana",)
        batch = InvitationBatch(
            batch_id, workspace, CampaignId(campaign), MemberId("manager-1"), now, BatchCounts(queued=len(queued))
        )
        items = [
            BatchItem(workspace, batch_id, position, CreatorId(one), one, f"Hi {one}!")
            for position, one in enumerate(queued, 1)
        ]
        async with self.gateway.units() as uow:
            await uow.batches.add(batch, items)
            await tell(uow, batch, now)
            await uow.commit()
        return global_id("InvitationBatch", name)

    async def spark(self, post: str = "glow-ana-7", code: str = "#code-1", days: int = 30) -> str:
        """The creator has permitted to advertise a post."""
        now, workspace = self.gateway.clock.now(), WorkspaceId(self.workspace)
        async with self.gateway.units() as uow:
            found = await uow.posts.find(workspace, PostId(post))
            assert found is not None
            lives = SparkCode(Secret(code), "NOT_USED", now, now + timedelta(days=days))
            asked = SparkAuthorization.requested(found, days, now)
            await uow.sparks.add(asked.shown(SparkVerb.ACCEPT, now, lives, now))
            await uow.commit()
        return code

    async def publication(self, name: str = "p-1", account: str = "account-1", minutes: int = 0) -> str:
        """A video is to be posted on an account."""
        made = publication(name, workspace=WorkspaceId(self.workspace), account=account, minutes=minutes)
        async with self.gateway.units() as uow:
            await uow.publications.add(made)
            await uow.commit()
        return global_id("Publication", name)

    async def received(self, campaign: str = "later", creator: str = "mara.cooks") -> str:
        """Launch the campaign with a budget, and send the creator 100 EUR's worth of terms; return the invitation's id.

        It is the brand's id; `ReceivedInvitation` is the creator's word for the same.
        """
        now = self.gateway.clock.now()
        await self.creator(creator)
        await self.invitation(campaign, creator)
        at_tiktok = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/ZMexample2/", ("DE",))
        async with self.gateway.units() as uow:
            running = (await uow.campaigns.lock(WorkspaceId(self.workspace), CampaignId(campaign))).launch(now)
            budget = CampaignPlan(Money(Decimal(150), "EUR"))
            await uow.campaigns.save(replace(running.confirm(at_tiktok, now), plan=budget))
            draft = await uow.invitations.lock(WorkspaceId(self.workspace), InvitationId(f"{campaign}-{creator}"))
            terms = replace(draft.terms[0], offer=Offer(Money(Decimal(100), "EUR")))
            sent = replace(draft, terms=(terms,)).send(now).deliver(Delivery.NOTIFICATION_ONLY, now)
            await uow.invitations.save(sent)
            await uow.commit()
        return global_id("Invitation", f"{campaign}-{creator}")

    async def failed_capture(self, campaign: str = "glow") -> CaptureFailure:
        """TikTok refused to tell the campaign's numbers."""
        refused = TikTokRefused("report", "No permission.", tiktok_code="40001", log_id="2026112009")
        now = self.gateway.clock.now()
        failure = CaptureFailure.of(refused, now, now + timedelta(minutes=1))
        async with self.gateway.units() as uow:
            await uow.capture_failures.keep(WorkspaceId(self.workspace), CampaignId(campaign), failure)
            await uow.commit()
        return failure

    async def post(
        self,
        campaign: str = "glow",
        creator: str = "ana",
        *,
        counts: Counts | None = WATCHED,
        video_id: str = "7493990579714164574",
    ) -> str:
        post = VideoPost.linked(
            PostId(f"{campaign}-{creator}-{video_id}"),
            WorkspaceId(self.workspace),
            CampaignId(campaign),
            CreatorId(creator),
            video_id=video_id,
            url=f"https://www.tiktok.com/@{creator}/video/{video_id}",
            published_at=None,
            now=self.gateway.clock.now(),
        )
        captured = post if counts is None else post.capture(counts, self._pedigree())
        async with self.gateway.units() as uow:
            await uow.posts.add(captured)
            await uow.commit()
        return global_id("Post", post.id)

    async def capture(self, campaign: str, video_id: str, counts: Counts) -> None:
        """Take new counts of a post, and log the campaign's performance."""
        async with self.gateway.units() as uow:
            posts = {
                post.video_id: post
                for post in await uow.posts.of_campaign(WorkspaceId(self.workspace), CampaignId(campaign))
            }
            posts[video_id] = captured = posts[video_id].capture(counts, self._pedigree())
            await uow.posts.save(captured)
            payload = to_payload(
                CampaignPerformance.of(CampaignId(campaign), posts.values()), frozenset({captured.creator_id})
            )
            stream = campaign_performance(CampaignId(campaign))
            await uow.log.append(stream, KIND, payload, self.gateway.clock.now())
            await uow.commit()

    def _pedigree(self) -> Pedigree:
        now = self.gateway.clock.now()
        return Pedigree(Source.TIKTOK_ONE_REPORT, now, now + timedelta(minutes=30))


def stored(gateway: Gateway, kind: str) -> list[Any]:
    return [record for key, record in gateway.units.storage.records.items() if key[0] == kind]
