"""Distinct id types, so that swapping two is a type error. All of them are opaque strings."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
MemberId = NewType("MemberId", str)
CreatorId = NewType("CreatorId", str)
CampaignId = NewType("CampaignId", str)
InvitationId = NewType("InvitationId", str)
ConnectInviteId = NewType("ConnectInviteId", str)
AccountId = NewType("AccountId", str)
PostId = NewType("PostId", str)
EffectId = NewType("EffectId", str)
MarketplaceId = NewType("MarketplaceId", str)
VideoId = NewType("VideoId", str)
SyncRunId = NewType("SyncRunId", str)
PurgeId = NewType("PurgeId", str)
PromiseId = NewType("PromiseId", str)
TemplateId = NewType("TemplateId", str)
BatchId = NewType("BatchId", str)
DeliverableId = NewType("DeliverableId", str)
CommentId = NewType("CommentId", str)
SparkId = NewType("SparkId", str)
