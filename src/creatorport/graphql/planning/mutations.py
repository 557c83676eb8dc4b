from datetime import timedelta
from typing import Annotated

import strawberry

from creatorport.application.use_cases.promise_freshness import PromiseFreshnessCommand
from creatorport.application.use_cases.withdraw_promise import WithdrawPromiseCommand
from creatorport.domain.errors import InvalidValue
from creatorport.domain.freshness.pledge import PromiseSubject
from creatorport.domain.ids import PromiseId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.planning.types import FreshnessPromise


@strawberry.input(description="What is to be promised. Name an account or a campaign, and not both.")
class PromiseFreshnessInput:
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="The account whose own counts and videos it is about."
    )
    campaign_id: strawberry.ID | None = strawberry.field(
        default=None, description="The campaign whose videos on connected accounts it is about."
    )
    bound_seconds: int = strawberry.field(description="The greatest age, from half an hour to thirty days.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A promise.")
class WithdrawFreshnessPromiseInput:
    promise_id: strawberry.ID = strawberry.field(description="The promise to end.")


@strawberry.type(description="The promise, or why there is none.")
class PromiseFreshnessPayload:
    promise: FreshnessPromise | None = derived(lambda outcome: outcome.shown, "The promise; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The promise that was ended, with its ledger.")
class WithdrawFreshnessPromisePayload:
    promise: FreshnessPromise | None = derived(lambda outcome: outcome.shown, "The promise as it was kept.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class PlanningMutations:
    @mutation(
        "Promise that the numbers of an account or a campaign are never older than a bound. One about the same is "
        "replaced. PROMISE_TOO_GREAT says which bound can be kept.",
        PromiseFreshnessPayload,
    )
    async def promise_freshness(
        self,
        info: Info,
        input: Annotated[PromiseFreshnessInput, strawberry.argument(description="The promise.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        subject, subject_id = _subject(input)
        bound = timedelta(seconds=input.bound_seconds)
        command = PromiseFreshnessCommand(info.context.member, subject, subject_id, bound, input.idempotency_key)
        return Outcome(await info.context.use_cases.promise_freshness(command))

    @mutation("End a promise of freshness. Its ledger stays.", WithdrawFreshnessPromisePayload)
    async def withdraw_freshness_promise(
        self,
        info: Info,
        input: Annotated[WithdrawFreshnessPromiseInput, strawberry.argument(description="The promise.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        promise_id = PromiseId(local_id("FreshnessPromise", input.promise_id, "promiseId"))
        command = WithdrawPromiseCommand(info.context.member, promise_id)
        return Outcome(await info.context.use_cases.withdraw_promise(command))


def _subject(given: PromiseFreshnessInput) -> tuple[PromiseSubject, str]:
    if given.account_id is not None and given.campaign_id is None:
        return PromiseSubject.ACCOUNT, local_id("TikTokAccount", given.account_id, "accountId")
    if given.campaign_id is not None and given.account_id is None:
        return PromiseSubject.CAMPAIGN, local_id("Campaign", given.campaign_id, "campaignId")
    raise InvalidValue("accountId", "name an account or a campaign, and not both")
