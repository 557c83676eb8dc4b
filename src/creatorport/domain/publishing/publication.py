"""Publication: one video that is to be posted on a creator's account, exactly once.

TikTok's inits know no idempotency keys, and nothing lists what they began. So the intent is stored before the call, the
publish id before the first byte, and an init whose answer was lost is never made again by itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from creatorport.domain.errors import FixableBy
from creatorport.domain.events import Event, PublicationMoved
from creatorport.domain.ids import AccountId, MediaId, MemberId, PublicationId, WorkspaceId
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Choice, Consent, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.patience import (
    ANSWER_MARGIN,
    POST_ID_FOR,
    UNCONFIRMED_AFTER,
    URL_LIFE,
    next_attempt,
    next_look,
)
from creatorport.domain.publishing.states import (
    PUBLICATION_MACHINE,
    PublicationState,
    PublicationVerb,
)
from creatorport.domain.publishing.troubles import Trouble, TroubleCode, account_gone, cap_reached
from creatorport.domain.publishing.upload_plan import UploadPlan
from creatorport.domain.secret import Secret

_S, _V = PublicationState, PublicationVerb
POST_IDS_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class FromMedia:
    """The bytes are ours to send."""

    media_id: MediaId
    kind: MediaKind
    size: int


@dataclass(frozen=True, slots=True)
class FromUrl:
    """TikTok fetches the video from a verified host."""

    url: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Where the bytes go, until when, and how many TikTok has. The address is a secret: whoever has it can upload."""

    url: Secret
    ends_at: datetime
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """`creator` is the account's open id, by which TikTok counts. `next_at` is when it wants attention again.

    `publish_id` is TikTok's handle of the publication, `post_ids` are the posts that came of it: two different things.
    `failures` counts calls in a row that did not get through, `looks` answers without a verdict.
    """

    id: PublicationId
    workspace_id: WorkspaceId
    account_id: AccountId
    creator: str
    by: MemberId
    choice: Choice
    consent: Consent
    source: FromMedia | FromUrl
    state: PublicationState
    created_at: datetime
    next_at: datetime | None
    started_at: datetime | None = None
    publish_id: str | None = None
    upload: Upload | None = None
    completed_at: datetime | None = None
    settled_at: datetime | None = None
    post_ids: tuple[str, ...] = ()
    cap: Cap | None = None
    trouble: Trouble | None = None
    tiktok_status: str | None = None
    checked_at: datetime | None = None
    looks: int = 0
    failures: int = 0
    version: int = 0
    events: tuple[Event, ...] = ()

    @classmethod
    def queued(
        cls,
        id: PublicationId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        account_id: AccountId,
        creator: str,
        choice: Choice,
        consent: Consent,
        source: FromMedia | FromUrl,
        now: datetime,
    ) -> "Publication":
        new = cls(
            id, workspace_id, account_id, creator, consent.by, choice, consent, source, _S.QUEUED, now, now
        )  # fmt: skip
        return _recorded(new, "be queued", now)

    @property
    def plan(self) -> UploadPlan | None:
        """How the bytes are cut; None where TikTok fetches them itself."""
        return UploadPlan.of(self.source.size) if isinstance(self.source, FromMedia) else None

    @property
    def misses_post_id(self) -> bool:
        """Whether TikTok still owes the id of a post: one that not everybody sees never gets one."""
        return self.state is _S.PUBLISHED and self.choice.privacy is Privacy.PUBLIC and not self.post_ids

    def is_due(self, now: datetime) -> bool:
        return self.next_at is not None and self.next_at <= now

    def start(self, now: datetime) -> "Publication":
        """Mark that the init is about to leave. From here until an outcome, TikTok may have it."""
        started = _moved(self, _V.START, now)
        return replace(started, started_at=now, next_at=now, cap=None)

    def postpone(self, trouble: Trouble, now: datetime, *, until: datetime | None = None) -> "Publication":
        """TikTok could not be asked, or turned the call away at its door: it may be called again."""
        postponed = replace(_moved(self, _V.POSTPONE, now, trouble), trouble=trouble, started_at=None)
        at = until or next_attempt(self.failures, now)
        return replace(postponed, next_at=at, failures=self.failures + 1)

    def defer(self, cap: Cap, until: datetime, now: datetime, *, reason: str | None = None) -> "Publication":
        """Wait for the next window of a cap. The account stays as it is."""
        trouble = cap_reached(cap, reason)
        moved = _moved(self, _V.DEFER, now, trouble)
        return replace(moved, trouble=trouble, cap=cap, next_at=until, started_at=None, failures=0)

    def block(self, trouble: Trouble, now: datetime) -> "Publication":
        """Nothing can be posted until somebody mends the account."""
        moved = _moved(self, _V.BLOCK, now, trouble)
        return self if moved is self else replace(moved, trouble=trouble, next_at=None, cap=None, started_at=None)

    def resume(self, now: datetime) -> "Publication":
        """The account is back. What was under way is asked about at once."""
        moved = _moved(self, _V.RESUME, now)
        if moved is not self:
            return replace(moved, trouble=None, next_at=now, failures=0)
        return replace(self, next_at=now) if self.state is _S.UNCONFIRMED else self

    def lose_account(self, cause: str, now: datetime) -> "Publication":
        """The account's grant is gone: what waits is blocked, and what TikTok has can be asked about no more."""
        if self.state in (_S.QUEUED, _S.DEFERRED):
            return self.block(account_gone(cause), now)
        if self.state in (_S.UPLOADING, _S.PROCESSING):
            return replace(self.lose(account_gone(cause), now), next_at=None)
        known = self.state is _S.UNCONFIRMED and self.publish_id is not None
        return replace(self, next_at=None) if known and self.next_at is not None else self

    def take(self, publish_id: str, url: Secret | None, now: datetime) -> "Publication":
        """TikTok took the post. With an address, the bytes can go there; without, TikTok fetches them."""
        verb = _V.TAKE_DOWNLOAD if url is None else _V.TAKE_UPLOAD
        moved = _moved(self, verb, now)
        if moved is self:
            return self if self.publish_id else replace(self, publish_id=publish_id, next_at=now)
        upload = None if url is None else Upload(url, (self.started_at or now) + URL_LIFE)
        completed = now if url is None else None
        return replace(
            moved, publish_id=publish_id, upload=upload, completed_at=completed, trouble=None, next_at=now, failures=0
        )

    def have_sent(self, sent: int, now: datetime) -> "Publication":
        """TikTok has so many bytes; all of them start its work."""
        if self.upload is None or self.state is not _S.UPLOADING:
            return self
        moved = replace(self, upload=replace(self.upload, sent=sent), failures=0, trouble=None, next_at=now)
        if self.plan is None or sent < self.plan.total:
            return moved
        done = _moved(moved, _V.COMPLETE, now)
        return replace(done, completed_at=now, next_at=next_look(0, now, now))

    def falter(self, trouble: Trouble, now: datetime, *, until: datetime | None = None) -> "Publication":
        """A call about what TikTok has did not get through; nothing is known more or less."""
        silent = _grown_silent(self, now)
        at = until or next_attempt(self.failures, now)
        return replace(silent, trouble=silent.trouble or trouble, failures=self.failures + 1, next_at=at)

    def look(self, status: str, now: datetime) -> "Publication":
        """TikTok was asked, and is still at it."""
        looked = replace(
            _grown_silent(self, now), tiktok_status=status, checked_at=now, looks=self.looks + 1, failures=0
        )
        return replace(looked, next_at=next_look(self.looks, self.completed_at or self.started_at or now, now))

    def publish(self, post_ids: tuple[str, ...], now: datetime) -> "Publication":
        """TikTok posted it. Ids may come later; what is known already stays."""
        moved = _moved(self, _V.PUBLISH, now)
        if moved is not self:
            moved = replace(moved, trouble=None, settled_at=now, looks=0, upload=None, cap=None)
        if moved.state is not _S.PUBLISHED:
            return moved
        known = tuple(dict.fromkeys((*moved.post_ids, *post_ids)))[:POST_IDS_MOST]
        moved = moved if known == moved.post_ids else replace(moved, post_ids=known)
        return _awaiting_post_id(moved, now)

    def fail(self, trouble: Trouble, now: datetime) -> "Publication":
        """It was not posted, and will not be."""
        moved = _moved(self, _V.FAIL, now, trouble)
        return self if moved is self else replace(moved, trouble=trouble, settled_at=now, next_at=None, upload=None)

    def lose(self, trouble: Trouble, now: datetime) -> "Publication":
        """Whether it is posted cannot be told. It is never begun again by itself."""
        moved = _moved(self, _V.LOSE, now, trouble)
        if moved is self:
            return self
        if self.publish_id is not None:
            return replace(moved, trouble=trouble, next_at=next_attempt(self.failures, now))
        return replace(moved, trouble=trouble, next_at=self.proved_absent_at)

    @property
    def proved_absent_at(self) -> datetime | None:
        """When an init whose answer was lost has come to nothing: no byte was sent, and TikTok takes none any more.

        None where TikTok fetches the video itself: it needs no more than the init for that.
        """
        if self.started_at is None or self.publish_id is not None or isinstance(self.source, FromUrl):
            return None
        return self.started_at + URL_LIFE + ANSWER_MARGIN

    def expire(self, now: datetime) -> "Publication":
        """TikTok never had all the bytes, and takes no more: nothing was posted, and nothing will be."""
        if self.publish_id is None:
            said = "TikTok's answer to the beginning was lost, so that no byte was sent"
            return self.fail(Trouble(TroubleCode.ANSWER_LOST, f"{said}: nothing was posted.", FixableBy.CALLER), now)
        said = "The hour ended in which TikTok takes the bytes, and it did not have all of them"
        return self.fail(Trouble(TroubleCode.UPLOAD_ENDED, f"{said}: nothing was posted.", FixableBy.CALLER), now)

    def cancel(self, now: datetime) -> "Publication":
        """Raises WrongState once TikTok may have it."""
        moved = _moved(self, _V.CANCEL, now)
        return self if moved is self else replace(moved, settled_at=now, next_at=None, trouble=None, cap=None)


