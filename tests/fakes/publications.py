"""Publications in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.publication_views import PublicationView
from creatorport.application.views import Page, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, MemberId, PublicationId, WorkspaceId
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import OPEN, PublicationState
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction

KIND = "publication"
_NEWEST: Order[Publication] = Order("publications", lambda one: (one.created_at, one.id), descending=True)


class InMemoryPublications:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, publication: Publication) -> None:
        await self._at.add(_key(publication.workspace_id, publication.id), publication)

    async def save(self, publication: Publication) -> None:
        await self._at.save(_key(publication.workspace_id, publication.id), publication)

    async def lock(self, workspace_id: WorkspaceId, publication_id: PublicationId) -> Publication:
        key = _key(workspace_id, publication_id)
        await self._at.lock(key)
        found = self._at.get(key)
        if not isinstance(found, Publication):
            raise NotFound("publication", publication_id)
        return found

    async def open_of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Sequence[Publication]:
        return await self._locked(
            lambda one: one.workspace_id == workspace_id and one.account_id == account_id and one.state in OPEN
        )

    async def known_as(self, publish_id: str) -> Sequence[Publication]:
        return await self._locked(lambda one: one.publish_id == publish_id)

    async def nameless_of(self, creator: str) -> Sequence[Publication]:
        return await self._locked(
            lambda one: one.creator == creator and one.state is PublicationState.UNCONFIRMED and one.publish_id is None
        )

    async def due(self, now: datetime, most: int) -> Sequence[Publication]:
        found = self._at.all(KIND, Publication, lambda one: one.is_due(now))
        return sorted(found, key=lambda one: (one.next_at or now, one.workspace_id, one.id))[:most]

    async def begun_by(self, creator: str, since: datetime) -> Sequence[datetime]:
        return sorted(at for one, at in self._counted(since) if one.creator == creator)

    async def creators_since(self, since: datetime) -> Mapping[str, datetime]:
        return {one.creator: at for one, at in sorted(self._counted(since), key=lambda pair: pair[1])}

    def _counted(self, since: datetime) -> list[tuple[Publication, datetime]]:
        def accepted(one: Publication) -> bool:
            return one.publish_id is not None or one.state is PublicationState.UNCONFIRMED

        found = self._at.all(KIND, Publication, accepted)
        return [(one, one.started_at) for one in found if one.started_at is not None and one.started_at >= since]

    async def _locked(self, matching: Callable[[Publication], bool]) -> list[Publication]:
        found = self._at.all(KIND, Publication, matching)
        found.sort(key=lambda one: (one.created_at, one.workspace_id, one.id))
        for one in found:
            await self._at.lock(_key(one.workspace_id, one.id))
        now = [self._at.get(_key(one.workspace_id, one.id)) for one in found]
        return [one for one in now if isinstance(one, Publication) and matching(one)]


@dataclass
class InMemoryPublicationReads:
    shelf: Shelf

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        account_id: AccountId | None = None,
        states: Collection[str] = (),
        owner: MemberId | None = None,
    ) -> Page[PublicationView]:
        self.shelf.calls.append("publications.page")
        found = [
            one
            for one in self._seen(workspace_id, owner)
            if account_id in (None, one.account_id) and (not states or one.state in states)
        ]
        return _NEWEST.page(found, part, PublicationView.of)

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[PublicationId], *, owner: MemberId | None = None
    ) -> Mapping[PublicationId, PublicationView]:
        self.shelf.calls.append("publications.by_ids")
        return {one.id: PublicationView.of(one) for one in self._seen(workspace_id, owner) if one.id in ids}

    def _seen(self, workspace_id: WorkspaceId, owner: MemberId | None) -> list[Publication]:
        accounts = self.shelf.of(TikTokAccount, workspace_id, "account")
        mine = {one.id for one in accounts if owner in (None, one.owner)}
        return [one for one in self.shelf.of(Publication, workspace_id, KIND) if one.account_id in mine]


def _key(workspace_id: WorkspaceId, publication_id: PublicationId) -> Key:
    return (KIND, workspace_id, publication_id)
