"""One repository per aggregate, each on the transaction of its unit of work."""

from creatorport.adapters.persistence.repositories.account_videos import SqlAccountVideos
from creatorport.adapters.persistence.repositories.accounts import SqlAccounts
from creatorport.adapters.persistence.repositories.activities import SqlActivities
from creatorport.adapters.persistence.repositories.batches import SqlInvitationBatches
from creatorport.adapters.persistence.repositories.business_connections import SqlBusinessConnections
from creatorport.adapters.persistence.repositories.campaigns import SqlCampaigns
from creatorport.adapters.persistence.repositories.capture_failures import SqlCaptureFailures
from creatorport.adapters.persistence.repositories.comments import SqlComments
from creatorport.adapters.persistence.repositories.connect_attempts import SqlConnectAttempts
from creatorport.adapters.persistence.repositories.connect_invites import SqlConnectInvites
from creatorport.adapters.persistence.repositories.creators import SqlCreators
from creatorport.adapters.persistence.repositories.deliverables import SqlDeliverables
from creatorport.adapters.persistence.repositories.discovery import SqlCategoryBooks, SqlFoundLists
from creatorport.adapters.persistence.repositories.effects import SqlEffects
from creatorport.adapters.persistence.repositories.exclusions import SqlExclusions
from creatorport.adapters.persistence.repositories.hook_deliveries import SqlHookDeliveries
from creatorport.adapters.persistence.repositories.hooks import SqlHooks
from creatorport.adapters.persistence.repositories.idempotency import SqlIdempotency
from creatorport.adapters.persistence.repositories.inbox import SqlInbox
from creatorport.adapters.persistence.repositories.insights import SqlConsentedReadings, SqlCreatorReadings
from creatorport.adapters.persistence.repositories.invitations import SqlInvitations
from creatorport.adapters.persistence.repositories.marketplaces import SqlMarketplaces
from creatorport.adapters.persistence.repositories.media import SqlMediaShelf, SqlOptionsAnswers
from creatorport.adapters.persistence.repositories.milestones import SqlMilestones
from creatorport.adapters.persistence.repositories.notes import SqlNotes
from creatorport.adapters.persistence.repositories.plans import SqlPlans
from creatorport.adapters.persistence.repositories.posts import SqlPosts
from creatorport.adapters.persistence.repositories.promises import SqlPromises
from creatorport.adapters.persistence.repositories.publications import SqlPublications
from creatorport.adapters.persistence.repositories.retention import SqlRetention
from creatorport.adapters.persistence.repositories.saved_searches import SqlSavedSearches
from creatorport.adapters.persistence.repositories.shortlists import SqlShortlists
from creatorport.adapters.persistence.repositories.sparks import SqlSparks
from creatorport.adapters.persistence.repositories.standings import SqlStandings
from creatorport.adapters.persistence.repositories.syncs import SqlSyncs
from creatorport.adapters.persistence.repositories.tags import SqlTags
from creatorport.adapters.persistence.repositories.templates import SqlTemplates
from creatorport.adapters.persistence.repositories.workspaces import SqlWorkspaces

__all__ = [
    "SqlAccountVideos",
    "SqlAccounts",
    "SqlActivities",
    "SqlBusinessConnections",
    "SqlCampaigns",
    "SqlCaptureFailures",
    "SqlCategoryBooks",
    "SqlComments",
    "SqlConnectAttempts",
    "SqlConnectInvites",
    "SqlConsentedReadings",
    "SqlCreatorReadings",
    "SqlCreators",
    "SqlDeliverables",
    "SqlEffects",
    "SqlExclusions",
    "SqlFoundLists",
    "SqlHookDeliveries",
    "SqlHooks",
    "SqlIdempotency",
    "SqlInbox",
    "SqlInvitationBatches",
    "SqlInvitations",
    "SqlMarketplaces",
    "SqlMediaShelf",
    "SqlMilestones",
    "SqlNotes",
    "SqlOptionsAnswers",
    "SqlPlans",
    "SqlPosts",
    "SqlPromises",
    "SqlPublications",
    "SqlRetention",
    "SqlSavedSearches",
    "SqlShortlists",
    "SqlSparks",
    "SqlStandings",
    "SqlSyncs",
    "SqlTags",
    "SqlTemplates",
    "SqlWorkspaces",
]
