"""The two stores of insights in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from creatorport.application.ports.insights import Owned
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.ids import AccountId, CreatorId, WorkspaceId
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import CONSENTED, Reading, ReadingKind
from creatorport.domain.retention import AT_ONCE
from tests.fakes.transaction import Transaction


class InMemoryConsentedReadings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Mapping[ReadingKind, Reading]:
        found = (self._at.get(("consented reading", workspace_id, account_id, kind)) for kind in ReadingKind)
        return {one.kind: one for one in found if isinstance(one, Reading)}

    async def put(self, workspace_id: WorkspaceId, account_id: AccountId, reading: Reading) -> None:
        self._at.put(("consented reading", workspace_id, account_id, reading.kind), reading)

    async def put_days(self, workspace_id: WorkspaceId, account_id: AccountId, days: Sequence[AccountDay]) -> None:
        for one in days:
            self._at.put(("consented day", workspace_id, account_id, one.day), one)

    async def forget(self, workspace_id: WorkspaceId, account_id: AccountId) -> int:
        keys = [
            key
            for kind in ("consented reading", "consented day")
            for key in self._at.keys(kind)
            if key[1:3] == (workspace_id, account_id)
        ]
        for key in keys:
            self._at.remove(key)
        return len(keys)

    async def due(self, now: datetime, most: int) -> Sequence[Owned]:
        found = []
        for one in self._at.all("business", BusinessConnection, lambda one: one.grant is not None):
            readings = (await self.of(one.workspace_id, one.account_id)).values()
            first = min((at for reading in readings if (at := reading.due_at) is not None), default=None)
            if len(readings) < len(CONSENTED) or (first is not None and first <= now):
                moment = float("-inf") if first is None else first.timestamp()
                found.append((moment, one.workspace_id, one.account_id))
        return [(workspace_id, account_id) for _, workspace_id, account_id in sorted(found)[:most]]

    async def orphaned(self, lost_before: datetime, most: int) -> Sequence[Owned]:
        kept = {key[1:3] for kind in ("consented reading", "consented day") for key in self._at.keys(kind)}
        found = [
            (one.workspace_id, one.account_id)
            for one in self._at.all("business", BusinessConnection, lambda one: one.grant is None)
            if (one.workspace_id, one.account_id) in kept and (one.updated_at <= lost_before or one.loss in AT_ONCE)
        ]
        return sorted(found)[:most]


class InMemoryCreatorReadings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of(self, workspace_id: WorkspaceId, creator_id: CreatorId) -> Mapping[ReadingKind, Reading]:
        found = (self._at.get(("creator reading", workspace_id, creator_id, kind)) for kind in ReadingKind)
        return {one.kind: one for one in found if isinstance(one, Reading)}

    async def put(self, workspace_id: WorkspaceId, creator_id: CreatorId, reading: Reading) -> None:
        self._at.put(("creator reading", workspace_id, creator_id, reading.kind), reading)
