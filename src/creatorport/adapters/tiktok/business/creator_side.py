"""Calls in a creator's name: the token goes into a bare `Access-Token` header, the id under a name that varies."""

from collections.abc import Mapping
from typing import Any

from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.creator_campaigns import CreatorAccess

TTO_ID = "creator_id"
ACCOUNTS_ID = "business_id"


class CreatorSide:
    """`named` is what TikTok calls the creator's id in this group of endpoints."""

    def __init__(self, transport: Transport, named: str) -> None:
        self._transport = transport
        self._named = named

    async def get(self, access: CreatorAccess, endpoint: Endpoint, query: Mapping[str, str]) -> Payload:
        request = Request(
            endpoint, query={self._named: access.open_id, **query}, headers=_token(access), subject=access.open_id
        )
        return await self._transport.call(request, tenant=access.on_behalf_of)

    async def post(self, access: CreatorAccess, endpoint: Endpoint, document: Mapping[str, Any]) -> Payload:
        request = Request(
            endpoint, document={self._named: access.open_id, **document}, headers=_token(access), subject=access.open_id
        )
        return await self._transport.call(request, tenant=access.on_behalf_of)


def _token(access: CreatorAccess) -> dict[str, str]:
    return {"Access-Token": access.token.reveal()}
