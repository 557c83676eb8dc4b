"""Beginning a consent round trip: the same answer for creators' accounts and the brand's."""

from datetime import datetime

import strawberry

from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.scalars import URL


@strawberry.type(description="Where to send the browser for the consent, or why there is none.")
class StartConnectPayload:
    authorize_url: URL | None = derived(
        lambda outcome: outcome.shown and outcome.shown.authorize_url,
        "TikTok's consent page, made for this one sign-in; null where it was refused.",
    )
    expires_at: datetime | None = derived(
        lambda outcome: outcome.shown and outcome.shown.expires_at,
        "Until when the sign-in must be finished; null where it was refused.",
    )
    errors: list[UserError] = attribute(ERRORS)
