from typing import Any

from creatorport.application.deliverable_views import CommentView, DeliverableView, LinkRequestView
from creatorport.domain.ids import CampaignId, CreatorId, DeliverableId, InvitationId, PostId
from creatorport.domain.link_request import LinkAction, LinkRequest, LinkState


def deliverable_view(row: Any) -> DeliverableView:
    return DeliverableView(
        id=DeliverableId(row.id),
        campaign_id=CampaignId(row.campaign_id),
        invitation_id=InvitationId(row.invitation_id),
        creator_id=CreatorId(row.creator_id),
        handle=row.handle,
        number=row.number,
        kind=row.kind,
        state=row.state,
        due_at=row.due_at,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        video_id=row.video_id,
        video_url=row.video_url,
        draft_url=row.draft_url,
        note=row.note,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        link=_link(row),
        post_id=None if row.post_id is None else PostId(row.post_id),
        linked_at=row.linked_at,
        reminded=row.reminded,
        reminded_at=row.reminded_at,
    )


def comment_view(row: Any) -> CommentView:
    return CommentView(row.author, row.role, row.text, row.at)


def _link(row: Any) -> LinkRequestView | None:
    if row.link_state is None:
        return None
    pending = None if row.link_pending is None else LinkAction(row.link_pending)
    link = LinkRequest(
        row.link_video_id,
        LinkState(row.link_state),
        row.link_asked_at,
        row.link_requests,
        pending,
        row.link_failure,
        unread=row.link_unread,
    )
    return LinkRequestView.of(link)
