"""A composed gateway, populated, asked and put to work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from strawberry.types import ExecutionResult

from creatorport.adapters.jobs.kinds import KINDS
from creatorport.application.discovery.question import Question
from creatorport.application.ports.jobs import DriveEffect, Job
from creatorport.application.use_cases.create_campaign import CreateCampaignCommand
from creatorport.application.use_cases.discover_creators import DiscoverCreatorsQuery
from creatorport.application.use_cases.invite_creators import InviteCreatorsCommand
from creatorport.application.use_cases.launch_campaign import LaunchCampaignCommand
from creatorport.application.views import Slice
from creatorport.application.writing import Words
from creatorport.container.gateway import GatewayContainer
from creatorport.domain.campaign import Campaign
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, MarketplaceId, MemberId, PostId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import VideoPost
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.context import GraphCaller
from creatorport.graphql.schema import schema
from tests.fakes.clock import START, MovableClock
from tests.integration.cost.counting import Calls, Statements
from tests.integration.simulator_market.office import Office

HOME = WorkspaceId("lumen")
OWNER = Member(MemberId("ida"), HOME, Role.OWNER)


@dataclass(frozen=True, slots=True)
class House:
    """`statements` and `calls` go on counting; `counted` starts them from zero."""

    container: GatewayContainer
    statements: Statements
    calls: Calls
    office: Office
    clock: MovableClock

    @contextmanager
    def counted(self) -> Iterator[tuple[Statements, Calls]]:
        self.statements.sent.clear()
        self.calls.made.clear()
        yield self.statements, self.calls

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Execute a document that must succeed, with a context of its own."""
        context = GraphCaller(self.container.web.application(), OWNER).context("request-1")
        result = await schema.execute(document, variable_values=variables, context_value=context)
        assert isinstance(result, ExecutionResult)
        assert result.errors is None, [error.original_error or error for error in result.errors]
        assert result.data is not None
        return result.data

    async def populate(self, campaign: str, creators: int, captures: int = 1) -> None:
        """A campaign with an invitation and a post per creator, each post captured so often."""
        names = [f"c{number}" for number in range(creators)]
        async with self.container.storage.units()() as uow:
            await uow.campaigns.add(
                Campaign.draft(
                    CampaignId(campaign), HOME, name=campaign, brand_name="Lumen", brief="", by=OWNER.id, now=START
                )
            )
            await uow.creators.put([_creator(name) for name in names])
            await uow.invitations.add([_invitation(campaign, name) for name in names])
            for name in names:
                post = _post(campaign, name)
                await uow.posts.add(post)
                for number in range(1, captures + 1):
                    post = _captured(post, number)
                    await uow.posts.save(post)
            await uow.commit()

    async def connect(self) -> None:
        """The brand's TikTok One account, with the token that the simulator gave out."""
        marketplace = Marketplace(
            MarketplaceId("marketplace-1"),
            HOME,
            self.office.account,
            "Lumen",
            Secret(self.office.token),
            OWNER.id,
            START,
        )
        async with self.container.storage.units()() as uow:
            await uow.marketplaces.add(marketplace)
            await uow.commit()

    async def discover(self, first: int, after: str | None = None) -> tuple[list[CreatorId], str]:
        """Ids of that many creators of the simulator's, and the last one's cursor."""
        query = DiscoverCreatorsQuery(OWNER, Question(("US",)), Slice(first, after))
        page = await self.container.members.use_cases().discover_creators(query)
        return [creator.id for creator in page.nodes], page.cursors[-1]

    async def draft(self) -> CampaignId:
        command = CreateCampaignCommand(OWNER, "Glow", "Lumen", "Show your routine.", None)
        created: CampaignId = await self.container.members.use_cases().create_campaign(command)
        return created

    async def invite(self, campaign: CampaignId, creators: Sequence[CreatorId]) -> None:
        command = InviteCreatorsCommand(OWNER, campaign, tuple(creators), Words(message="Hi {display_name}"))
        invited = await self.container.members.use_cases().invite_creators(command)
        assert (len(invited.invitation_ids), invited.refusals) == (len(creators), ())

    async def launch(self, campaign: CampaignId) -> None:
        await self.container.members.use_cases().launch_campaign(LaunchCampaignCommand(OWNER, campaign))

    async def pass_time(self, by: timedelta) -> None:
        """At TikTok and here."""
        await self.office.pass_time(by.total_seconds())
        self.clock.advance(by)

    async def posts(self, campaign: CampaignId) -> int:
        """How many videos are linked to a campaign."""
        async with self.container.storage.units()() as uow:
            return len(await uow.posts.of_campaign(HOME, campaign))

    async def waiting(self, kind: type[Job]) -> Sequence[Job]:
        """Jobs of one kind in the queue, oldest first."""
        found = KINDS[kind]
        statement = text("SELECT args FROM procrastinate_jobs WHERE task_name = :name ORDER BY id")
        async with self.container.storage.engine().connect() as connection:
            rows = (await connection.execute(statement, {"name": found.name})).all()
        return [found.read(row.args) for row in rows]

    async def work(self, job: Job) -> None:
        """Do what the worker does with a job: run its handler."""
        await self.container.work.handlers()[type(job)](job)

    async def drive(self) -> int:
        """Run all effects that wait, and those that they bring about; return how many there were."""
        done: list[Job] = []
        while fresh := [job for job in await self.waiting(DriveEffect) if job not in done]:
            for job in fresh:
                await self.work(job)
                self.clock.advance(timedelta(seconds=1))  # no two effects share a second's budget
            done.extend(fresh)
        return len(done)


def _creator(name: str) -> Creator:
    return Creator(
        CreatorId(name),
        HOME,
        Handle.of(name),
        name.title(),
        ExpiringUrl(f"https://cdn.test/{name}.webp", START + timedelta(hours=6)),
        Reach(2**33, 12, None, 40),
        Pedigree(Source.TIKTOK_ONE_DISCOVER, START, START + timedelta(hours=24)),
        START,
    )


def _invitation(campaign: str, name: str) -> Invitation:
    return Invitation.draft(
        InvitationId(f"{campaign}-{name}"),
        HOME,
        CampaignId(campaign),
        CreatorId(name),
        handle=Handle.of(name),
        message="Would you?",
        now=START,
    )


def _post(campaign: str, name: str) -> VideoPost:
    return VideoPost.linked(
        PostId(f"{campaign}-{name}"),
        HOME,
        CampaignId(campaign),
        CreatorId(name),
        video_id=f"7{campaign}{name}",
        url=f"https://www.tiktok.com/@{name}/video/7",
        published_at=None,
        now=START,
    )


def _captured(post: VideoPost, number: int) -> VideoPost:
    at = START + timedelta(minutes=number)
    pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, at, at + timedelta(minutes=15))
    return post.capture(Counts(number * 100, number * 10, number, 0), pedigree)
