from collections.abc import Sequence
from typing import Annotated

import strawberry

from creatorport.application.planning.asked import Asked
from creatorport.application.planning.views import PromiseView, SyncPlanView
from creatorport.application.ports.quotas import QuotaView
from creatorport.application.use_cases.show_plan import MORE_MOST, NEXT_MOST, STALE_MOST, PlanQuery
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import AccountId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import split
from creatorport.graphql.planning.types import FreshnessPromise, Quota, SyncPlan

_FIRST = 20


@strawberry.type
class PlanningQueries:
    @query(
        "What the planner refreshes next and why, why something is stale, and what if more accounts came.",
        SyncPlan,
        reads_only=False,
    )
    async def sync_plan(
        self,
        info: Info,
        first: Annotated[
            int, strawberry.argument(description=f"How many of the next calls, at most {NEXT_MOST}.")
        ] = _FIRST,
        stale: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(description=f"Accounts and videos to explain, at most {STALE_MOST}."),
        ] = None,
        more_accounts: Annotated[
            int | None, strawberry.argument(description=f"How many more accounts to suppose, at most {MORE_MOST}.")
        ] = None,
    ) -> SyncPlanView:
        asked = tuple(_asked(one, f"stale.{index}") for index, one in enumerate(stale or ()))
        return await info.context.use_cases.show_plan(PlanQuery(info.context.member, first, asked, more_accounts))

    @query("How the limits on calls to TikTok stand.", list[Quota], reads_only=False)
    async def quotas(self, info: Info) -> Sequence[QuotaView]:
        return await info.context.use_cases.show_quotas(info.context.member)

    @query(
        "What was promised of freshness, and whether it held; newest first.", list[FreshnessPromise], reads_only=False
    )
    async def freshness_promises(self, info: Info) -> Sequence[PromiseView]:
        return await info.context.use_cases.show_promises(info.context.member)


def _asked(text: str, field: str) -> Asked:
    kind, local = split(text, field)
    if kind == "TikTokAccount":
        return Asked(AccountId(local))
    account_id, dot, video_id = local.rpartition(".")
    if kind != "Video" or not dot or not account_id or not video_id:
        raise InvalidValue(field, "is not the id of a TikTokAccount or a Video")
    return Asked(AccountId(account_id), video_id)
