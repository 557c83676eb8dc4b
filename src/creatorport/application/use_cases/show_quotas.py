from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.quotas import Quotas, QuotaView
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ShowQuotas:
    """Tell how the budgets stand for a workspace. Raises NotAllowed."""

    quotas: Quotas

    async def __call__(self, member: Member) -> Sequence[QuotaView]:
        authorize(member, Action.SEE_SYNC_PLAN)
        return await self.quotas.of(member.workspace_id)
