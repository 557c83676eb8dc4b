import re
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import publication_of
from creatorport.domain.errors import FixableBy, InvalidValue, WrongState
from creatorport.domain.ids import PublicationId
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import Trouble, TroubleCode
from creatorport.domain.workspace import Member

_POST_ID = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class ResolvePublicationCommand:
    """What a person saw on TikTok: that it is there, perhaps under which id, or that it is not."""

    member: Member
    publication_id: PublicationId
    posted: bool
    post_id: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvePublication:
    """Take a person's word where TikTok gives none. Raises NotAllowed, NotFound, InvalidValue, WrongState."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: ResolvePublicationCommand) -> PublicationId:
        authorize(command.member, Action.PUBLISH_VIDEOS)
        if command.post_id is not None and not _POST_ID.fullmatch(command.post_id):
            raise InvalidValue("postId", "is a number, as at the end of the post's address")
        async with self.units() as uow:
            seen = await publication_of(uow, command.member, command.publication_id)
            if seen.state is not PublicationState.UNCONFIRMED:
                raise WrongState("publication", seen.state.value, "be resolved by hand")
            await uow.publications.save(self._resolved(seen, command))
            await uow.commit()
        return command.publication_id

    def _resolved(self, seen: Publication, command: ResolvePublicationCommand) -> Publication:
        now = self.clock.now()
        if command.posted:
            return seen.publish((command.post_id,) if command.post_id else (), now)
        words = f"{command.member.id} looked on TikTok, and it is not there."
        return seen.fail(Trouble(TroubleCode.NOT_POSTED, words, FixableBy.CALLER), now)
