"""Storage, the queue, leases and the live log."""

from datetime import timedelta

from dependency_injector import containers, providers
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.live.feed import PostgresEventFeed
from creatorport.adapters.persistence.attention import SqlAttention
from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.persistence.leases import PostgresLeases
from creatorport.adapters.persistence.reads import (
    SqlAccountReads,
    SqlActivityReads,
    SqlBatchReads,
    SqlCampaignReads,
    SqlCommentReads,
    SqlCommitmentReads,
    SqlConnectInviteReads,
    SqlCreatorReads,
    SqlDeliverableReads,
    SqlDeliveryReads,
    SqlEffectReads,
    SqlHookReads,
    SqlInboxWatch,
    SqlInsightReads,
    SqlInvitationReads,
    SqlMatchReads,
    SqlMilestoneReads,
    SqlOneMoment,
    SqlPerformanceReads,
    SqlPublicationReads,
    SqlPurgeReads,
    SqlReceivedInvitationReads,
    SqlSparkReads,
    SqlSyncReads,
    SqlTemplateReads,
    SqlVideoReads,
    sql_list_reads,
)
from creatorport.adapters.persistence.seals import SqlSeals
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.system import SystemIdentities
from creatorport.adapters.vault import KeySource, SealedTokenVault
from creatorport.adapters.webhooks.lag import WebhookLag
from creatorport.application.ports.clock import Clock
from creatorport.application.queries import Reads


class Storage(containers.DeclarativeContainer):
    """Everything durable."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    database_url: providers.Dependency[str] = providers.Dependency()
    keys: providers.Dependency[KeySource] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()

    engine: providers.Provider[AsyncEngine] = providers.Singleton(make_engine, database_url)
    vault = providers.Singleton(SealedTokenVault, keys)
    seals = providers.Singleton(SqlSeals, engine, vault)
    identities = providers.Singleton(SystemIdentities)
    queue = providers.Singleton(JobQueue, database_url)
    units = providers.Singleton(SqlUnitsOfWork, engine, vault, queue)
    leases = providers.Singleton(PostgresLeases, database_url)
    feed = providers.Singleton(PostgresEventFeed, engine, database_url)
    attention = providers.Singleton(SqlAttention, engine, clock)
    webhook_lag = providers.Singleton(
        WebhookLag,
        providers.Singleton(SqlInboxWatch, engine),
        providers.Callable(timedelta, seconds=settings.provided.webhooks_late_after),
    )
    reads = providers.Singleton(
        Reads,
        campaigns=providers.Singleton(SqlCampaignReads, engine),
        invitations=providers.Singleton(SqlInvitationReads, engine),
        creators=providers.Singleton(SqlCreatorReads, engine),
        sparks=providers.Singleton(SqlSparkReads, engine, vault),
        deliverables=providers.Singleton(SqlDeliverableReads, engine),
        effects=providers.Singleton(SqlEffectReads, engine),
        publications=providers.Singleton(SqlPublicationReads, engine),
        performance=providers.Singleton(SqlPerformanceReads, engine),
        videos=providers.Singleton(SqlVideoReads, engine),
        syncs=providers.Singleton(SqlSyncReads, engine),
        attention=attention,
        connect_invites=providers.Singleton(SqlConnectInviteReads, engine),
        purges=providers.Singleton(SqlPurgeReads, engine),
        batches=providers.Singleton(SqlBatchReads, engine),
        received=providers.Singleton(SqlReceivedInvitationReads, engine),
        commitments=providers.Singleton(SqlCommitmentReads, engine),
        templates=providers.Singleton(SqlTemplateReads, engine),
        lists=providers.Singleton(sql_list_reads, engine),
        matches=providers.Singleton(SqlMatchReads, engine),
        activities=providers.Singleton(SqlActivityReads, engine),
        deliveries=providers.Singleton(SqlDeliveryReads, engine),
        comments=providers.Singleton(SqlCommentReads, engine),
        hooks=providers.Singleton(SqlHookReads, engine),
        insights=providers.Singleton(SqlInsightReads, engine),
        milestones=providers.Singleton(SqlMilestoneReads, engine),
        one_moment=providers.Singleton(SqlOneMoment, engine),
        accounts=providers.Singleton(
            SqlAccountReads, engine, providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for)
        ),
    )
