"""News of a connected account: by the app at TikTok for Developers, or by the business app.

A person has another open id for each app, so that one of the two finds nobody.
"""

from datetime import datetime, timedelta

from creatorport.application.ports.notices import AccountVideosChanged, AuthorizationRemoved, CommentChanged
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.publishing.holding import hold
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.comment_news import CommentNews
from creatorport.domain.ids import VideoId
from creatorport.domain.sync import SyncTrigger


async def remove_authorization(uow: UnitOfWork, notice: AuthorizationRemoved, now: datetime) -> str:
    # TikTok repeats itself for days, and counts in whole seconds: a consent given since then is not meant.
    end = notice.at + timedelta(seconds=1)
    accounts = [one for one in await uow.accounts.everywhere(notice.open_id) if one.connected_at < end]
    for account in accounts:
        await uow.accounts.save(account.lose_grant(notice.reason, now, loss=notice.loss))
    for account in sorted(accounts, key=lambda one: (one.workspace_id, one.id)):
        await hold(uow, account.workspace_id, account.id, notice.reason, now)
    business = [one for one in await uow.business.everywhere(notice.open_id) if one.connected_at < end]
    for connection in business:
        lost = connection.lose_grant(notice.reason, now, loss=notice.loss)
        if lost is not connection:
            await uow.business.save(lost)
    return f"authorization removed from {len(accounts) + len(business)} accounts"


async def sync_videos(uow: UnitOfWork, notice: AccountVideosChanged, begin_sync: BeginSync) -> str:
    business = await uow.business.everywhere(notice.open_id)
    beside = [await uow.accounts.load(one.workspace_id, one.account_id) for one in business]
    accounts = [one for one in (*await uow.accounts.everywhere(notice.open_id), *beside) if one.grant is not None]
    # In one order for everybody: each holds its account's times to the end.
    for account in sorted(accounts, key=lambda one: (one.workspace_id, one.id)):
        await begin_sync(uow, account, SyncTrigger.WEBHOOK)
    return f"syncing {len(accounts)} accounts"


async def hear_comment(uow: UnitOfWork, notice: CommentChanged) -> str:
    """Keep that the comment is there. Its number is the video's own, which the next sync reads."""
    news = [
        CommentNews(
            one.workspace_id,
            VideoId(f"{one.account_id}.{notice.video_id}"),
            notice.comment_id,
            notice.is_reply,
            notice.action,
            notice.at,
        )
        for one in await uow.business.everywhere(notice.open_id)
    ]
    return f"a comment heard of in {await uow.comments.hear(news)} workspaces"
