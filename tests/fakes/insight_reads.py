"""The reads of insights in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from creatorport.application.insight_views import BusinessConnectionView, OwnDay, StoredInsights
from creatorport.domain.account import TikTokAccount
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.creator import Creator
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, CreatorId, MemberId, WorkspaceId
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import Reading
from creatorport.domain.profile_history import ProfileSnapshot
from tests.fakes.shelf import Shelf

T = TypeVar("T")


@dataclass
class InMemoryInsightReads:
    shelf: Shelf

    async def connections(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], *, owner: MemberId | None = None
    ) -> Mapping[AccountId, BusinessConnectionView]:
        found = self.shelf.of(BusinessConnection, workspace_id, "business", "insights.connections")
        seen = self._seen(workspace_id, ids, owner)
        return {one.account_id: _view(one) for one in found if one.account_id in seen}

    async def of_accounts(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], days: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, StoredInsights]:
        self.shelf.calls.append("insights.of_accounts")
        accounts = self.shelf.of(TikTokAccount, workspace_id, "account")
        creators = self.shelf.of(Creator, workspace_id, "creator")
        return {
            one.id: self._stored(workspace_id, one, _same(creators, one.profile.handle), days)
            for one in accounts
            if one.id in ids and owner in (None, one.owner)
        }

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], days: int
    ) -> Mapping[CreatorId, StoredInsights]:
        self.shelf.calls.append("insights.of_creators")
        accounts = sorted(
            self.shelf.of(TikTokAccount, workspace_id, "account"), key=lambda one: one.profile_at, reverse=True
        )
        return {
            one.id: self._stored(
                workspace_id, next((a for a in accounts if a.profile.handle == one.handle), None), one, days
            )
            for one in self.shelf.of(Creator, workspace_id, "creator")
            if one.id in ids
        }

    def _stored(
        self, workspace_id: WorkspaceId, account: TikTokAccount | None, creator: Creator | None, days: int
    ) -> StoredInsights:
        handle = creator.handle if creator else account.profile.handle if account else None
        public = self._kept(Reading, "creator reading", workspace_id, creator.id if creator else None)
        consented = self._kept(Reading, "consented reading", workspace_id, account.id if account else None)
        told = self._kept(AccountDay, "consented day", workspace_id, account.id if account else None)
        snapshots = self._kept(ProfileSnapshot, "profile-snapshot", workspace_id, account.id if account else None)
        history: dict[date, OwnDay] = {}
        for one in sorted(snapshots, key=lambda one: one.pedigree.captured_at):
            at = one.pedigree.captured_at
            history[at.date()] = OwnDay(at.date(), one.reach.followers, at)
        connections = self.shelf.of(BusinessConnection, workspace_id, "business")
        mine = [one for one in connections if account is not None and one.account_id == account.id]
        grant = mine[0].grant if mine else None
        return StoredInsights(
            handle=handle.text if handle else None,
            granted=grant.scopes if grant else None,
            readings={one.kind: one for one in (*consented, *public)},
            found=creator is not None,
            days=tuple(sorted(told, key=lambda one: one.day)[-days:]),
            history=tuple(history[day] for day in sorted(history)[-days:]),
        )

    def _kept(self, kind: type[T], name: str, workspace_id: WorkspaceId, whose: str | None) -> list[T]:
        found = self.shelf.keyed(kind, workspace_id, name)
        return [one for key, one in found if key == whose]

    def _seen(self, workspace_id: WorkspaceId, ids: Collection[AccountId], owner: MemberId | None) -> set[AccountId]:
        accounts = self.shelf.of(TikTokAccount, workspace_id, "account")
        return {one.id for one in accounts if one.id in ids and owner in (None, one.owner)}


def _same(creators: Sequence[Creator], handle: Handle | None) -> Creator | None:
    return next((one for one in creators if one.handle == handle), None)


def _view(one: BusinessConnection) -> BusinessConnectionView:
    grant = one.grant
    return BusinessConnectionView(
        account_id=one.account_id,
        handle=one.handle.text if one.handle else None,
        state=one.state.value,
        cause=one.cause,
        loss=one.loss.value if one.loss else None,
        scopes=tuple(sorted(grant.scopes)) if grant else (),
        missing_scopes=tuple(sorted(one.missing_scopes)),
        connected_at=one.connected_at,
        access_expires_at=grant.access_expires_at if grant else None,
        refresh_expires_at=grant.refresh_expires_at if grant else None,
    )
