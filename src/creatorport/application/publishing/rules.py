from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import HostNotVerified, InvalidValue, NeedsReauth, PublishingNotGranted
from creatorport.domain.publishing.caps import WINDOW, CapCount, creators_of_app, posts_of_creator
from creatorport.domain.scopes import Feature, missing
from creatorport.domain.texts import text

UNAUDITED_CREATORS = 5
URL_MAX = 2048


@dataclass(frozen=True, slots=True)
class PublishingRules:
    """What TikTok permits our app, as the operator knows it."""

    audited: bool = False
    posts_per_day: int = 15
    creators_per_day: int | None = None
    verified_hosts: frozenset[str] = field(default_factory=frozenset)

    async def caps(self, uow: UnitOfWork, creator: str, now: datetime) -> Sequence[CapCount]:
        """Count what was begun within the last day."""
        begun = await uow.publications.begun_by(creator, now - WINDOW)
        counts = [posts_of_creator(begun, self.posts_per_day, now)]
        most = self.creators_per_day or (None if self.audited else UNAUDITED_CREATORS)
        if most is not None:
            active = await uow.publications.creators_since(now - WINDOW)
            counts.append(creators_of_app(active, creator, most, now))
        return counts

    def check_url(self, url: str) -> str:
        """Return the address of a video that TikTok would fetch. Raises InvalidValue, HostNotVerified."""
        bare = text(url, "videoUrl", URL_MAX)
        try:
            parts = urlsplit(bare)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise InvalidValue("videoUrl", "is no URL") from error
        if parts.scheme != "https" or host is None or parts.username is not None or port not in (None, 443):
            raise InvalidValue("videoUrl", "use an https URL without user and port")
        if not any(host == one or host.endswith(f".{one}") for one in self.verified_hosts):
            raise HostNotVerified(host)
        return bare


def check_grant(account: TikTokAccount) -> None:
    """Raises NeedsReauth, PublishingNotGranted."""
    if account.grant is None:
        raise NeedsReauth(account.cause or "the account is disconnected")
    lacking = missing(Feature.PUBLISHING, account.grant.scopes)
    if lacking:
        raise PublishingNotGranted(sorted(lacking))
