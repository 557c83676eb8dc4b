from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from creatorport.application.hooks.telling import news_of
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.streams import kind_of, payload_of, stream_of
from creatorport.domain.events import Event
from creatorport.domain.ids import WorkspaceId
from tests.fakes.activities import InMemoryActivities
from tests.fakes.batches import InMemoryInvitationBatches
from tests.fakes.business_connections import InMemoryBusinessConnections
from tests.fakes.capture_failures import InMemoryCaptureFailures
from tests.fakes.comments import InMemoryComments
from tests.fakes.connect_invites import InMemoryConnectInvites
from tests.fakes.deliverables import InMemoryDeliverables
from tests.fakes.desk import (
    InMemoryConnectAttempts,
    InMemoryEventLog,
    InMemoryIdempotency,
    InMemoryJobs,
)
from tests.fakes.discovery import InMemoryCategoryBooks, InMemoryFoundLists
from tests.fakes.exclusions import InMemoryExclusions
from tests.fakes.hooks import InMemoryHookDeliveries, InMemoryHooks
from tests.fakes.inbox import InMemoryInbox
from tests.fakes.insights import InMemoryConsentedReadings, InMemoryCreatorReadings
from tests.fakes.invitations import InMemoryInvitations
from tests.fakes.lists_kept import InMemoryNotes, InMemorySavedSearches, InMemoryShortlists, InMemoryTags
from tests.fakes.media import InMemoryMediaShelf, InMemoryOptionsAnswers
from tests.fakes.milestones import InMemoryMilestones
from tests.fakes.plans import InMemoryPlans, InMemoryPromises
from tests.fakes.posts import InMemoryPosts
from tests.fakes.publications import InMemoryPublications
from tests.fakes.repositories import (
    InMemoryAccounts,
    InMemoryCampaigns,
    InMemoryCreators,
    InMemoryEffects,
    InMemoryMarketplaces,
)
from tests.fakes.retention import InMemoryRetention
from tests.fakes.sparks import InMemorySparks
from tests.fakes.standings import InMemoryStandings
from tests.fakes.storage import Storage
from tests.fakes.syncs import InMemoryAccountVideos, InMemorySyncs
from tests.fakes.templates import InMemoryTemplates
from tests.fakes.transaction import Transaction
from tests.fakes.workspaces import InMemoryWorkspaces


class InMemoryUnitOfWork:
    def __init__(self, storage: Storage) -> None:
        self._transaction = at = Transaction(storage)
        self.accounts = InMemoryAccounts(at)
        self.business = InMemoryBusinessConnections(at)
        self.consented = InMemoryConsentedReadings(at)
        self.creator_readings = InMemoryCreatorReadings(at)
        self.videos = InMemoryAccountVideos(at)
        self.syncs = InMemorySyncs(at)
        self.creators = InMemoryCreators(at)
        self.found_lists = InMemoryFoundLists(at)
        self.categories = InMemoryCategoryBooks(at)
        self.exclusions = InMemoryExclusions(at)
        self.shortlists = InMemoryShortlists(at)
        self.notes = InMemoryNotes(at)
        self.tags = InMemoryTags(at)
        self.saved_searches = InMemorySavedSearches(at)
        self.campaigns = InMemoryCampaigns(at)
        self.capture_failures = InMemoryCaptureFailures(at)
        self.invitations = InMemoryInvitations(at)
        self.deliverables = InMemoryDeliverables(at)
        self.batches = InMemoryInvitationBatches(at)
        self.standings = InMemoryStandings(at)
        self.sparks = InMemorySparks(at)
        self.posts = InMemoryPosts(at)
        self.publications = InMemoryPublications(at)
        self.media = InMemoryMediaShelf(at)
        self.options = InMemoryOptionsAnswers(at)
        self.templates = InMemoryTemplates(at)
        self.effects = InMemoryEffects(at)
        self.connect_invites = InMemoryConnectInvites(at)
        self.attempts = InMemoryConnectAttempts(at)
        self.marketplaces = InMemoryMarketplaces(at)
        self.plans = InMemoryPlans(at)
        self.promises = InMemoryPromises(at)
        self.activities = InMemoryActivities(at)
        self.milestones = InMemoryMilestones(at)
        self.workspaces = InMemoryWorkspaces(at)
        self.idempotency = InMemoryIdempotency(at)
        self.retention = InMemoryRetention(at)
        self.inbox = InMemoryInbox(at)
        self.comments = InMemoryComments(at)
        self.hooks = InMemoryHooks(at)
        self.hook_deliveries = InMemoryHookDeliveries(at)
        self.jobs = InMemoryJobs(at)
        self.log = InMemoryEventLog(at)

    def record(self, workspace_id: WorkspaceId, event: Event) -> None:
        self._transaction.record(workspace_id, event)

    async def commit(self) -> None:
        recorded = [(stream_of(event), whose, event) for whose, event in self._transaction.take_events()]
        logged = [(stream, whose, event) for stream, whose, event in recorded if stream is not None]
        for stream, whose, event in sorted(logged, key=lambda entry: entry[0]):
            number = await self._transaction.append(stream, kind_of(event), payload_of(event), event.at)
            news = news_of(event, stream, number)
            if news is not None:
                await self.hook_deliveries.tell(whose, [news])
        await self._transaction.commit()

    def end(self) -> None:
        self._transaction.end()


class InMemoryUnitsOfWork:
    """Hands out units of work on one Storage, which tests may look into: `units.storage.jobs`, `.entries(stream)`."""

    def __init__(self, storage: Storage | None = None) -> None:
        self.storage = Storage() if storage is None else storage

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        unit = InMemoryUnitOfWork(self.storage)
        try:
            yield unit
        finally:
            unit.end()
