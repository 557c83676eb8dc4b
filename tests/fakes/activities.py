"""The audit log in memory: entries under numbers that count over everything."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.activity_views import AccountActivityView, ActivityView
from creatorport.application.ports.event_log import Logged
from creatorport.application.streams import account_activity
from creatorport.application.views import Page, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.activity import Activity
from creatorport.domain.ids import AccountId, CampaignId, MemberId, WorkspaceId
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.transaction import Transaction

_NEWEST: Order[tuple[int, Activity]] = Order("activity", lambda one: (one[0], ""), descending=True)
_LOGGED: Order[Logged] = Order("account-activity", lambda one: (one.number, ""), descending=True)


class InMemoryActivities:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def record(self, entries: Iterable[Activity]) -> None:
        for entry in entries:
            self._at.put(("activity", entry.workspace_id, self._at.next_number()), entry)

    async def changes_since(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, version: int
    ) -> Sequence[Activity]:
        numbers = sorted(key[2] for key in self._at.keys("activity") if key[1] == workspace_id)  # type: ignore[type-var]  # numbers, all of them
        every: list[Activity] = [self._at.get(("activity", workspace_id, number)) for number in numbers]
        return [one for one in every if one.campaign_id == campaign_id and _version(one) > version]


@dataclass
class InMemoryActivityReads:
    shelf: Shelf

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, kinds: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[ActivityView]]:
        found = self.shelf.keyed(Activity, workspace_id, "activity", "activities.pages_of_campaigns")
        return {
            key: _NEWEST.page(
                [one for one in found if one[1].campaign_id == key and (not kinds or one[1].kind in kinds)],
                part,
                lambda one: _view(one[1]),
            )
            for key in self.shelf.campaigns(workspace_id, ids)
        }

    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        kinds: Collection[str],
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[AccountActivityView]]:
        accounts = self.shelf.of(TikTokAccount, workspace_id, "account", "activities.pages_of_accounts")
        return {
            one.id: _LOGGED.page(
                [entry for entry in self.shelf.storage.entries(account_activity(one.id)) if entry.kind in kinds],
                part,
                lambda entry, key=one.id: AccountActivityView(key, entry.at, entry.kind, entry.payload),  # type: ignore[misc]  # a default binds the loop's value
            )
            for one in accounts
            if one.id in ids and owner in (None, one.owner)
        }


def _view(entry: Activity) -> ActivityView:
    return ActivityView(
        entry.campaign_id,
        entry.at,
        entry.actor.kind.value,
        entry.actor.id,
        entry.kind.value,
        entry.verb,
        entry.subject.kind if entry.subject else None,
        entry.subject.id if entry.subject else None,
        entry.facts,
    )


def _version(entry: Activity) -> int:
    version = entry.facts.get("version")
    return version if isinstance(version, int) else -1
