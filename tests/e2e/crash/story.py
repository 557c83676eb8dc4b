"""What a member asks of the gateway, each request under a key: whoever comes after a dead process asks again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from creatorport.application.use_cases.create_campaign import CreateCampaignCommand
from creatorport.application.use_cases.invite_creators import InviteCreatorsCommand
from creatorport.application.use_cases.launch_campaign import LaunchCampaignCommand
from creatorport.application.writing import Words
from creatorport.container.gateway import GatewayContainer
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId
from creatorport.domain.workspace import Member, Role

LUMEN = WorkspaceId("lumen")
MANAGER = Member(MemberId("manager"), LUMEN, Role.OWNER)
_OPEN = text("""
    SELECT (SELECT count(*) FROM invitations WHERE state IN ('draft', 'sending'))
        + (SELECT count(*) FROM effects WHERE state NOT IN ('done', 'failed'))
        + (SELECT count(*) FROM procrastinate_jobs
            WHERE status = 'doing' OR status = 'todo' AND (scheduled_at IS NULL OR task_name = 'drive_effect'))
""")


@dataclass(frozen=True, slots=True)
class Story:
    """A draft, its first creators, the launch; and once it runs, some more."""

    container: GatewayContainer
    first: Sequence[str]
    more: Sequence[str]

    async def ask(self) -> CampaignId:
        """Everything up to the launch. A repeat changes nothing."""
        cases = self.container.members.use_cases()
        campaign_id: CampaignId = await cases.create_campaign(
            CreateCampaignCommand(MANAGER, "Glow", "Lumen", "Show your routine.", "create")
        )
        await self._invite(campaign_id, self.first, "invite the first")
        await cases.launch_campaign(LaunchCampaignCommand(MANAGER, campaign_id, "launch"))
        return campaign_id

    async def finish(self, campaign_id: CampaignId) -> None:
        """Invite the others once all is quiet, and see everything settled. Needs a worker.

        Only then do the moments come in one order, so that a sweep over them leaves none out.
        """
        await self._quiet()
        await self._invite(campaign_id, self.more, "invite some more")
        await self._quiet()

    async def _invite(self, campaign_id: CampaignId, handles: Sequence[str], key: str) -> None:
        async with self.container.storage.units()() as uow:
            known = await uow.creators.find_by_handles(LUMEN, [Handle.of(handle) for handle in handles])
        ids = tuple(known[Handle.of(handle)].id for handle in handles)
        command = InviteCreatorsCommand(MANAGER, campaign_id, ids, Words(message="Hi {display_name}, join us."), key)
        invited = await self.container.members.use_cases().invite_creators(command)
        assert invited.refusals == ()

    async def _quiet(self) -> None:
        while await self._open():  # noqa: ASYNC110  another process may be the one that settles it
            await asyncio.sleep(0.15)

    async def _open(self) -> int:
        # Without a transaction: the server would end that of a frozen process.
        async with self.container.storage.engine().connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            return int((await alone.execute(_OPEN)).scalar_one())
