from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.undecided_views import OF_CAMPAIGNS, OF_INVITATIONS, UndecidedView
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.ids import CampaignId, InvitationId, WorkspaceId
from tests.fakes.shelf import Shelf


@dataclass
class InMemoryEffectReads:
    shelf: Shelf

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, Sequence[UndecidedView]]:
        unknown = self._unknown(workspace_id, OF_INVITATIONS, "effects.of_invitations")
        return {key: [_view(one) for one in unknown if key == one.subject or key in _many(one)] for key in ids}

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[UndecidedView]]:
        unknown = self._unknown(workspace_id, OF_CAMPAIGNS, "effects.of_campaigns")
        return {key: [_view(one) for one in unknown if key == one.subject] for key in ids}

    def _unknown(self, workspace_id: WorkspaceId, kinds: Collection[EffectKind], call: str) -> list[Effect]:
        every = self.shelf.of(Effect, workspace_id, "effect", call)
        unknown = [one for one in every if one.state is EffectState.UNKNOWN and one.kind in kinds]
        return sorted(unknown, key=lambda one: (one.called_at or one.created_at, one.id))


def _many(one: Effect) -> Sequence[object]:
    many = one.request.get("invitation_ids")
    return many if isinstance(many, list) else ()


def _view(one: Effect) -> UndecidedView:
    since = one.called_at or one.created_at
    return UndecidedView(one.kind.value, since, one.trouble or "", one.refusals > 0, one.next_at)
