"""Publications and what they are made of, for the tests of the domain and beyond."""

from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.ids import AccountId, MediaId, MemberId, PublicationId, WorkspaceId
from creatorport.domain.publishing.composer import Choice, Consent, CreatorOptions, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia, FromUrl, Publication
from tests.unit.domain.specimens import LUMEN, NOW, later

PUBLIC = (Privacy.PUBLIC, Privacy.FRIENDS, Privacy.SELF)
PRIVATE = (Privacy.FOLLOWERS, Privacy.FRIENDS, Privacy.SELF)


def offered(
    privacy: tuple[Privacy, ...] = PUBLIC, *, comment: bool = True, duet: bool = True, stitch: bool = True
) -> CreatorOptions:
    avatar = ExpiringUrl("https://cdn.example/mara.jpeg", later(120))
    return CreatorOptions("mara.cooks", "Mara cooks", avatar, privacy, not comment, not duet, not stitch, 600)


def choice(
    title: str = "lemon pasta #pasta",
    privacy: Privacy = Privacy.PUBLIC,
    interactions: Interactions | None = None,
    disclosure: Disclosure | None = None,
) -> Choice:
    return Choice.of(
        title=title,
        privacy=privacy,
        interactions=interactions or Interactions(),
        disclosure=disclosure or Disclosure(),
    )


def publication(
    name: str = "publication-1",
    *,
    workspace: WorkspaceId = LUMEN,
    account: str = "account-1",
    creator: str = "open-mara",
    size: int = 150_000_000,
    url: str | None = None,
    privacy: Privacy = Privacy.PUBLIC,
    minutes: int = 0,
) -> Publication:
    chosen = choice(privacy=privacy)
    return Publication.queued(
        PublicationId(name),
        workspace,
        account_id=AccountId(account),
        creator=creator,
        choice=chosen,
        consent=Consent(chosen.disclosure.consent_text, MemberId("mara"), NOW),
        source=FromMedia(MediaId("media-1"), MediaKind.MP4, size) if url is None else FromUrl(url),
        now=later(minutes),
    )
