from typing import Annotated

import strawberry

from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCommand
from creatorport.application.use_cases.request_spark import RequestSparkCommand
from creatorport.domain.ids import PostId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.performance.loaders import PostByIdLoader
from creatorport.graphql.performance.posts import Post

_SHOWN = "The post; null where it was refused."


@strawberry.input(description="The post that is to be advertised, and for how long.")
class RequestSparkAuthorizationInput:
    post_id: strawberry.ID = strawberry.field(description="The post, which is linked to a campaign.")
    days: int = strawberry.field(default=30, description="For how many days: 1 to 365.")
    extend: bool = strawberry.field(default=False, description="Ask for more days of the code that there is.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The post whose code is to be taken.")
class RedeemSparkCodeInput:
    post_id: strawberry.ID = strawberry.field(description="The post, with a code that lives.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type(description="The post whose creator is asked, or why not.")
class RequestSparkAuthorizationPayload:
    post: Post | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The post whose code is taken, or why it is not.")
class RedeemSparkCodePayload:
    post: Post | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class SparkMutations:
    @mutation(
        "Ask a creator, through TikTok, for the right to advertise a post. The verdict comes later, as the status of "
        "`sparkAuthorization`.",
        RequestSparkAuthorizationPayload,
    )
    async def request_spark_authorization(
        self,
        info: Info,
        input: Annotated[RequestSparkAuthorizationInput, strawberry.argument(description="The request.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        post_id = PostId(local_id("Post", input.post_id, "postId"))
        command = RequestSparkCommand(info.context.member, post_id, input.days, input.extend, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.deliverables.request_spark(command))

    @mutation("Have the operator's advertiser account take the code of a post.", RedeemSparkCodePayload)
    async def redeem_spark_code(
        self,
        info: Info,
        input: Annotated[RedeemSparkCodeInput, strawberry.argument(description="The code's post.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        post_id = PostId(local_id("Post", input.post_id, "postId"))
        command = RedeemSparkCommand(info.context.member, post_id, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.deliverables.redeem_spark(command))


async def _shown(info: Info, post_id: PostId) -> Outcome:
    return Outcome(await info.context.loaders.get(PostByIdLoader).load(post_id))
