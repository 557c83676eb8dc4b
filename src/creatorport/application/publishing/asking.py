from dataclasses import dataclass
from datetime import datetime

from creatorport.application.ports.tiktok_posting import (
    AWAITING_BYTES,
    PUBLISH_COMPLETE,
    PUBLISH_FAILED,
    Poster,
    PublishStatus,
    TikTokPosting,
)
from creatorport.application.publishing.away import away
from creatorport.application.publishing.keeping import Keep
from creatorport.application.syncing.authorized import AsAccount
from creatorport.domain.errors import NeedsReauth, TikTokError
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import trouble_of

_S = PublicationState


@dataclass(frozen=True, slots=True)
class AskTikTok:
    """Ask how a post stands that TikTok has taken, always by the same handle, and take its word.

    A token that dies meanwhile is renewed, and the question asked again; nothing is begun anew.
    """

    keep: Keep
    as_account: AsAccount
    posting: TikTokPosting

    async def __call__(self, seen: Publication, *, upload_is_over: bool = False) -> Publication | None:
        """Return the publication if it goes on at once; None when it waits, or has its verdict."""
        publish_id = seen.publish_id
        if publish_id is None:
            return None
        async with self.keep.units() as uow:
            account = await uow.accounts.load(seen.workspace_id, seen.account_id)
        try:
            status = await self.as_account(
                account,
                lambda grant: self.posting.status(
                    Poster(seen.workspace_id, seen.account_id, grant.access_token), publish_id
                ),
            )
        except NeedsReauth as error:
            cause = error.cause
            await self.keep.unless_changed(seen, lambda one: _without_account(one, cause, self.keep.clock.now()))
            return None
        except TikTokError as error:
            await self._falter(seen, error)
            return None
        if status.status == AWAITING_BYTES and seen.completed_at is None:
            return await self._take_progress(seen, status, upload_is_over=upload_is_over)
        await self.keep(seen, lambda one: self._judged(one, status))
        return None

    def _judged(self, one: Publication, status: PublishStatus) -> Publication:
        now = self.keep.clock.now()
        if status.status == PUBLISH_COMPLETE:
            return one.publish(status.post_ids, now)
        if one.state is _S.PUBLISHED:
            return one.publish((), now)
        if status.status == PUBLISH_FAILED:
            return one.fail(trouble_of(status.fail_reason or "internal"), now)
        return one.look(status.status, now)

    async def _take_progress(
        self, seen: Publication, status: PublishStatus, *, upload_is_over: bool
    ) -> Publication | None:
        """TikTok knows best how many bytes it has. Without all of them when the time is over, nothing was posted."""
        now = self.keep.clock.now()
        has, plan, upload = status.bytes, seen.plan, seen.upload
        if has is None or plan is None or upload is None:
            await self.keep(seen, lambda one: one.look(status.status, now))
            return None
        if has < plan.total and (upload_is_over or now >= upload.ends_at):
            await self.keep(seen, lambda one: one.expire(now))
            return None
        if seen.state is not _S.UPLOADING:
            await self.keep(seen, lambda one: one.look(status.status, now))
            return None
        return await self.keep(seen, lambda one: one.have_sent(has, now))

    async def _falter(self, seen: Publication, error: TikTokError) -> None:
        now = self.keep.clock.now()
        trouble, until = away(error, now)
        await self.keep(seen, lambda one: one.falter(trouble, now, until=until))


def _without_account(one: Publication, cause: str, now: datetime) -> Publication:
    """A verdict can wait until the account is back; the id of what was posted is no longer asked for."""
    return one.publish((), now) if one.state is _S.PUBLISHED else one.lose_account(cause, now)
