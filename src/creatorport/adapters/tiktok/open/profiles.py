"""The profile behind a token: GET /v2/user/info/ (TikTok for Developers, "tiktok-api-v2-get-user-info")."""

from collections.abc import Set as AbstractSet

from creatorport.adapters.tiktok.endpoints import USER_INFO
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import signed_link
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.domain.account import Profile
from creatorport.domain.creator import Reach
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret

_FIELDS = {
    "user.info.basic": ("open_id", "union_id", "avatar_large_url", "display_name"),
    "user.info.profile": ("bio_description", "profile_deep_link", "is_verified", "username"),
    "user.info.stats": ("follower_count", "following_count", "likes_count", "video_count"),
}


class DisplayProfiles:
    """Implements TikTokProfiles. Asks for covered fields only: one field too many fails the whole call."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read(self, access_token: Secret, scopes: AbstractSet[str], *, on_behalf_of: WorkspaceId) -> Profile:
        # Every app with Login Kit has the basic scope, and without open_id there is no account.
        covered = {"user.info.basic", *scopes}
        fields = [field for scope, names in _FIELDS.items() if scope in covered for field in names]
        answer = await self._transport.call(
            Request(
                USER_INFO,
                query={"fields": ",".join(fields)},
                headers={"Authorization": f"Bearer {access_token.reveal()}"},
            ),
            tenant=on_behalf_of,
        )
        return _profile(answer.inner("user"))


def _profile(user: Payload) -> Profile:
    handle = user.handle("username") if user.maybe_text("username") else None
    reach = Reach(
        followers=user.maybe_whole("follower_count"),
        following=user.maybe_whole("following_count"),
        likes=user.maybe_whole("likes_count"),
        videos=user.maybe_whole("video_count"),
    )
    known = (reach.followers, reach.following, reach.likes, reach.videos) != (None,) * 4
    return Profile(
        open_id=user.id("open_id"),
        union_id=user.maybe_text("union_id"),
        display_name=user.maybe_text("display_name"),
        avatar=signed_link(user.maybe_text("avatar_large_url")),
        handle=handle,
        bio=user.maybe_text("bio_description"),
        is_verified=user.maybe_truth("is_verified"),
        profile_url=user.maybe_text("profile_deep_link"),
        reach=reach if known else None,
    )
