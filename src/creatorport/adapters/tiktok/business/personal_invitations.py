"""Personal invitations: an ASSUMED contract, and the only module that knows it, beside `orders`.

TikTok publishes no such call. The simulator serves it; a host of TikTok is never asked, as the constructor sees to.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

from creatorport.adapters.tiktok.business.assumed import never_at_tiktok
from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import INVITATION_CANCEL, INVITATION_LIST, INVITATION_SEND
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import unix_seconds
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import (
    Access,
    AnswerStatus,
    NewPersonalInvitation,
    PersonalInvitation,
)
from creatorport.domain.handle import Handle

_PAGE = 50


class HttpPersonalInvitations:
    """Implements PersonalInvitations where the assumed contract is switched on."""

    def __init__(self, transport: Transport) -> None:
        """Raises ValueError when the transport would carry assumed calls to TikTok itself."""
        self._marketplace = Marketplace(never_at_tiktok(transport))

    async def send(self, access: Access, invitation: NewPersonalInvitation) -> PersonalInvitation:
        document: dict[str, Any] = {
            "campaign_id": invitation.campaign_tiktok_id,
            "handle_name": invitation.handle.text,
            "message": invitation.message,
            "payment": {"type": "PRODUCT"},  # creatorport arranges no money; the contract wants a kind
            "external_id": invitation.reference,
        }
        if invitation.expires_at is not None:
            # In whole seconds, and not before our own end: what is still open here must not be over there.
            document["expire_time"] = ceil(invitation.expires_at.timestamp())
        return _invitation(await self._marketplace.post(access, INVITATION_SEND, document))

    async def cancel(self, access: Access, tiktok_id: str) -> PersonalInvitation:
        return _invitation(await self._marketplace.post(access, INVITATION_CANCEL, {"invitation_id": tiktok_id}))

    async def of_campaign(
        self, access: Access, campaign_tiktok_id: str, *, handle: Handle | None = None
    ) -> Sequence[PersonalInvitation]:
        query = {"campaign_ids": listed([campaign_tiktok_id])}
        if handle is not None:
            query["handle_names"] = listed([handle.text])
        found: dict[str, PersonalInvitation] = {}
        async for page in self._marketplace.pages(access, INVITATION_LIST, query, size=_PAGE):
            for row in page.each("invitations"):
                invitation = _invitation(row)
                found[invitation.tiktok_id] = invitation
        return list(found.values())


def _invitation(row: Payload) -> PersonalInvitation:
    return PersonalInvitation(
        tiktok_id=row.id("invitation_id"),
        handle=row.handle("handle_name"),
        status=row.word("status", AnswerStatus.OTHER),
        raw_status=row.text("status"),
        answer=row.maybe_text("response_message") or None,
        answered_at=unix_seconds(row, "responded_time"),
        reference=row.maybe_text("external_id") or None,
    )
