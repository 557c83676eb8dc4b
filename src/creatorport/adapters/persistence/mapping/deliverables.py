from creatorport.adapters.persistence.rows import CommentRow, DeliverableRow
from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, DeliverableId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.link_request import LinkAction, LinkRequest, LinkState
from creatorport.domain.submission import Submission
from creatorport.domain.terms import DeliverableKind


def to_row(one: Deliverable) -> DeliverableRow:
    handed, link = one.submission, one.link
    return DeliverableRow(
        workspace_id=one.workspace_id,
        id=one.id,
        campaign_id=one.campaign_id,
        invitation_id=one.invitation_id,
        creator_id=one.creator_id,
        handle=one.handle.text,
        handle_key=one.handle.key,
        number=one.number,
        kind=one.kind.value,
        state=one.state.value,
        due_at=one.due_at,
        created_at=one.created_at,
        submitted_at=handed.at if handed else None,
        submitted_by=handed.by if handed else None,
        video_id=handed.video_id if handed else None,
        video_url=handed.url if handed else None,
        draft_url=handed.draft_url if handed else None,
        note=handed.note if handed else None,
        decided_at=one.decided_at,
        decided_by=one.decided_by,
        link_video_id=link.video_id if link else None,
        link_state=link.state.value if link else None,
        link_asked_at=link.asked_at if link else None,
        link_requests=link.requests if link else None,
        link_pending=link.pending.value if link and link.pending else None,
        link_failure=link.failure if link else None,
        link_earlier=list(link.earlier) if link else None,
        link_unread=link.unread if link else None,
        post_id=one.post_id,
        linked_at=one.linked_at,
        reminded=one.reminded,
        reminded_at=one.reminded_at,
        version=one.version,
    )


def from_row(row: DeliverableRow) -> Deliverable:
    return Deliverable(
        id=DeliverableId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        campaign_id=CampaignId(row.campaign_id),
        invitation_id=InvitationId(row.invitation_id),
        creator_id=CreatorId(row.creator_id),
        handle=Handle(row.handle, row.handle_key),
        number=row.number,
        kind=DeliverableKind(row.kind),
        state=DeliverableState(row.state),
        due_at=row.due_at,
        created_at=row.created_at,
        submission=_submission(row),
        decided_at=row.decided_at,
        decided_by=None if row.decided_by is None else MemberId(row.decided_by),
        link=_link(row),
        post_id=None if row.post_id is None else PostId(row.post_id),
        linked_at=row.linked_at,
        reminded=row.reminded,
        reminded_at=row.reminded_at,
        version=row.version,
    )


def to_comment_row(comment: Comment) -> CommentRow:
    return CommentRow(
        workspace_id=comment.workspace_id,
        id=comment.id,
        deliverable_id=comment.deliverable_id,
        author=comment.author,
        role=comment.role.value,
        text=comment.text,
        at=comment.at,
    )


def _submission(row: DeliverableRow) -> Submission | None:
    if row.submitted_at is None or row.submitted_by is None:
        return None
    return Submission(
        row.submitted_at, MemberId(row.submitted_by), row.video_id, row.video_url, row.draft_url, row.note
    )


def _link(row: DeliverableRow) -> LinkRequest | None:
    if row.link_video_id is None or row.link_state is None or row.link_asked_at is None:
        return None
    return LinkRequest(
        row.link_video_id,
        LinkState(row.link_state),
        row.link_asked_at,
        row.link_requests or 0,
        None if row.link_pending is None else LinkAction(row.link_pending),
        row.link_failure,
        tuple(row.link_earlier or ()),
        row.link_unread,
    )
