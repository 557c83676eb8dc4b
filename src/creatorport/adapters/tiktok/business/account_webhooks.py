"""Where events of authorised accounts are sent: /business/webhook/* (API for Business, page 1810521279479810).

No token: the app's secret.
"""

from creatorport.adapters.tiktok.endpoints import (
    ACCOUNT_WEBHOOK_DROP,
    ACCOUNT_WEBHOOK_GET,
    ACCOUNT_WEBHOOK_SET,
)
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.webhook_registrations import Topic
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.secret import Secret

_NOT_THERE = "40007"


class HttpAccountWebhooks:
    """Implements AccountWebhooks."""

    def __init__(self, transport: Transport, *, app_id: str, app_secret: Secret) -> None:
        self._transport = transport
        self._app_id = app_id
        self._secret = app_secret

    async def find(self, topic: Topic) -> str | None:
        answer = await self._transport.call(Request(ACCOUNT_WEBHOOK_GET, query=self._asked(topic)))
        return answer.maybe_text("callback_url") or None

    async def point(self, topic: Topic, callback_url: str) -> None:
        document = {**self._asked(topic), "callback_url": callback_url}
        await self._transport.call(Request(ACCOUNT_WEBHOOK_SET, document=document))

    async def drop(self, topic: Topic) -> None:
        try:
            await self._transport.call(Request(ACCOUNT_WEBHOOK_DROP, document=self._asked(topic)))
        except TikTokRefused as refused:
            if refused.tiktok_code != _NOT_THERE:
                raise

    def _asked(self, topic: Topic) -> dict[str, str]:
        return {"app_id": self._app_id, "secret": self._secret.reveal(), "event_type": topic.value}
