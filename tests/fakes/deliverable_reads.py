from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.deliverable_views import CommentView, DeliverableView, LinkRequestView
from creatorport.application.ports.deliverable_reads import EVERY, DeliverableFilter
from creatorport.application.views import Page, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.ids import CampaignId, DeliverableId, InvitationId, MemberId, WorkspaceId
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf

_AGREED: Order[Deliverable] = Order("deliverables", lambda one: (one.created_at, one.id))
_SAID: Order[Comment] = Order("deliverable-comments", lambda one: (one.at, one.id))


@dataclass
class InMemoryDeliverableReads:
    shelf: Shelf

    async def page(
        self, workspace_id: WorkspaceId, part: Slice, wanted: DeliverableFilter = EVERY, *, owner: MemberId | None
    ) -> Page[DeliverableView]:
        found = self._shown(workspace_id, owner, "deliverables.page")
        return _AGREED.page([one for one in found if _fits(one, wanted)], part, _view)

    async def pages_of_campaigns(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[CampaignId],
        part: Slice,
        wanted: DeliverableFilter = EVERY,
        *,
        owner: MemberId | None,
    ) -> Mapping[CampaignId, Page[DeliverableView]]:
        found = self._shown(workspace_id, owner, "deliverables.pages_of_campaigns")
        return {
            key: _AGREED.page([one for one in found if one.campaign_id == key and _fits(one, wanted)], part, _view)
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None
    ) -> Mapping[InvitationId, Sequence[DeliverableView]]:
        found: dict[InvitationId, list[DeliverableView]] = {}
        shown = self._shown(workspace_id, owner, "deliverables.of_invitations")
        for one in sorted(shown, key=lambda one: one.number):
            if one.invitation_id in ids:
                found.setdefault(one.invitation_id, []).append(_view(one))
        return found

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], *, owner: MemberId | None
    ) -> Mapping[DeliverableId, DeliverableView]:
        found = self._shown(workspace_id, owner, "deliverables.by_ids")
        return {one.id: _view(one) for one in found if one.id in ids}

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], *, owner: MemberId | None
    ) -> Mapping[CampaignId, tuple[tuple[str, int], ...]]:
        counts: dict[CampaignId, Counter[str]] = {}
        for one in self._shown(workspace_id, owner, "deliverables.counts_of_campaigns"):
            if one.campaign_id in ids:
                counts.setdefault(one.campaign_id, Counter())[one.state.value] += 1
        return {key: tuple(sorted(states.items())) for key, states in counts.items()}

    async def pages_of_comments(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], part: Slice, *, owner: MemberId | None
    ) -> Mapping[DeliverableId, Page[CommentView]]:
        shown = [one.id for one in self._shown(workspace_id, owner, "deliverables.comments") if one.id in ids]
        said = self.shelf.of(Comment, workspace_id, "comment")
        return {key: _SAID.page([one for one in said if one.deliverable_id == key], part, _comment) for key in shown}

    def _shown(self, workspace_id: WorkspaceId, owner: MemberId | None, call: str) -> list[Deliverable]:
        found = self.shelf.of(Deliverable, workspace_id, "deliverable", call)
        return [one for one in found if owner is None or self._holder(one) == owner]

    def _holder(self, one: Deliverable) -> MemberId | None:
        accounts = self.shelf.of(TikTokAccount, one.workspace_id, "account")
        named = [account for account in accounts if account.profile.handle == one.handle]
        last = sorted(sorted(named, key=lambda it: it.id), key=lambda it: it.profile_at, reverse=True)[:1]
        return next((it.owner for it in last if it.is_at_work), None)


def _fits(one: Deliverable, wanted: DeliverableFilter) -> bool:
    due_in_time = wanted.due_before is None or (one.due_at is not None and one.due_at < wanted.due_before)
    return due_in_time and (not wanted.states or one.state.value in wanted.states)


def _view(one: Deliverable) -> DeliverableView:
    handed = one.submission
    return DeliverableView(
        one.id,
        one.campaign_id,
        one.invitation_id,
        one.creator_id,
        one.handle.text,
        one.number,
        one.kind.value,
        one.state.value,
        one.due_at,
        one.created_at,
        handed.at if handed else None,
        handed.by if handed else None,
        handed.video_id if handed else None,
        handed.url if handed else None,
        handed.draft_url if handed else None,
        handed.note if handed else None,
        one.decided_at,
        one.decided_by,
        LinkRequestView.of(one.link) if one.link else None,
        one.post_id,
        one.linked_at,
        one.reminded,
        one.reminded_at,
    )


def _comment(one: Comment) -> CommentView:
    return CommentView(one.author, one.role.value, one.text, one.at)