def _awaiting_post_id(published: Publication, now: datetime) -> Publication:
    settled = published.settled_at or now
    if not published.misses_post_id or now >= settled + POST_ID_FOR:
        return replace(published, next_at=None)
    return replace(published, next_at=next_look(published.looks, settled, now), looks=published.looks + 1)


def _grown_silent(publication: Publication, now: datetime) -> Publication:
    completed = publication.completed_at or now
    if publication.state is not _S.PROCESSING or now < completed + UNCONFIRMED_AFTER:
        return publication
    words = "TikTok has all of it, and gave no verdict for an hour. It is still asked; nothing is sent again."
    return publication.lose(Trouble(TroubleCode.NO_VERDICT, words, FixableBy.TIKTOK), now)


def _moved(
    publication: Publication, verb: PublicationVerb, now: datetime, trouble: Trouble | None = None
) -> Publication:
    state = PUBLICATION_MACHINE.move(publication.state, verb)
    return publication if state is None else _recorded(replace(publication, state=state), verb.value, now, trouble)


def _recorded(publication: Publication, verb: str, now: datetime, trouble: Trouble | None = None) -> Publication:
    code = None if trouble is None else trouble.code.value
    event = PublicationMoved(now, publication.account_id, publication.id, verb, publication.state.value, code)
    return replace(publication, events=(*publication.events, event))
