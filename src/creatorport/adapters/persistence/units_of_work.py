from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from creatorport.adapters.persistence.event_log import Entry, SqlEventLog
from creatorport.adapters.persistence.repositories import (
    SqlAccounts,
    SqlAccountVideos,
    SqlActivities,
    SqlBusinessConnections,
    SqlCampaigns,
    SqlCaptureFailures,
    SqlCategoryBooks,
    SqlComments,
    SqlConnectAttempts,
    SqlConnectInvites,
    SqlConsentedReadings,
    SqlCreatorReadings,
    SqlCreators,
    SqlDeliverables,
    SqlEffects,
    SqlExclusions,
    SqlFoundLists,
    SqlHookDeliveries,
    SqlHooks,
    SqlIdempotency,
    SqlInbox,
    SqlInvitationBatches,
    SqlInvitations,
    SqlMarketplaces,
    SqlMediaShelf,
    SqlMilestones,
    SqlNotes,
    SqlOptionsAnswers,
    SqlPlans,
    SqlPosts,
    SqlPromises,
    SqlPublications,
    SqlRetention,
    SqlSavedSearches,
    SqlShortlists,
    SqlSparks,
    SqlStandings,
    SqlSyncs,
    SqlTags,
    SqlTemplates,
    SqlWorkspaces,
)
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.hooks.telling import news_of
from creatorport.application.ports.jobs import DriveHook, Jobs
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.streams import kind_of, payload_of, stream_of
from creatorport.domain.events import Event
from creatorport.domain.hooks.news import HookNews
from creatorport.domain.ids import WorkspaceId


class JobsWithin(Protocol):
    """A queue in the same database, whose jobs can be deferred within a transaction of ours."""

    def within(self, transaction: Transaction) -> Jobs: ...


class SqlUnitOfWork:
    """One transaction in PostgreSQL, at READ COMMITTED; what must not change meanwhile is locked by row."""

    def __init__(self, session: AsyncSession, vault: TokenVault, jobs: JobsWithin) -> None:
        self._transaction = at = Transaction(session)
        self.accounts = SqlAccounts(at, vault)
        self.business = SqlBusinessConnections(at, vault)
        self.consented = SqlConsentedReadings(at)
        self.creator_readings = SqlCreatorReadings(at)
        self.videos = SqlAccountVideos(at)
        self.syncs = SqlSyncs(at)
        self.creators = SqlCreators(at)
        self.found_lists = SqlFoundLists(at)
        self.categories = SqlCategoryBooks(at)
        self.exclusions = SqlExclusions(at)
        self.shortlists = SqlShortlists(at)
        self.notes = SqlNotes(at)
        self.tags = SqlTags(at)
        self.saved_searches = SqlSavedSearches(at)
        self.campaigns = SqlCampaigns(at)
        self.capture_failures = SqlCaptureFailures(at)
        self.invitations = SqlInvitations(at)
        self.deliverables = SqlDeliverables(at)
        self.batches = SqlInvitationBatches(at)
        self.standings = SqlStandings(at)
        self.sparks = SqlSparks(at, vault)
        self.posts = SqlPosts(at)
        self.publications = SqlPublications(at, vault)
        self.media = SqlMediaShelf(at)
        self.options = SqlOptionsAnswers(at)
        self.templates = SqlTemplates(at)
        self.effects = SqlEffects(at)
        self.connect_invites = SqlConnectInvites(at)
        self.attempts = SqlConnectAttempts(at, vault)
        self.marketplaces = SqlMarketplaces(at, vault)
        self.plans = SqlPlans(at)
        self.promises = SqlPromises(at)
        self.activities = SqlActivities(at)
        self.milestones = SqlMilestones(at)
        self.workspaces = SqlWorkspaces(at)
        self.idempotency = SqlIdempotency(at, vault)
        self.retention = SqlRetention(at)
        self.inbox = SqlInbox(at)
        self.comments = SqlComments(at)
        self.hooks = SqlHooks(at, vault)
        self.hook_deliveries = SqlHookDeliveries(at)
        self.jobs = jobs.within(at)
        self.log = SqlEventLog(at)

    def record(self, workspace_id: WorkspaceId, event: Event) -> None:
        self._transaction.record(workspace_id, event)

    async def commit(self) -> None:
        self.idempotency.check()
        for stream, events in _by_stream(self._transaction.take_events()):
            await self._log(stream, events)
        for workspace_id, hook_id in self.hook_deliveries.take_told():
            await self.jobs.defer(DriveHook(workspace_id, hook_id))
        await self._transaction.commit()

    async def _log(self, stream: str, events: Sequence[tuple[WorkspaceId, Event]]) -> None:
        """Append events to the log, and have the workspaces' outgoing webhooks told of them by their places there."""
        newest = await self.log.append_all(
            stream, [Entry(kind_of(event), payload_of(event), event.at) for _, event in events]
        )
        told: dict[WorkspaceId, list[HookNews]] = {}
        for number, (workspace_id, event) in enumerate(events, start=newest - len(events) + 1):
            news = news_of(event, stream, number)
            if news is not None:
                told.setdefault(workspace_id, []).append(news)
        for workspace_id, every in told.items():
            await self.hook_deliveries.tell(workspace_id, every)


class SqlUnitsOfWork:
    """Hands out units of work, each with a session of its own. Nothing is connected before the first statement."""

    def __init__(self, engine: AsyncEngine, vault: TokenVault, jobs: JobsWithin) -> None:
        self._engine = engine
        self._vault = vault
        self._jobs = jobs

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        async with AsyncSession(self._engine, autoflush=False, expire_on_commit=False) as session:
            yield SqlUnitOfWork(session, self._vault, self._jobs)


def _by_stream(
    events: Sequence[tuple[WorkspaceId, Event]],
) -> Sequence[tuple[str, Sequence[tuple[WorkspaceId, Event]]]]:
    """Sort events into their streams; in one order of streams for everybody, so that nobody waits in a circle."""
    sorted_in: dict[str, list[tuple[WorkspaceId, Event]]] = {}
    for workspace_id, event in events:
        stream = stream_of(event)
        if stream is not None:
            sorted_in.setdefault(stream, []).append((workspace_id, event))
    return sorted(sorted_in.items(), key=lambda entry: entry[0])
