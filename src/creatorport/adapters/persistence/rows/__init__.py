"""The tables, by subject. Importing this package registers all of them with `Row.metadata`."""

from creatorport.adapters.persistence.rows.accounts import AccountRow, ConnectAttemptRow, MarketplaceRow
from creatorport.adapters.persistence.rows.activities import ActivityRow
from creatorport.adapters.persistence.rows.batches import BatchItemRow, BatchRow, StandingRow
from creatorport.adapters.persistence.rows.business_connections import BusinessConnectionRow
from creatorport.adapters.persistence.rows.call_budget import CallBudgetRow
from creatorport.adapters.persistence.rows.campaigns import CampaignRow, CaptureFailureRow, MilestoneRow
from creatorport.adapters.persistence.rows.comments import CommentNewsRow
from creatorport.adapters.persistence.rows.connect_invites import ConnectInviteRow
from creatorport.adapters.persistence.rows.creators import CreatorRow
from creatorport.adapters.persistence.rows.deliverables import CommentRow, DeliverableRow
from creatorport.adapters.persistence.rows.desk import IdempotencyRow
from creatorport.adapters.persistence.rows.discovery import CategoriesRow, FoundListRow
from creatorport.adapters.persistence.rows.effects import EffectRow
from creatorport.adapters.persistence.rows.exclusions import ExclusionRow
from creatorport.adapters.persistence.rows.hooks import HookDeliveryRow, HookRow
from creatorport.adapters.persistence.rows.inbox import DeliveryRow
from creatorport.adapters.persistence.rows.insights import ConsentedDayRow, ConsentedReadingRow, CreatorReadingRow
from creatorport.adapters.persistence.rows.invitations import InvitationRow, TermsRow
from creatorport.adapters.persistence.rows.lists import (
    NoteRow,
    SavedSearchRow,
    ShortlistCreatorRow,
    ShortlistRow,
    TagRow,
)
from creatorport.adapters.persistence.rows.log import LogRow, StreamRow
from creatorport.adapters.persistence.rows.planning import AttentionRow, BeliefRow, PaceRow, PromiseRow, ShareRow
from creatorport.adapters.persistence.rows.posts import PostRow, SnapshotRow
from creatorport.adapters.persistence.rows.publications import MediaRow, OptionsAnswerRow, PublicationRow
from creatorport.adapters.persistence.rows.purges import PurgeRow
from creatorport.adapters.persistence.rows.row import Row
from creatorport.adapters.persistence.rows.sparks import SparkRow
from creatorport.adapters.persistence.rows.syncs import SyncRunRow, SyncTimesRow
from creatorport.adapters.persistence.rows.templates import TemplateRow, TemplateVersionRow
from creatorport.adapters.persistence.rows.videos import AccountVideoRow, ProfileSnapshotRow, VideoSnapshotRow
from creatorport.adapters.persistence.rows.workspaces import WorkspaceRow

__all__ = [
    "AccountRow",
    "AccountVideoRow",
    "ActivityRow",
    "AttentionRow",
    "BatchItemRow",
    "BatchRow",
    "BeliefRow",
    "BusinessConnectionRow",
    "CallBudgetRow",
    "CampaignRow",
    "CaptureFailureRow",
    "CategoriesRow",
    "CommentNewsRow",
    "CommentRow",
    "ConnectAttemptRow",
    "ConnectInviteRow",
    "ConsentedDayRow",
    "ConsentedReadingRow",
    "CreatorReadingRow",
    "CreatorRow",
    "DeliverableRow",
    "DeliveryRow",
    "EffectRow",
    "ExclusionRow",
    "FoundListRow",
    "HookDeliveryRow",
    "HookRow",
    "IdempotencyRow",
    "InvitationRow",
    "LogRow",
    "MarketplaceRow",
    "MediaRow",
    "MilestoneRow",
    "NoteRow",
    "OptionsAnswerRow",
    "PaceRow",
    "PostRow",
    "ProfileSnapshotRow",
    "PromiseRow",
    "PublicationRow",
    "PurgeRow",
    "Row",
    "SavedSearchRow",
    "ShareRow",
    "ShortlistCreatorRow",
    "ShortlistRow",
    "SnapshotRow",
    "SparkRow",
    "StandingRow",
    "StreamRow",
    "SyncRunRow",
    "SyncTimesRow",
    "TagRow",
    "TemplateRow",
    "TemplateVersionRow",
    "TermsRow",
    "VideoSnapshotRow",
    "WorkspaceRow",
]
