"""Whether TikTok sends its webhooks here."""

from collections.abc import Awaitable, Callable, Sequence

from creatorport.application.webhook_views import RegistrationView, Standing
from creatorport.domain.errors import StorageUnavailable, TikTokError
from creatorport.domain.readiness import Finding
from creatorport.domain.readiness import Standing as How

_REMEDY = "Run `creatorport webhooks repair`, or call repairWebhooks; the worker does it by itself every hour."


class WebhookRegistrations:
    """A probe that asks TikTok where it sends webhooks. It names no workspace and no account."""

    def __init__(self, look: Callable[[], Awaitable[Sequence[RegistrationView]]]) -> None:
        self._look = look

    async def __call__(self) -> Sequence[Finding]:
        try:
            registrations = await self._look()
        except (TikTokError, StorageUnavailable) as error:
            remedy = "Try again; if it stays, look at the rows of the network and the credentials."
            return [Finding("webhooks", "registrations", How.UNKNOWN, error.message, remedy)]
        of_app = [one for one in registrations if one.tto_account_id is None and one.subscription_id is None]
        of_accounts = [one for one in registrations if one.tto_account_id is not None]
        return [*(_of_topic(one) for one in of_app), *_of_marketplaces(of_accounts)]


def _of_topic(one: RegistrationView) -> Finding:
    subject = f"{one.topic} events of authorised accounts"
    if one.standing is Standing.REGISTERED:
        return Finding("webhooks", subject, How.OK, "are sent here")
    detail = "are not registered" if one.standing is Standing.MISSING else "are sent to another address"
    return Finding("webhooks", subject, How.WARNING, detail, _REMEDY)


def _of_marketplaces(registrations: Sequence[RegistrationView]) -> Sequence[Finding]:
    wanted = [one for one in registrations if one.standing is not Standing.ELSEWHERE]
    if not wanted:
        return []
    broken = sum(one.standing is not Standing.REGISTERED for one in wanted)
    subject = "TikTok One subscriptions"
    if not broken:
        return [Finding("webhooks", subject, How.OK, f"{len(wanted)} are in place")]
    detail = f"{broken} of {len(wanted)} are missing, or were made with a token that has been replaced"
    return [Finding("webhooks", subject, How.WARNING, detail, _REMEDY)]
