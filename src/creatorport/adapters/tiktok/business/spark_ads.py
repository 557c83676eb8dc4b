"""Spark Ads: the right to advertise a creator's post (API for Business, /tcm/tt_video/ and /tt_video/)."""

from collections.abc import Mapping
from typing import Any

from creatorport.adapters.tiktok.endpoints import SPARK_APPLY, SPARK_INFO, SPARK_REDEEM, SPARK_STATUS, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import stamp
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.spark_ads import SparkAtTikTok, SparkStatus
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkCode

_ABSENT = "40007"
_INVALID = "40002"


class HttpSparkAds:
    """Implements SparkAds. These calls know the TikTok One account by an older name, `tcm_account_id`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def apply(self, access: Access, video_id: str, days: int, *, extend: bool) -> None:
        document: dict[str, Any] = {"video_id": video_id, "authorization_days": days}
        document |= {"tcm_account_id": access.tto_account_id, **({"action": "EXTEND"} if extend else {})}
        await self._call(access, SPARK_APPLY, document=document)

    async def status(self, access: Access, video_id: str) -> SparkAtTikTok | None:
        query = {"video_id": video_id, "tcm_account_id": access.tto_account_id}
        try:
            answer = await self._call(access, SPARK_STATUS, query=query)
        except TikTokRefused as error:
            if error.tiktok_code == _ABSENT:
                return None
            raise
        status, raw = answer.word("auth_status", SparkStatus.OTHER), answer.text("auth_status")
        seen_at = stamp(answer, "auth_status_updated_time")
        return SparkAtTikTok(status, raw, seen_at, answer.maybe_whole("requested_authorization_days"), _code(answer))

    async def redeem(self, access: Access, advertiser_id: str, code: Secret) -> None:
        document = {"advertiser_id": advertiser_id, "auth_code": code.reveal()}
        await self._call(access, SPARK_REDEEM, document=document)

    async def is_redeemed(self, access: Access, advertiser_id: str, code: Secret) -> bool:
        query = {"advertiser_id": advertiser_id, "auth_code": code.reveal()}
        try:
            await self._call(access, SPARK_INFO, query=query)
        except TikTokRefused as error:
            if error.tiktok_code in (_ABSENT, _INVALID):
                return False
            raise
        return True

    async def _call(
        self,
        access: Access,
        endpoint: Endpoint,
        *,
        query: Mapping[str, str] | None = None,
        document: Mapping[str, Any] | None = None,
    ) -> Payload:
        headers = {"Access-Token": access.token.reveal()}
        request = Request(endpoint, query=query or {}, headers=headers, document=document)
        return await self._transport.call(request, tenant=access.tto_account_id)


def _code(answer: Payload) -> SparkCode | None:
    code = answer.maybe_text("auth_code")
    starts_at, ends_at = stamp(answer, "auth_code_start_time"), stamp(answer, "auth_code_end_time")
    if not code or starts_at is None or ends_at is None:
        return None
    return SparkCode(Secret(code), answer.maybe_text("auth_code_status") or "NOT_USED", starts_at, ends_at)
