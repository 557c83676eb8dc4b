"""Public pages of creators: GET /tto/tcm/creator/public/ of API for Business."""

from decimal import Decimal

from creatorport.adapters.tiktok.business.marketplace import Marketplace
from creatorport.adapters.tiktok.endpoints import CREATOR_PUBLIC
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import signed_link
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_pages import CreatorPage
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.creator import Reach
from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import InvalidValue, TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.money import Money

_NOT_THERE = frozenset({"40002", "40007"})
"""TikTok documents no code for a handle that is not on TikTok One. What we send is a handle in good form and no more,
so that a complaint about a value, or about something that does not exist, can only be about whose it is."""

_LONGEST_BIO = 2_000


class HttpCreatorPages:
    """Implements CreatorPages."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def read(self, access: Access, handle: Handle) -> CreatorPage | None:
        try:
            answer = await self._marketplace.get(access, CREATOR_PUBLIC, {"handle_name": handle.key})
        except TikTokRefused as error:
            if error.tiktok_code in _NOT_THERE:
                return None
            raise
        told = answer.handle("handle_name")
        if told != handle:
            raise answer.lost("handle_name")
        return CreatorPage(
            handle=told,
            display_name=answer.maybe_text("display_name") or told.text,
            avatar=signed_link(answer.maybe_text("profile_image")),
            reach=Reach(
                followers=answer.maybe_whole("followers_count"),
                following=answer.maybe_whole("following_count"),
                likes=answer.maybe_whole("likes_count"),
                videos=answer.maybe_whole("videos_count"),
            ),
            tiktok_id=answer.maybe_text("creator_id") or None,
            bio=(answer.maybe_text("bio") or "")[:_LONGEST_BIO] or None,
            engagement_rate=answer.maybe_fraction("engagement_rate"),
            median_views=answer.maybe_whole("median_views"),
            starting_price=_price(answer),
            content_labels=labels(answer, "content_labels"),
            industry_labels=labels(answer, "industry_labels"),
        )


def labels(answer: Payload, key: str) -> tuple[Label, ...]:
    """Return a list of TikTok's labels; one that is missing or null is empty."""
    if answer.fields.get(key) is None:
        return ()
    return tuple(Label(row.id("label_id"), row.text("label_name")) for row in answer.each(key))


def _price(answer: Payload) -> Money | None:
    amount: Decimal | None = answer.maybe_amount("creator_price")
    if amount is None:
        return None
    try:
        return Money(amount, answer.text("currency"))
    except InvalidValue as error:
        raise answer.lost("creator_price") from error
