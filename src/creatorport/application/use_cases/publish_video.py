from dataclasses import dataclass, field
from datetime import datetime, timedelta

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.publishing.rules import PublishingRules, check_grant
from creatorport.application.whose import account_of
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import ConsentTextDiffers, InvalidValue, NotFound, PublishingOptionsExpired
from creatorport.domain.ids import AccountId, MediaId, OptionsId, PublicationId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.caps import next_room
from creatorport.domain.publishing.composer import Choice, Consent, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.preflight import check_audit
from creatorport.domain.publishing.publication import FromMedia, FromUrl, Publication
from creatorport.domain.texts import text
from creatorport.domain.times import instant
from creatorport.domain.workspace import Member

CONSENT_MAX = 500


@dataclass(frozen=True, slots=True)
class PublishVideoCommand:
    """`disclosure` is null where its switch is off; else whether it is for the own brand, for somebody else's."""

    member: Member
    account_id: AccountId
    options_id: OptionsId
    privacy: Privacy
    consent_text: str
    title: str = ""
    interactions: Interactions = field(default_factory=Interactions)
    disclosure: tuple[bool, bool] | None = None
    is_ai_generated: bool = False
    cover_ms: int | None = None
    media_id: MediaId | None = None
    video_url: str | None = None
    consented_at: datetime | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class PublishVideo:
    """Queue a video to be posted. What TikTok would refuse is refused here, before it hears of anything; where a cap is
    reached, the post waits for the next window.

    Raises NotAllowed, NotFound, InvalidValue, NeedsReauth, PublishingNotGranted, HostNotVerified, ConsentTextDiffers,
    PublishingOptionsExpired, PrivacyNotOffered, InteractionDisabled, BrandedContentPrivate, AppNotAudited,
    IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    rules: PublishingRules

    async def __call__(self, command: PublishVideoCommand) -> PublicationId:
        authorize(command.member, Action.PUBLISH_VIDEOS)
        choice = _choice(command)
        text(command.consent_text, "consentText", CONSENT_MAX)
        url = None if command.video_url is None else self.rules.check_url(command.video_url)
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if earlier is not None:
                return PublicationId(str(earlier))
            account = await account_of(uow, command.member, command.account_id)
            check_grant(account)
            publication = await self._made(uow, command, account, choice, url)
            await uow.publications.add(publication)
            wait = max((publication.next_at or self.clock.now()) - self.clock.now(), timedelta(0))
            await uow.jobs.defer(DrivePublication(publication.workspace_id, publication.id), after=wait)
            await once.keep(publication.id)
            await uow.commit()
        return publication.id

    async def _made(
        self, uow: UnitOfWork, command: PublishVideoCommand, account: TikTokAccount, choice: Choice, url: str | None
    ) -> Publication:
        now = self.clock.now()
        source = await self._source(uow, command, url, now)
        answer = await uow.options.lock(account.workspace_id, command.options_id)
        if answer is None:
            raise PublishingOptionsExpired
        publication_id = PublicationId(self.identities.new())
        spent = answer.use(publication_id, account.id, now)
        check_audit(answer.options, choice.privacy, audited=self.rules.audited)
        choice.check(answer.options)
        publication = Publication.queued(
            publication_id,
            account.workspace_id,
            account_id=account.id,
            creator=account.profile.open_id,
            choice=choice,
            consent=_consent(command, choice, answer, now),
            source=source,
            now=now,
        )
        await uow.options.save(spent)
        full = next_room(await self.rules.caps(uow, publication.creator, now))
        if full is None or full.frees_at is None:
            return publication
        return publication.defer(full.cap, full.frees_at, now)

    async def _source(
        self, uow: UnitOfWork, command: PublishVideoCommand, url: str | None, now: datetime
    ) -> FromMedia | FromUrl:
        if (command.media_id is None) is (url is None):
            raise InvalidValue("mediaId", "give either mediaId or videoUrl")
        if url is not None:
            return FromUrl(url)
        media_id = MediaId(command.media_id or "")
        media = await uow.media.lock(command.member.workspace_id, media_id)
        mine = media.owner == command.member.id or may(command.member, Action.MANAGE_ALL_ACCOUNTS)
        if media.dropped_at is not None or not mine:
            raise NotFound("media", media_id, field="mediaId")
        await uow.media.save(media.choose(now))
        return FromMedia(media.id, media.kind, media.size)


def _choice(command: PublishVideoCommand) -> Choice:
    disclosure = Disclosure()
    if command.disclosure is not None:
        own_brand, branded_content = command.disclosure
        disclosure = Disclosure.declared(own_brand=own_brand, branded_content=branded_content)
    return Choice.of(
        title=command.title,
        privacy=command.privacy,
        interactions=command.interactions,
        disclosure=disclosure,
        is_ai_generated=command.is_ai_generated,
        cover_ms=command.cover_ms,
    )


def _consent(command: PublishVideoCommand, choice: Choice, answer: OptionsAnswer, now: datetime) -> Consent:
    wanted = choice.disclosure.consent_text
    if command.consent_text.strip() != wanted:
        raise ConsentTextDiffers(wanted)
    at = now if command.consented_at is None else instant(command.consented_at, "consentedAt")
    if not answer.asked_at <= at <= now:
        raise InvalidValue("consentedAt", "lies between the answer of publishingOptions and now")
    return Consent(wanted, command.member.id, at)
