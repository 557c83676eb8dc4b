"""`/connect/{token}`: what a creator sees who was sent a link."""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from creatorport.adapters.http import pages
from creatorport.application.use_cases.follow_invite import FollowInvite
from creatorport.domain.errors import ConnectRefused, InviteUnknown

_LONGEST = 200
_log = structlog.get_logger(__name__)


class InvitePage:
    """GET shows the page and changes nothing; POST, its button, leads to TikTok."""

    def __init__(self, follow: FollowInvite, tiktok_origin: str) -> None:
        self._follow = follow
        self._tiktok = tiktok_origin

    async def answer(self, request: Request) -> Response:
        token = request.path_params["token"]
        try:
            if len(token) > _LONGEST:
                raise InviteUnknown
            if request.method == "POST":
                started = await self._follow.start(token)
                return RedirectResponse(started.authorize_url, status_code=303, headers=dict(pages.HEADERS))
            invite = await self._follow.look(token)
        except ConnectRefused as error:
            _log.info("invite link refused", outcome=error.code)
            status = 404 if isinstance(error, InviteUnknown) else 410
            return pages.told("This link does not work", f"{error} ({error.code})", status=status)
        whom = f"@{invite.expected}" if invite.expected else "your TikTok account"
        text = (
            f"{invite.workspace_id} asks you, {invite.invited}, to connect {whom}, so that they can see its profile "
            "and numbers. You choose on TikTok's page what they may see, and can end it any time in TikTok's settings."
        )
        return pages.asking("Connect your TikTok account", text, button="Continue to TikTok", leads_to=self._tiktok)
