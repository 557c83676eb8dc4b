"""`/join/{token}`: an invitation, as whoever holds its link sees it. Works without JavaScript."""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from creatorport.adapters.http import pages
from creatorport.adapters.http.addresses import Addresses
from creatorport.adapters.http.visitors import Visitors
from creatorport.application.use_cases.follow_join_link import FollowJoinLink, Linked
from creatorport.domain.errors import JoinLinkUnknown
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Terms

_LONGEST = 200
_WORDS = {DeliverableKind.VIDEO: ("video", "videos"), DeliverableKind.LIVE: ("live session", "live sessions")}
_log = structlog.get_logger(__name__)


class JoinPage:
    """GET shows the page and changes nothing; POST, its button, leads to TikTok's consent.

    Every link that cannot be followed looks the same, whatever the reason.
    """

    def __init__(self, follow: FollowJoinLink, visitors: Visitors, addresses: Addresses, tiktok_origin: str) -> None:
        self._follow = follow
        self._visitors = visitors
        self._addresses = addresses
        self._tiktok = tiktok_origin

    async def answer(self, request: Request) -> Response:
        wait = self._visitors.wait(self._addresses.of(request))
        if wait > 0:
            page = pages.told("Too many at once", "Please try again in a minute.", status=429)
            page.headers["Retry-After"] = str(int(wait) + 1)
            return _hidden(page)
        token = request.path_params["token"][:_LONGEST]
        try:
            if request.method == "POST":
                started = await self._follow.start(token)
                headers = {**pages.HEADERS, "X-Robots-Tag": "noindex"}
                return RedirectResponse(started.authorize_url, status_code=303, headers=headers)
            linked = await self._follow.look(token)
        except JoinLinkUnknown as error:
            _log.info("join link refused", outcome=error.code)
            return _hidden(pages.told("This link does not work", f"{error} ({error.code})", status=404))
        return _hidden(self._shown(linked))

    def _shown(self, linked: Linked) -> Response:
        campaign, invitation = linked.campaign, linked.invitation
        title = f"{campaign.brand_name} invites @{invitation.handle}"
        parts = pages.Parts()
        parts.paragraph(invitation.message)
        if campaign.brief:
            parts.heading("What it is about")
            parts.paragraph(campaign.brief)
        parts.heading("The terms")
        parts.facts(_facts(invitation.current_terms))
        if linked.is_open and invitation.expires_at is not None:
            parts.paragraph(f"You can answer until {invitation.expires_at:%d %B %Y, %H:%M} UTC.")
        if campaign.at_tiktok is not None:
            parts.heading("Join on TikTok")
            parts.link(campaign.at_tiktok.invite_link, "Open the campaign on TikTok")
        if not linked.is_open:
            parts.paragraph("This invitation is not waiting for an answer any more.")
            return parts.page(title)
        parts.heading("Answer here")
        parts.paragraph(
            "Connect your TikTok account. You choose on TikTok's page what may be seen. Then, with a login from "
            f"whoever sent this link, accept, decline, or propose other terms: only @{invitation.handle} can."
        )
        parts.button("Connect your TikTok account to answer here")
        return parts.page(title, leads_to=self._tiktok)


def _facts(terms: Terms) -> list[tuple[str, str]]:
    offer = terms.offer
    facts = [("Campaign fee", str(offer.fee) if offer.fee else "none")]
    if offer.commission_rate:
        facts.append(("Commission", f"{offer.commission_rate * 100:f} % of sales"))
    if offer.product_gift:
        facts.append(("Products", "yours to keep"))
    facts += [("You make", _asked(asked)) for asked in offer.deliverables]
    if offer.usage_rights_days:
        facts.append(("The brand may use it for", _counted(offer.usage_rights_days, "day", "days")))
    if offer.exclusivity_days:
        facts.append(("You work for no competitor for", _counted(offer.exclusivity_days, "day", "days")))
    if offer.guidelines:
        facts.append(("To heed", offer.guidelines))
    return facts


def _asked(asked: AskedDeliverable) -> str:
    what = _counted(asked.count, *_WORDS[asked.kind])
    if asked.due_after_days is not None:
        return f"{what}, within {_counted(asked.due_after_days, 'day', 'days')} of accepting"
    return what if asked.due_on is None else f"{what}, by {asked.due_on:%d %B %Y}"


def _counted(many: int, one: str, several: str) -> str:
    return f"{many} {one if many == 1 else several}"


def _hidden(page: Response) -> Response:
    page.headers["X-Robots-Tag"] = "noindex"
    return page
