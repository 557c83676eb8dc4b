"""Who is on TikTok One: GET /tto/tcm/creator/status/get/ of API for Business."""

from collections.abc import Mapping, Sequence

from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import CREATOR_STATUS
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_status import HANDLES_PER_CALL, Standing
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.handle import Handle


class HttpCreatorStatus:
    """Implements CreatorStatus."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def of(self, access: Access, handles: Sequence[Handle]) -> Mapping[Handle, Standing]:
        wanted = list(dict.fromkeys(handles))
        told: dict[Handle, Standing] = {}
        for start in range(0, len(wanted), HANDLES_PER_CALL):
            batch = wanted[start : start + HANDLES_PER_CALL]
            asked = {"handle_names": listed(handle.text for handle in batch)}
            answer = await self._marketplace.get(access, CREATOR_STATUS, asked)
            for row in answer.each("onboarding_status"):
                told[row.handle("handle_name")] = row.word("status", Standing.OTHER)
        return {handle: told[handle] for handle in wanted if handle in told}
