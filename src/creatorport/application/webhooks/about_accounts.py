"""News of a connected account."""

from datetime import datetime, timedelta

from creatorport.application.ports.notices import AccountVideosChanged, AuthorizationRemoved
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.sync import SyncTrigger


async def remove_authorization(uow: UnitOfWork, notice: AuthorizationRemoved, now: datetime) -> str:
    # TikTok repeats itself for days, and counts in whole seconds: a consent given since then is not meant.
    end = notice.at + timedelta(seconds=1)
    accounts = [one for one in await uow.accounts.everywhere(notice.open_id) if one.connected_at < end]
    for account in accounts:
        await uow.accounts.save(account.lose_grant(notice.reason, now, loss=notice.loss))
    # Each of our two apps knows a person by an open id of its own, so that one of the two lists is empty.
    connections = [one for one in await uow.business.everywhere(notice.open_id) if one.connected_at < end]
    for connection in connections:
        await uow.business.save(connection.lose_grant(notice.reason, now, loss=notice.loss))
    return f"authorization removed from {len(accounts) + len(connections)} accounts"


async def sync_videos(uow: UnitOfWork, notice: AccountVideosChanged, begin_sync: BeginSync) -> str:
    by_business = await uow.business.everywhere(notice.open_id)
    known = [
        *await uow.accounts.everywhere(notice.open_id),
        *[await uow.accounts.load(one.workspace_id, one.account_id) for one in by_business],
    ]
    accounts = [one for one in known if one.grant is not None]
    # In one order for everybody: each holds its account's times to the end.
    for account in sorted(accounts, key=lambda one: (one.workspace_id, one.id)):
        await begin_sync(uow, account, SyncTrigger.WEBHOOK)
    return f"syncing {len(accounts)} accounts"
