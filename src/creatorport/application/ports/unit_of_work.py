from contextlib import AbstractAsyncContextManager
from typing import Protocol

from creatorport.application.ports.account_videos import AccountVideos
from creatorport.application.ports.accounts import Accounts
from creatorport.application.ports.activities import Activities
from creatorport.application.ports.batches import InvitationBatches
from creatorport.application.ports.business_connections import BusinessConnections
from creatorport.application.ports.campaigns import Campaigns
from creatorport.application.ports.comments import Comments
from creatorport.application.ports.connect_attempts import ConnectAttempts
from creatorport.application.ports.connect_invites import ConnectInvites
from creatorport.application.ports.creators import Creators
from creatorport.application.ports.deliverables import Deliverables
from creatorport.application.ports.discovery import CategoryBooks, FoundLists
from creatorport.application.ports.effects import Effects
from creatorport.application.ports.event_log import EventLog
from creatorport.application.ports.exclusions import Exclusions
from creatorport.application.ports.idempotency import Idempotency
from creatorport.application.ports.inbox import Inbox
from creatorport.application.ports.insights import ConsentedReadings, CreatorReadings
from creatorport.application.ports.invitations import Invitations
from creatorport.application.ports.jobs import Jobs
from creatorport.application.ports.marketplaces import Marketplaces
from creatorport.application.ports.milestones import Milestones
from creatorport.application.ports.notes import Notes
from creatorport.application.ports.planning import Plans, Promises
from creatorport.application.ports.posts import Posts
from creatorport.application.ports.retention import Retention
from creatorport.application.ports.saved_searches import SavedSearches
from creatorport.application.ports.shortlists import Shortlists
from creatorport.application.ports.sparks import Sparks
from creatorport.application.ports.standings import Standings
from creatorport.application.ports.syncs import Syncs
from creatorport.application.ports.tags import Tags
from creatorport.application.ports.templates import Templates
from creatorport.application.ports.workspaces import Workspaces


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` undoes all of it, jobs and log entries included.

    The events of every aggregate that was added or saved are appended to the log at commit, each to the stream that
    `streams.stream_of` names.
    """

    @property
    def accounts(self) -> Accounts: ...
    @property
    def business(self) -> BusinessConnections: ...
    @property
    def consented(self) -> ConsentedReadings: ...
    @property
    def creator_readings(self) -> CreatorReadings: ...
    @property
    def videos(self) -> AccountVideos: ...
    @property
    def syncs(self) -> Syncs: ...
    @property
    def creators(self) -> Creators: ...
    @property
    def found_lists(self) -> FoundLists: ...
    @property
    def categories(self) -> CategoryBooks: ...
    @property
    def exclusions(self) -> Exclusions: ...
    @property
    def shortlists(self) -> Shortlists: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def tags(self) -> Tags: ...
    @property
    def saved_searches(self) -> SavedSearches: ...
    @property
    def campaigns(self) -> Campaigns: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def deliverables(self) -> Deliverables: ...
    @property
    def batches(self) -> InvitationBatches: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def sparks(self) -> Sparks: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def templates(self) -> Templates: ...
    @property
    def effects(self) -> Effects: ...
    @property
    def connect_invites(self) -> ConnectInvites: ...
    @property
    def attempts(self) -> ConnectAttempts: ...
    @property
    def marketplaces(self) -> Marketplaces: ...
    @property
    def plans(self) -> Plans: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def milestones(self) -> Milestones: ...
    @property
    def workspaces(self) -> Workspaces: ...
    @property
    def idempotency(self) -> Idempotency: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def comments(self) -> Comments: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def log(self) -> EventLog: ...

    async def commit(self) -> None:
        """Make everything durable. Raises ConcurrentChange when the database found writers in conflict."""
        ...


class UnitsOfWork(Protocol):
    """Where a use case gets a fresh unit of work: one per call."""

    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]: ...
