"""The reads of the real storage, put together for tests that need no container."""

from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.accounts import SqlAccountReads
from creatorport.adapters.persistence.reads.activities import SqlActivityReads
from creatorport.adapters.persistence.reads.batches import SqlBatchReads
from creatorport.adapters.persistence.reads.campaigns import SqlCampaignReads
from creatorport.adapters.persistence.reads.comments import SqlCommentReads
from creatorport.adapters.persistence.reads.commitments import SqlCommitmentReads
from creatorport.adapters.persistence.reads.connect_invites import SqlConnectInviteReads
from creatorport.adapters.persistence.reads.creators import SqlCreatorReads
from creatorport.adapters.persistence.reads.deliverables import SqlDeliverableReads
from creatorport.adapters.persistence.reads.deliveries import SqlDeliveryReads
from creatorport.adapters.persistence.reads.effects import SqlEffectReads
from creatorport.adapters.persistence.reads.hooks import SqlHookReads
from creatorport.adapters.persistence.reads.insights import SqlInsightReads
from creatorport.adapters.persistence.reads.invitations import SqlInvitationReads
from creatorport.adapters.persistence.reads.lists import sql_list_reads
from creatorport.adapters.persistence.reads.match import SqlMatchReads
from creatorport.adapters.persistence.reads.milestones import SqlMilestoneReads
from creatorport.adapters.persistence.reads.moment import SqlOneMoment
from creatorport.adapters.persistence.reads.performance import SqlPerformanceReads
from creatorport.adapters.persistence.reads.publications import SqlPublicationReads
from creatorport.adapters.persistence.reads.purges import SqlPurgeReads
from creatorport.adapters.persistence.reads.received_invitations import SqlReceivedInvitationReads
from creatorport.adapters.persistence.reads.sparks import SqlSparkReads
from creatorport.adapters.persistence.reads.syncs import SqlSyncReads
from creatorport.adapters.persistence.reads.templates import SqlTemplateReads
from creatorport.adapters.persistence.reads.videos import SqlVideoReads
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.queries import Reads
from tests.fakes.vault import InMemoryVault


def sql_reads(engine: AsyncEngine, vault: TokenVault | None = None) -> Reads:
    return Reads(
        campaigns=SqlCampaignReads(engine),
        invitations=SqlInvitationReads(engine),
        creators=SqlCreatorReads(engine),
        performance=SqlPerformanceReads(engine),
        accounts=SqlAccountReads(engine),
        videos=SqlVideoReads(engine),
        syncs=SqlSyncReads(engine),
        connect_invites=SqlConnectInviteReads(engine),
        publications=SqlPublicationReads(engine),
        purges=SqlPurgeReads(engine),
        batches=SqlBatchReads(engine),
        received=SqlReceivedInvitationReads(engine),
        commitments=SqlCommitmentReads(engine),
        templates=SqlTemplateReads(engine),
        lists=sql_list_reads(engine),
        matches=SqlMatchReads(engine),
        activities=SqlActivityReads(engine),
        deliveries=SqlDeliveryReads(engine),
        effects=SqlEffectReads(engine),
        comments=SqlCommentReads(engine),
        hooks=SqlHookReads(engine),
        insights=SqlInsightReads(engine),
        milestones=SqlMilestoneReads(engine),
        sparks=SqlSparkReads(engine, vault or InMemoryVault()),
        deliverables=SqlDeliverableReads(engine),
        one_moment=SqlOneMoment(engine),
    )
