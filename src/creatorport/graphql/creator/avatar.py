from datetime import datetime

import strawberry

from creatorport.application.views import AccountView, CreatorView
from creatorport.domain.pedigree import Absence
from creatorport.graphql.fields import attribute
from creatorport.graphql.performance.metrics import AbsenceReason
from creatorport.graphql.scalars import URL


@strawberry.type(description="A picture behind a link that TikTok signed for a while.")
class Avatar:
    url: URL | None = attribute("The link, while it lives; a dead one is never given.")
    absence: AbsenceReason | None = attribute(
        "Why there is no link: GONE when it expired, DROPPED when its time here was over. Null when there is one."
    )
    expires_at: datetime | None = attribute("When the link dies, or died; null where it does not say.")


def avatar_at(missing: Absence, shown: CreatorView | AccountView, now: datetime) -> Avatar:
    url, expires_at = shown.avatar_url, shown.avatar_expires_at
    if url is None:
        return Avatar(url=None, absence=AbsenceReason(missing.value), expires_at=None)
    if expires_at is not None and now >= expires_at:
        return Avatar(url=None, absence=AbsenceReason.GONE, expires_at=expires_at)
    return Avatar(url=URL(url), absence=None, expires_at=expires_at)
