"""Which action of the policy stands behind every root field and every edge.

The check itself is the application's: queries and use cases ask the policy, whoever calls them. This table makes it
visible, the schema cannot be built while an entry is missing, and the tests walk it as every role.
"""

from collections.abc import Iterator, Mapping

from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from creatorport.application.policy import Action
from creatorport.graphql.fields import EDGE, KIND, ROOT

ACCESS: Mapping[str, Action] = {
    "Query.viewer": Action.SEE_SELF,
    "Workspace.currency": Action.SEE_SELF,
    # Anybody may ask for a node; what stands behind the id decides, see `node.queries.NODES`.
    "Query.node": Action.SEE_SELF,
    "Query.nodes": Action.SEE_SELF,
    "Query.campaign": Action.SEE_CAMPAIGNS,
    "Query.myInvitations": Action.SEE_OWN_INVITATIONS,
    "Query.campaigns": Action.SEE_CAMPAIGNS,
    "Query.creators": Action.SEE_CREATORS,
    "Query.deliverable": Action.SEE_OWN_DELIVERABLES,
    "Query.deliverables": Action.SEE_OWN_DELIVERABLES,
    "Query.creatorCategories": Action.SEE_CREATORS,
    "Query.discoverCreators": Action.DISCOVER_CREATORS,
    "Query.exclusions": Action.SEE_CREATORS,
    "Query.compareCreators": Action.SEE_CREATORS,
    "Query.matchScores": Action.SEE_CREATORS,
    "Query.shortlists": Action.SEE_CREATORS,
    "Query.creatorTags": Action.SEE_CREATORS,
    "Query.creatorsByTag": Action.SEE_CREATORS,
    "Query.savedSearches": Action.SEE_CREATORS,
    "Query.runSavedSearch": Action.DISCOVER_CREATORS,
    "Query.tiktokAccount": Action.SEE_OWN_ACCOUNTS,
    "Query.tiktokAccounts": Action.SEE_OWN_ACCOUNTS,
    "Query.marketplace": Action.SEE_MARKETPLACE,
    "Query.appReadiness": Action.SEE_READINESS,
    "Query.syncPlan": Action.SEE_SYNC_PLAN,
    "Query.quotas": Action.SEE_SYNC_PLAN,
    "Query.freshnessPromises": Action.SEE_SYNC_PLAN,
    "Query.connectInvites": Action.INVITE_TO_CONNECT,
    "Query.purges": Action.SEE_PURGES,
    "Query.webhookDeliveries": Action.SEE_WEBHOOKS,
    "Query.messageTemplates": Action.SEE_CAMPAIGNS,
    "Query.checkEligibility": Action.RUN_CAMPAIGNS,
    "Query.invitationBatch": Action.SEE_CAMPAIGNS,
    "Query.previewInvitations": Action.RUN_CAMPAIGNS,
    "Mutation.createConnectInvite": Action.INVITE_TO_CONNECT,
    "Mutation.revokeConnectInvite": Action.INVITE_TO_CONNECT,
    "Mutation.createCampaign": Action.PLAN_CAMPAIGNS,
    "Mutation.updateCampaign": Action.PLAN_CAMPAIGNS,
    "Mutation.duplicateCampaign": Action.PLAN_CAMPAIGNS,
    "Mutation.pauseCampaign": Action.RUN_CAMPAIGNS,
    "Mutation.resumeCampaign": Action.RUN_CAMPAIGNS,
    "Mutation.completeCampaign": Action.RUN_CAMPAIGNS,
    "Mutation.cancelCampaign": Action.RUN_CAMPAIGNS,
    "Mutation.archiveCampaign": Action.PLAN_CAMPAIGNS,
    "Mutation.unarchiveCampaign": Action.PLAN_CAMPAIGNS,
    "Mutation.setWorkspaceCurrency": Action.SET_CURRENCY,
    "Mutation.launchCampaign": Action.RUN_CAMPAIGNS,
    "Mutation.inviteCreators": Action.RUN_CAMPAIGNS,
    "Mutation.inviteInBatch": Action.RUN_CAMPAIGNS,
    "Mutation.cancelInvitationBatch": Action.RUN_CAMPAIGNS,
    "Mutation.createMessageTemplate": Action.RUN_CAMPAIGNS,
    "Mutation.updateMessageTemplate": Action.RUN_CAMPAIGNS,
    "Mutation.archiveMessageTemplate": Action.RUN_CAMPAIGNS,
    "Mutation.excludeCreators": Action.KEEP_LISTS,
    "Mutation.readmitCreators": Action.KEEP_LISTS,
    "Mutation.createShortlist": Action.KEEP_LISTS,
    "Mutation.renameShortlist": Action.KEEP_LISTS,
    "Mutation.addToShortlist": Action.KEEP_LISTS,
    "Mutation.removeFromShortlist": Action.KEEP_LISTS,
    "Mutation.reorderShortlist": Action.KEEP_LISTS,
    "Mutation.deleteShortlist": Action.KEEP_LISTS,
    "Mutation.addNote": Action.KEEP_LISTS,
    "Mutation.editNote": Action.KEEP_LISTS,
    "Mutation.deleteNote": Action.KEEP_LISTS,
    "Mutation.tagCreators": Action.KEEP_LISTS,
    "Mutation.untagCreators": Action.KEEP_LISTS,
    "Mutation.saveSearch": Action.KEEP_LISTS,
    "Mutation.renameSavedSearch": Action.KEEP_LISTS,
    "Mutation.deleteSavedSearch": Action.KEEP_LISTS,
    "Mutation.refreshCreators": Action.DISCOVER_CREATORS,
    "Mutation.submitDeliverable": Action.SUBMIT_DELIVERABLES,
    "Mutation.approveDeliverable": Action.REVIEW_DELIVERABLES,
    "Mutation.requestChanges": Action.REVIEW_DELIVERABLES,
    "Mutation.waiveDeliverable": Action.REVIEW_DELIVERABLES,
    "Mutation.commentOnDeliverable": Action.DISCUSS_DELIVERABLES,
    "Mutation.requestSparkAuthorization": Action.USE_SPARK_CODES,
    "Mutation.redeemSparkCode": Action.USE_SPARK_CODES,
    "Mutation.remindLinkRequest": Action.REVIEW_DELIVERABLES,
    "Mutation.revokeLinkRequest": Action.REVIEW_DELIVERABLES,
    "Mutation.acceptInvitation": Action.ANSWER_INVITATIONS,
    "Mutation.declineInvitation": Action.ANSWER_INVITATIONS,
    "Mutation.counterInvitation": Action.ANSWER_INVITATIONS,
    "Mutation.answerCounterOffer": Action.RUN_CAMPAIGNS,
    "Mutation.acceptCounterOffer": Action.RUN_CAMPAIGNS,
    "Mutation.refuseCounterOffer": Action.RUN_CAMPAIGNS,
    "Mutation.withdrawInvitation": Action.RUN_CAMPAIGNS,
    "Mutation.remindInvitation": Action.RUN_CAMPAIGNS,
    "Mutation.extendInvitation": Action.RUN_CAMPAIGNS,
    "Mutation.createJoinLink": Action.RUN_CAMPAIGNS,
    "Mutation.startTiktokConnect": Action.CONNECT_OWN_ACCOUNT,
    # The state is what permits it: it was given to whoever was allowed to start.
    "Mutation.finishTiktokConnect": Action.SEE_SELF,
    "Mutation.startMarketplaceConnect": Action.CONNECT_MARKETPLACE,
    "Mutation.refreshTiktokAccount": Action.CONNECT_OWN_ACCOUNT,
    "Mutation.disconnectTiktokAccount": Action.CONNECT_OWN_ACCOUNT,
    "Query.creatorInsights": Action.SEE_CREATORS,
    "Mutation.refreshTiktokInsights": Action.SYNC_OWN_ACCOUNT,
    "Mutation.refreshCreatorInsights": Action.DISCOVER_CREATORS,
    "Mutation.startTiktokBusinessConnect": Action.CONNECT_OWN_ACCOUNT,
    "Mutation.disconnectTiktokBusiness": Action.CONNECT_OWN_ACCOUNT,
    "Mutation.promiseFreshness": Action.PROMISE_FRESHNESS,
    "Mutation.withdrawFreshnessPromise": Action.PROMISE_FRESHNESS,
    "Mutation.syncTiktokAccount": Action.SYNC_OWN_ACCOUNT,
    "Mutation.replayWebhook": Action.SEE_WEBHOOKS,
    "Mutation.repairWebhooks": Action.REPAIR_WEBHOOKS,
    "Subscription.campaignPerformance": Action.SEE_PERFORMANCE,
    "Subscription.invitationBatchProgress": Action.SEE_CAMPAIGNS,
    "Subscription.syncProgress": Action.SEE_OWN_ACCOUNTS,
    "Campaign.invitations": Action.SEE_CAMPAIGNS,
    "Campaign.invitationCounts": Action.SEE_CAMPAIGNS,
    "Campaign.targets": Action.SEE_PERFORMANCE,
    "Campaign.milestones": Action.SEE_CAMPAIGNS,
    "CampaignEditConflict.campaign": Action.SEE_CAMPAIGNS,
    "Campaign.activity": Action.SEE_CAMPAIGNS,
    "Campaign.deliverables": Action.SEE_OWN_DELIVERABLES,
    "Campaign.deliverableCounts": Action.SEE_OWN_DELIVERABLES,
    "Campaign.invitationBatches": Action.SEE_CAMPAIGNS,
    "InvitationBatch.campaign": Action.SEE_CAMPAIGNS,
    "InvitationBatch.items": Action.SEE_CAMPAIGNS,
    "InvitationBatchItem.invitation": Action.SEE_CAMPAIGNS,
    "Campaign.performance": Action.SEE_PERFORMANCE,
    "Campaign.posts": Action.SEE_PERFORMANCE,
    "Invitation.campaign": Action.SEE_CAMPAIGNS,
    "Invitation.creator": Action.SEE_CREATORS,
    "Campaign.committed": Action.SEE_CAMPAIGNS,
    "Campaign.remaining": Action.SEE_CAMPAIGNS,
    "Invitation.terms": Action.SEE_OWN_INVITATIONS,
    "Invitation.currentTerms": Action.SEE_OWN_INVITATIONS,
    "ReceivedInvitation.terms": Action.SEE_OWN_INVITATIONS,
    "ReceivedInvitation.currentTerms": Action.SEE_OWN_INVITATIONS,
    "Invitation.performance": Action.SEE_PERFORMANCE,
    "MessageTemplate.versions": Action.SEE_CAMPAIGNS,
    "Creator.excluded": Action.SEE_CREATORS,
    "Creator.matchScore": Action.SEE_CREATORS,
    "MatchScore.creator": Action.SEE_CREATORS,
    "ComparedValue.creator": Action.SEE_CREATORS,
    "Creator.tags": Action.SEE_CREATORS,
    "Creator.notes": Action.SEE_CREATORS,
    "Creator.shortlists": Action.SEE_CREATORS,
    "Note.creator": Action.SEE_CREATORS,
    "Shortlist.creators": Action.SEE_CREATORS,
    "ShortlistedCreator.creator": Action.SEE_CREATORS,
    "Exclusion.creator": Action.SEE_CREATORS,
    "Invitation.deliverables": Action.SEE_OWN_DELIVERABLES,
    "Deliverable.campaign": Action.SEE_CAMPAIGNS,
    "Deliverable.invitation": Action.SEE_CAMPAIGNS,
    "Deliverable.creator": Action.SEE_CREATORS,
    "Deliverable.post": Action.SEE_PERFORMANCE,
    "Deliverable.comments": Action.SEE_OWN_DELIVERABLES,
    "Post.creator": Action.SEE_CREATORS,
    "Post.campaign": Action.SEE_CAMPAIGNS,
    "Post.sparkAuthorization": Action.SEE_PERFORMANCE,
    "SparkAuthorization.code": Action.USE_SPARK_CODES,
    "Post.history": Action.SEE_PERFORMANCE,
    "TikTokAccount.videoList": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.history": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.syncRuns": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.lastSync": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.nextSync": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.businessConnection": Action.SEE_OWN_ACCOUNTS,
    "TikTokAccount.insights": Action.SEE_OWN_ACCOUNTS,
    "Creator.insights": Action.SEE_CREATORS,
    "Video.history": Action.SEE_OWN_ACCOUNTS,
    "Video.commentNews": Action.SEE_OWN_ACCOUNTS,
}


def declared_fields(schema: GraphQLSchema) -> Iterator[tuple[str, StrawberryField]]:
    """Yield every field of every object type that is ours, as `Type.field`, with its declaration."""
    for name, kind in schema.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]


def guarded_fields(schema: GraphQLSchema) -> dict[str, StrawberryField]:
    """Return the fields that ask the application for something: root fields and edges."""
    return {name: field for name, field in declared_fields(schema) if field.metadata.get(KIND) in {ROOT, EDGE}}


def check(schema: GraphQLSchema) -> None:
    """Raise TypeError unless the table names exactly the guarded fields, and every field is of a known kind."""
    undeclared = [name for name, field in declared_fields(schema) if KIND not in field.metadata]
    guarded = guarded_fields(schema)
    missing, stale = sorted(guarded.keys() - ACCESS.keys()), sorted(ACCESS.keys() - guarded.keys())
    if undeclared or missing or stale:
        raise TypeError(f"access table: missing {missing}, stale {stale}; fields of no known kind: {undeclared}")
