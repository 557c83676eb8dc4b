from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.publications import from_row, to_row
from creatorport.adapters.persistence.rows import PublicationRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, PublicationId, WorkspaceId
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.publishing.states import OPEN, PublicationState

_OPEN = sorted(state.value for state in OPEN)
_NAMELESS = PublicationState.UNCONFIRMED.value


class SqlPublications:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, publication: Publication) -> None:
        await self._at.insert("publication", publication, to_row(publication, self._vault))

    async def save(self, publication: Publication) -> None:
        await self._at.update("publication", publication, to_row(publication, self._vault))

    async def lock(self, workspace_id: WorkspaceId, publication_id: PublicationId) -> Publication:
        found = await self._locked(
            col(PublicationRow.workspace_id) == workspace_id, col(PublicationRow.id) == publication_id
        )
        if not found:
            raise NotFound("publication", publication_id)
        return found[0]

    async def open_of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Sequence[Publication]:
        return await self._locked(
            col(PublicationRow.workspace_id) == workspace_id,
            col(PublicationRow.account_id) == account_id,
            col(PublicationRow.state).in_(_OPEN),
        )

    async def known_as(self, publish_id: str) -> Sequence[Publication]:
        return await self._locked(col(PublicationRow.publish_id) == publish_id)

    async def nameless_of(self, creator: str) -> Sequence[Publication]:
        return await self._locked(
            col(PublicationRow.creator) == creator,
            col(PublicationRow.state) == _NAMELESS,
            col(PublicationRow.publish_id).is_(None),
        )

    async def due(self, now: datetime, most: int) -> Sequence[Publication]:
        rows = await self._at.rows(
            select(PublicationRow)
            .where(col(PublicationRow.next_at) <= now)
            .order_by(col(PublicationRow.next_at), col(PublicationRow.workspace_id), col(PublicationRow.id))
            .limit(most)
        )
        return [from_row(row, self._vault) for row in rows]

    async def begun_by(self, creator: str, since: datetime) -> Sequence[datetime]:
        result = await self._at.execute(
            select(col(PublicationRow.started_at))
            .where(col(PublicationRow.creator) == creator, *_counted(since))
            .order_by(col(PublicationRow.started_at))
        )
        return [at for (at,) in result.all()]

    async def creators_since(self, since: datetime) -> Mapping[str, datetime]:
        result = await self._at.execute(
            select(col(PublicationRow.creator), func.max(col(PublicationRow.started_at)).label("last"))
            .where(*_counted(since))
            .group_by(col(PublicationRow.creator))
        )
        return {row.creator: row.last for row in result.all()}

    async def _locked(self, *conditions: ColumnElement[bool]) -> list[Publication]:
        rows = await self._at.rows(
            select(PublicationRow)
            .where(*conditions)
            # In one order for everybody who locks several, so that nobody waits in a circle.
            .order_by(col(PublicationRow.created_at), col(PublicationRow.workspace_id), col(PublicationRow.id))
            .with_for_update(key_share=True)
        )
        return [from_row(row, self._vault) for row in rows]


def _counted(since: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    accepted = or_(col(PublicationRow.publish_id).is_not(None), col(PublicationRow.state) == _NAMELESS)
    return col(PublicationRow.started_at) >= since, accepted
