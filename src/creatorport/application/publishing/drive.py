"""Driving a publication: intent, options, init, bytes, verdict. Each step is durable before the next one is made."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.tiktok_posting import Begun, Poster, TikTokPosting
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.publishing.asking import AskTikTok
from creatorport.application.publishing.away import away
from creatorport.application.publishing.keeping import Keep
from creatorport.application.publishing.rules import PublishingRules, check_grant
from creatorport.application.publishing.uploading import UploadBytes
from creatorport.application.syncing.authorized import AsAccount
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import (
    AppNotAudited,
    FixableBy,
    NeedsReauth,
    PublishingNotGranted,
    Refusal,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)
from creatorport.domain.publishing.caps import WINDOW, next_room
from creatorport.domain.publishing.preflight import check_audit
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import CAP_OF, Trouble, TroubleCode, account_gone, trouble_of

_S = PublicationState


@dataclass(frozen=True, slots=True)
class DrivePublications:
    """Bring one publication as far as it goes now.

    `longest_call` is real time: so long the init may take, and no process sends it later than that.
    """

    keep: Keep
    as_account: AsAccount
    posting: TikTokPosting
    upload: UploadBytes
    ask: AskTikTok
    rules: PublishingRules
    longest_call: timedelta

    async def __call__(self, job: DrivePublication) -> None:
        publication = await self._begin(job)
        if publication is not None and publication.state in (_S.QUEUED, _S.DEFERRED):
            publication = await self._start(publication)
        if publication is not None and publication.state is _S.UPLOADING:
            publication = await self.upload(publication)
        if publication is not None and publication.is_due(self._clock.now()):
            await self.ask(publication)

    @property
    def _clock(self) -> Clock:
        return self.keep.clock

    async def _begin(self, job: DrivePublication) -> Publication | None:
        now = self._clock.now()
        async with self.keep.units() as uow:
            seen = await uow.publications.lock(job.workspace_id, job.publication_id)
            if not seen.is_due(now):
                await self.keep.wake(uow, seen)
                await uow.commit()
                return None
            if seen.state is _S.STARTING:
                # Whoever was calling died before the outcome was recorded: nobody else drives this publication.
                await self.keep.within(uow, seen, seen.lose(_lost("the process ended while it waited"), now))
                await uow.commit()
                return None
            if seen.state is _S.UNCONFIRMED and seen.publish_id is None:
                await self.keep.within(uow, seen, seen.expire(now))
                await uow.commit()
                return None
        return seen

    async def _start(self, seen: Publication) -> Publication | None:
        """Look before the leap: refuse what TikTok would refuse, before it hears of the post."""
        account = await self._ready(seen)
        if account is None:
            return None
        try:
            await self._preflight(seen, account)
            grant = await self.as_account.tokens.grant(seen.workspace_id, seen.account_id)
        except NeedsReauth as error:
            gone = account_gone(error.cause)
            # Whoever found the grant dead has blocked it in the same moment.
            await self.keep.unless_changed(seen, lambda one: one.block(gone, self._clock.now()))
        except TikTokRefused as error:
            await self._refused(seen, error)
        except Refusal as error:
            refused = _refusal(error)
            await self.keep(seen, lambda one: one.fail(refused, self._clock.now()))
        except TikTokError as error:
            await self._postpone(seen, error)
        else:
            started = await self.keep(seen, lambda one: one.start(self._clock.now()))
            return await self._init(started, Poster(seen.workspace_id, seen.account_id, grant.access_token))
        return None

    async def _ready(self, seen: Publication) -> TikTokAccount | None:
        """Return the account, unless it or a cap keeps the post back."""
        now = self._clock.now()
        async with self.keep.units() as uow:
            account = await uow.accounts.load(seen.workspace_id, seen.account_id)
            try:
                check_grant(account)
            except (NeedsReauth, PublishingNotGranted) as error:
                blocked = account_gone(error.message)
                await self._kept_back(uow, seen, seen.block(blocked, now))
                return None
            full = next_room(await self.rules.caps(uow, seen.creator, now))
            if full is not None and full.frees_at is not None:
                await self._kept_back(uow, seen, seen.defer(full.cap, full.frees_at, now))
                return None
        return account

    async def _kept_back(self, uow: UnitOfWork, seen: Publication, after: Publication) -> None:
        await self.keep.within(uow, seen, after)
        await uow.commit()

    async def _preflight(self, seen: Publication, account: TikTokAccount) -> None:
        """Ask what TikTok offers now, and hold the choice to it. Raises Refusal, TikTokError, NeedsReauth."""
        options = await self.as_account(
            account,
            lambda grant: self.posting.options(Poster(seen.workspace_id, seen.account_id, grant.access_token)),
        )
        check_audit(options, seen.choice.privacy, audited=self.rules.audited)
        seen.choice.check(options)

    async def _init(self, started: Publication, poster: Poster) -> Publication | None:
        try:
            async with asyncio.timeout(self.longest_call.total_seconds()):
                begun = await self.posting.begin(poster, started.choice, started.source)
        except TikTokRefused as error:
            await self._refused(started, error)
        except (TikTokThrottled, TikTokTokenRejected, TikTokUnreachable) as error:
            # It was turned away at the door, or never left: nothing began.
            await self._postpone(started, error)
        except (TikTokError, TimeoutError) as error:
            lost = _lost(str(error) or "it took too long")
            await self.keep(started, lambda one: one.lose(lost, self._clock.now()))
        else:
            return await self._taken(started, begun)
        return None

    async def _taken(self, started: Publication, begun: Begun) -> Publication:
        """Keep TikTok's handle, before the first byte."""
        url = begun.upload_url
        taken = await self.keep(started, lambda one: one.take(begun.publish_id, url, self._clock.now()))
        if url is None or self.upload.uploads.trusts(url):
            return taken
        words = "TikTok named an address for the bytes that is not of CREATORPORT_TIKTOK_UPLOAD_ORIGINS."
        strange = Trouble(TroubleCode.UPLOAD_NOT_TRUSTED, words, FixableBy.OPERATOR)
        return await self.keep(taken, lambda one: one.fail(strange, self._clock.now()))

    async def _refused(self, seen: Publication, error: TikTokRefused) -> None:
        now, code = self._clock.now(), error.tiktok_code or ""
        if code in CAP_OF:
            until = await self._next_window(seen, now)
            await self.keep(seen, lambda one: one.defer(CAP_OF[code], until, now, reason=code))
        else:
            await self.keep(seen, lambda one: one.fail(trouble_of(code, error.message), now))

    async def _next_window(self, seen: Publication, now: datetime) -> datetime:
        """When there is room again for certain: a day from now, or when our own oldest post leaves the window."""
        async with self.keep.units() as uow:
            begun = await uow.publications.begun_by(seen.creator, now - WINDOW)
        return (min(begun) if begun else now) + WINDOW

    async def _postpone(self, seen: Publication, error: TikTokError) -> None:
        now = self._clock.now()
        trouble, until = away(error, now)
        await self.keep(seen, lambda one: one.postpone(trouble, now, until=until))


def _lost(why: str) -> Trouble:
    words = f"TikTok's answer to the beginning was lost ({why}). It is not begun again by itself."
    return Trouble(TroubleCode.ANSWER_LOST, words, FixableBy.TIKTOK)


def _refusal(error: Refusal) -> Trouble:
    audit = isinstance(error, AppNotAudited)
    code = TroubleCode.APP_NOT_AUDITED if audit else TroubleCode.CHOICE_NOT_OFFERED
    return Trouble(code, error.message, error.fixable_by)
