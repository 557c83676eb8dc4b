"""From keys to the graph's views, each in one statement; those of one query as of one moment."""

from creatorport.adapters.persistence.reads.accounts import SqlAccountReads
from creatorport.adapters.persistence.reads.activities import SqlActivityReads
from creatorport.adapters.persistence.reads.batches import SqlBatchReads
from creatorport.adapters.persistence.reads.campaigns import SqlCampaignReads
from creatorport.adapters.persistence.reads.comments import SqlCommentReads
from creatorport.adapters.persistence.reads.commitments import SqlCommitmentReads
from creatorport.adapters.persistence.reads.connect_invites import SqlConnectInviteReads
from creatorport.adapters.persistence.reads.creators import SqlCreatorReads
from creatorport.adapters.persistence.reads.deliverables import SqlDeliverableReads
from creatorport.adapters.persistence.reads.deliveries import SqlDeliveryReads, SqlInboxWatch
from creatorport.adapters.persistence.reads.effects import SqlEffectReads
from creatorport.adapters.persistence.reads.exclusions import SqlExclusionReads
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

__all__ = [
    "SqlAccountReads",
    "SqlActivityReads",
    "SqlBatchReads",
    "SqlCampaignReads",
    "SqlCommentReads",
    "SqlCommitmentReads",
    "SqlConnectInviteReads",
    "SqlCreatorReads",
    "SqlDeliverableReads",
    "SqlDeliveryReads",
    "SqlEffectReads",
    "SqlExclusionReads",
    "SqlHookReads",
    "SqlInboxWatch",
    "SqlInsightReads",
    "SqlInvitationReads",
    "SqlMatchReads",
    "SqlMilestoneReads",
    "SqlOneMoment",
    "SqlPerformanceReads",
    "SqlPublicationReads",
    "SqlPurgeReads",
    "SqlReceivedInvitationReads",
    "SqlSparkReads",
    "SqlSyncReads",
    "SqlTemplateReads",
    "SqlVideoReads",
    "sql_list_reads",
]
