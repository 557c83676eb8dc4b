"""In-memory repositories: each speaks its port over one Transaction."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from creatorport.domain.account import TikTokAccount
from creatorport.domain.awaited import is_awaited
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, EffectId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife
from creatorport.domain.marketplace import Marketplace
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction


class InMemoryAccounts:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, account: TikTokAccount) -> None:
        unique = [(account.workspace_id, account.profile.open_id)]
        await self._at.add(_key("account", account.workspace_id, account.id), account, unique=unique)

    async def save(self, account: TikTokAccount) -> None:
        await self._at.save(_key("account", account.workspace_id, account.id), account)

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> TikTokAccount:
        found = self._at.get(_key("account", workspace_id, account_id))
        if not isinstance(found, TikTokAccount):
            raise NotFound("account", account_id)
        return found

    async def find_by_open_id(self, workspace_id: WorkspaceId, open_id: str) -> TikTokAccount | None:
        mine = [account for account in await self.everywhere(open_id) if account.workspace_id == workspace_id]
        return mine[0] if mine else None

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        lives = [
            GrantLife(account.workspace_id, account.id, account.grant.issued_at, account.grant.refresh_expires_at)
            for account in self._at.all("account", TikTokAccount, lambda account: account.grant is not None)
            if account.grant is not None and account.grant.refresh_expires_at < instant
        ]
        return sorted(lives, key=lambda life: (life.refresh_expires_at, life.account_id))

    async def find_by_handle(self, workspace_id: WorkspaceId, handle: Handle) -> TikTokAccount | None:
        found = self._at.all(
            "account",
            TikTokAccount,
            lambda one: (
                one.workspace_id == workspace_id
                and one.profile.handle is not None
                and one.profile.handle.key == handle.key
            ),
        )
        newest = sorted(sorted(found, key=lambda one: one.id), key=lambda one: one.profile_at, reverse=True)
        return newest[0] if newest else None

    async def scopes_ever_granted(self) -> frozenset[str]:
        held = self._at.all("account", TikTokAccount, lambda one: one.grant is not None)
        return frozenset(scope for one in held if one.grant is not None for scope in one.grant.scopes)

    async def everywhere(self, open_id: str) -> Sequence[TikTokAccount]:
        found = self._at.all("account", TikTokAccount, lambda account: account.profile.open_id == open_id)
        return sorted(found, key=lambda account: (account.connected_at, account.id))


class InMemoryCreators:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find_by_handles(self, workspace_id: WorkspaceId, handles: Iterable[Handle]) -> Mapping[Handle, Creator]:
        asked = set(handles)
        found = self._at.all("creator", Creator, lambda one: one.workspace_id == workspace_id and one.handle in asked)
        return {creator.handle: creator for creator in found}

    async def find_many(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> Mapping[CreatorId, Creator]:
        found = (self._at.get(_key("creator", workspace_id, creator_id)) for creator_id in set(ids))
        return {creator.id: creator for creator in found if isinstance(creator, Creator)}

    async def put(self, creators: Iterable[Creator]) -> Mapping[Handle, Creator]:
        ordered = sorted(creators, key=lambda one: (one.workspace_id, one.handle.key, one.pedigree.captured_at))
        for creator in ordered:
            await self._at.lock(("creator-handle", creator.workspace_id, creator.handle.key))
        known: dict[tuple[WorkspaceId, Handle], Creator] = {}
        for workspace_id in {one.workspace_id for one in ordered}:
            found = await self.find_by_handles(workspace_id, [one.handle for one in ordered])
            known |= {(workspace_id, handle): one for handle, one in found.items()}
        for creator in ordered:
            place = creator.workspace_id, creator.handle
            known[place] = kept = known[place].joined(creator) if place in known else creator
            self._at.put(_key("creator", kept.workspace_id, kept.id), kept)
        return {one.handle: known[one.workspace_id, one.handle] for one in ordered}

    async def want(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> None:
        for creator_id in await self.find_many(workspace_id, ids):
            place: Key = ("creator-wants", workspace_id, creator_id)
            self._at.put(place, (self._at.get(place) or 0) + 1)

    async def due(self, workspace_id: WorkspaceId, now: datetime, most: int) -> Sequence[Creator]:
        due = self._at.all("creator", Creator, lambda one: one.workspace_id == workspace_id and self._is_due(one, now))
        due.sort(key=lambda one: one.id)
        due.sort(key=lambda one: (self._wants(one), one.found_at), reverse=True)
        return due[:most]

    async def workspaces_due(self, now: datetime) -> Sequence[WorkspaceId]:
        return sorted(
            {one.workspace_id for one in self._at.all("creator", Creator, lambda one: self._is_due(one, now))}
        )

    def _is_due(self, creator: Creator, now: datetime) -> bool:
        return creator.is_due(now) and (creator.attempt is None or self._wants(creator) > 0)

    def _wants(self, creator: Creator) -> int:
        wants: int = self._at.get(("creator-wants", creator.workspace_id, creator.id)) or 0
        return wants


class InMemoryCampaigns:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, campaign: Campaign) -> None:
        await self._at.add(_key("campaign", campaign.workspace_id, campaign.id), campaign)

    async def save(self, campaign: Campaign) -> None:
        await self._at.save(_key("campaign", campaign.workspace_id, campaign.id), campaign)

    async def load(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        found = self._at.get(_key("campaign", workspace_id, campaign_id))
        if not isinstance(found, Campaign):
            raise NotFound("campaign", campaign_id)
        return found

    async def lock(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        await self._at.lock(_key("campaign", workspace_id, campaign_id))
        return await self.load(workspace_id, campaign_id)

    async def find_by_tiktok_id(self, workspace_id: WorkspaceId, tiktok_id: str) -> Campaign | None:
        found = self._at.all(
            "campaign",
            Campaign,
            lambda one: (
                one.workspace_id == workspace_id
                and one.at_tiktok is not None
                and one.at_tiktok.campaign_id == tiktok_id
            ),
        )
        return found[0] if found else None

    async def measured(self) -> Sequence[Campaign]:
        found = self._at.all("campaign", Campaign, lambda one: one.is_measured)
        return sorted(found, key=lambda one: (one.created_at, one.id))

    async def awaited(self, now: datetime) -> Sequence[Campaign]:
        owed = self._at.all("deliverable", Deliverable, lambda _: True)
        found = self._at.all(
            "campaign",
            Campaign,
            lambda one: (
                one.has_ended
                and any(
                    is_awaited(one, each, now) or (each.link is not None and each.link.is_live)
                    for each in owed
                    if (each.workspace_id, each.campaign_id) == (one.workspace_id, one.id)
                )
            ),
        )
        return sorted(found, key=lambda one: (one.created_at, one.id))


class InMemoryEffects:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, effect: Effect) -> None:
        await self._at.add(_key("effect", effect.workspace_id, effect.id), effect)
        self._touch(effect)

    async def save(self, effect: Effect) -> None:
        await self._at.save(_key("effect", effect.workspace_id, effect.id), effect)
        self._touch(effect)

    async def lock(self, workspace_id: WorkspaceId, effect_id: EffectId) -> Effect:
        key = _key("effect", workspace_id, effect_id)
        await self._at.lock(key)
        found = self._at.get(key)
        if not isinstance(found, Effect):
            raise NotFound("effect", effect_id)
        return found

    async def withheld(self) -> Sequence[Effect]:
        found = self._at.all("effect", Effect, lambda one: one.state is EffectState.UNKNOWN and one.refusals > 0)
        return sorted(found, key=lambda one: (one.created_at, one.id))

    async def is_pending(
        self, workspace_id: WorkspaceId, kinds: Collection[EffectKind], subjects: Collection[str]
    ) -> bool:
        found = self._at.all("effect", Effect, lambda one: not one.is_settled and one.workspace_id == workspace_id)
        return any(one.kind in kinds and one.subject in subjects for one in found)

    async def unsettled(self, idle_for: timedelta) -> Sequence[Effect]:
        latest = time.monotonic() - idle_for.total_seconds()
        found = self._at.all("effect", Effect, lambda one: not one.is_settled)
        idle = [one for one in found if self._at.get(("effect-touched", one.workspace_id, one.id)) <= latest]
        return sorted(idle, key=lambda one: (one.created_at, one.id))

    def _touch(self, effect: Effect) -> None:
        self._at.put(("effect-touched", effect.workspace_id, effect.id), time.monotonic())


class InMemoryMarketplaces:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, marketplace: Marketplace) -> None:
        await self._at.add(("marketplace", marketplace.workspace_id), marketplace)

    async def save(self, marketplace: Marketplace) -> None:
        key: Key = ("marketplace", marketplace.workspace_id)
        stored = self._at.get(key)
        if not isinstance(stored, Marketplace) or stored.id != marketplace.id:
            raise ConcurrentChange("marketplace", marketplace.id, marketplace.version)
        await self._at.save(key, marketplace)

    async def find(self, workspace_id: WorkspaceId) -> Marketplace | None:
        found = self._at.get(("marketplace", workspace_id))
        return found if isinstance(found, Marketplace) else None

    async def of_tto_account(self, tto_account_id: str) -> Sequence[Marketplace]:
        found = self._at.all("marketplace", Marketplace, lambda one: one.tto_account_id == tto_account_id)
        return sorted(found, key=lambda one: one.workspace_id)

    async def working(self) -> Sequence[Marketplace]:
        found = self._at.all("marketplace", Marketplace, lambda one: one.cause is None)
        return sorted(found, key=lambda one: one.workspace_id)


def _key(kind: str, workspace_id: WorkspaceId, record_id: str) -> Key:
    return (kind, workspace_id, record_id)
