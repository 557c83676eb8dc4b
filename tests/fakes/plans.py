"""The planner's memory in storage, over one Transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from creatorport.application.planning.targets import PROFILE
from creatorport.application.ports.attention import ACCOUNT, CAMPAIGN
from creatorport.application.ports.planning import Capture, Kept, Learned, Pace, Refreshable, Unlearned
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoSnapshot, VideoState
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.creator import Reach
from creatorport.domain.errors import NotFound
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.freshness.pledge import FreshnessPromise, PromiseSubject
from creatorport.domain.freshness.promise import Ledger
from creatorport.domain.ids import PromiseId, WorkspaceId
from creatorport.domain.post import VideoPost
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun
from tests.fakes.transaction import Transaction

NEWEST = 60


@dataclass(frozen=True)
class Belief:
    rate: ChangeRate = field(default_factory=ChangeRate)
    learned_at: datetime | None = None
    asked_at: datetime | None = None


class Things:
    """What there is to refresh, and the looks at it, as the other fakes have stored them."""

    def __init__(self, transaction: Transaction) -> None:
        self.at = transaction

    def accounts(self, workspace_id: WorkspaceId | None = None) -> list[TikTokAccount]:
        return self.at.all("account", TikTokAccount, lambda one: workspace_id in (None, one.workspace_id))

    def videos(self, account: TikTokAccount) -> list[AccountVideo]:
        found = self.at.all(
            "video",
            AccountVideo,
            lambda one: (
                (one.workspace_id, one.account_id) == (account.workspace_id, account.id)
                and one.state is VideoState.VISIBLE
            ),
        )
        found.sort(key=lambda one: one.id)
        return sorted(found, key=lambda one: one.facts.published_at or one.first_seen_at, reverse=True)

    def posts(self, workspace_id: WorkspaceId) -> list[VideoPost]:
        return self.at.all("post", VideoPost, lambda one: one.workspace_id == workspace_id)

    def of_subject(
        self, workspace_id: WorkspaceId, subject: PromiseSubject, subject_id: str
    ) -> list[tuple[str, datetime | None]]:
        """Each thing's key, and when it was first seen."""
        posted = {one.video_id for one in self.posts(workspace_id) if one.campaign_id == subject_id}
        found: list[tuple[str, datetime | None]] = []
        for account in self.accounts(workspace_id):
            mine = subject is PromiseSubject.ACCOUNT and account.id == subject_id
            found += [
                (video.id, video.first_seen_at)
                for video in self.videos(account)
                if mine or (subject is PromiseSubject.CAMPAIGN and video.video_id in posted)
            ]
            if mine and has(account, "user.info.stats"):
                found.append((PROFILE + account.id, None))
        return found

    def captures(self, workspace_id: WorkspaceId, key: str) -> list[Capture]:
        kind = "profile-snapshot" if key.startswith(PROFILE) else "video-snapshot"
        head = (kind, workspace_id, key.removeprefix(PROFILE))
        found = []
        for place in self.at.keys(kind):
            shot = self.at.get(place) if place[:3] == head else None
            if isinstance(shot, ProfileSnapshot):
                found.append(Capture(shot.pedigree.captured_at, Reach(shot.reach.followers, None, None, None)))
            elif isinstance(shot, VideoSnapshot):
                found.append(Capture(shot.pedigree.captured_at, shot.counts))
        return sorted(found, key=lambda one: one.at)


class InMemoryPlans:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction
        self._things = Things(transaction)

    async def lock_pace(self) -> Pace:
        await self._at.lock(("pace",))
        return await self.pace()

    async def pace(self) -> Pace:
        found = self._at.get(("pace",))
        return found if isinstance(found, Pace) else Pace()

    async def keep_pace(self, pace: Pace) -> None:
        self._at.put(("pace",), pace)

    async def refreshables(self, now: datetime, *, workspace_id: WorkspaceId | None = None) -> Sequence[Refreshable]:
        found: list[Refreshable] = []
        for account in self._things.accounts(workspace_id):
            failed = account.failure is not None and account.failure.at >= now - timedelta(hours=1)
            if account.grant is not None and not failed:
                found += self._of(account, now)
        return sorted(found, key=lambda one: (one.workspace_id, one.key))

    def _of(self, account: TikTokAccount, now: datetime) -> list[Refreshable]:
        workspace = account.workspace_id
        campaigns = self._at.all("campaign", Campaign, lambda one: one.workspace_id == workspace)
        running = {one.id for one in campaigns if one.state is CampaignState.ACTIVE}
        posts = self._things.posts(workspace)
        live = {one.video_id for one in posts if one.campaign_id in running}
        looked = {key[2:] for key in self._at.keys("attention") if key[1] == workspace and self._at.get(key) > now}
        followed = {one.video_id for one in posts if (CAMPAIGN, one.campaign_id) in looked}
        bounds = {
            (one.subject, one.subject_id): one.bound / timedelta(days=1)
            for one in self._at.all("promise", FreshnessPromise, lambda one: one.workspace_id == workspace)
            if one.withdrawn_at is None
        }
        own = bounds.get((PromiseSubject.ACCOUNT, account.id))
        videos = self._things.videos(account) if has(account, "video.list") else []
        found = []
        for place, video in enumerate(videos):
            bound = _least(
                [own]
                + [
                    bounds.get((PromiseSubject.CAMPAIGN, one.campaign_id))
                    for one in posts
                    if one.video_id == video.video_id
                ]
            )
            if place < NEWEST or video.video_id in live or bound is not None:
                found.append(
                    Refreshable(
                        video.id,
                        workspace,
                        account.id,
                        video.video_id,
                        video.latest.pedigree.captured_at if video.latest else None,
                        video.facts.published_at,
                        account.profile.reach.followers if account.profile.reach else None,
                        video.video_id in live,
                        video.video_id in followed or (ACCOUNT, account.id) in looked,
                        self._belief(workspace, video.id).rate,
                        bound,
                        self._belief(workspace, video.id).asked_at,
                        len(videos),
                    )
                )
        if has(account, "user.info.stats"):
            key = PROFILE + account.id
            found.append(
                Refreshable(
                    key,
                    workspace,
                    account.id,
                    None,
                    account.profile_at,
                    None,
                    account.profile.reach.followers if account.profile.reach else None,
                    any(video.video_id in live for video in videos),
                    (ACCOUNT, account.id) in looked,
                    self._belief(workspace, key).rate,
                    own,
                    self._belief(workspace, key).asked_at,
                    0,
                )
            )
        return found

    async def unlearned(self, most: int) -> Sequence[Unlearned]:
        found: list[Unlearned] = []
        for account in self._things.accounts():
            keys: list[tuple[str, datetime | None]] = [
                (one.id, one.facts.published_at) for one in self._things.videos(account)
            ]
            for key, published_at in [*keys, (PROFILE + account.id, None)]:
                belief = self._belief(account.workspace_id, key)
                since = belief.learned_at
                looks = [
                    one for one in self._things.captures(account.workspace_id, key) if since is None or one.at >= since
                ]
                if looks and (since is None or looks[-1].at > since):
                    reach = account.profile.reach
                    found.append(
                        Unlearned(
                            key,
                            account.workspace_id,
                            published_at,
                            reach.followers if reach else None,
                            belief.rate,
                            since,
                            tuple(looks),
                        )
                    )
        return sorted(found, key=lambda one: (one.workspace_id, one.key))[:most]

    async def learn(self, learned: Iterable[Learned]) -> None:
        for one in learned:
            known = self._belief(one.workspace_id, one.key)
            self._at.put(
                ("belief", one.workspace_id, one.key), replace(known, rate=one.belief, learned_at=one.learned_at)
            )

    async def note_asked(self, keys: Collection[tuple[WorkspaceId, str]], at: datetime) -> None:
        for workspace, key in keys:
            self._at.put(("belief", workspace, key), replace(self._belief(workspace, key), asked_at=at))

    async def keep_shares(self, shares: Mapping[WorkspaceId, tuple[float, float]]) -> None:
        for workspace, share in shares.items():
            self._at.put(("share", workspace), share)

    async def share(self, workspace_id: WorkspaceId) -> tuple[float, float] | None:
        found: tuple[float, float] | None = self._at.get(("share", workspace_id))
        return found

    async def calls_of_syncs(self, since: datetime) -> int:
        return sum(run.calls for run in self._at.all("sync", SyncRun, lambda one: one.queued_at >= since))

    def _belief(self, workspace: WorkspaceId, key: str) -> Belief:
        found = self._at.get(("belief", workspace, key))
        return found if isinstance(found, Belief) else Belief()


class InMemoryPromises:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction
        self._things = Things(transaction)

    async def add(self, promise: FreshnessPromise) -> None:
        self._at.put(("promise", promise.workspace_id, promise.id), promise)

    async def save(self, promise: FreshnessPromise) -> None:
        await self.add(promise)

    async def lock(self, workspace_id: WorkspaceId, promise_id: PromiseId) -> FreshnessPromise:
        await self._at.lock(("promise", workspace_id, promise_id))
        found = self._at.get(("promise", workspace_id, promise_id))
        if not isinstance(found, FreshnessPromise):
            raise NotFound("promise", promise_id)
        return found

    async def lock_all(self, workspace_id: WorkspaceId) -> Sequence[FreshnessPromise]:
        await self._at.lock(("promises", workspace_id))
        held = self._at.all(
            "promise",
            FreshnessPromise,
            lambda one: one.workspace_id == workspace_id and one.withdrawn_at is None,
        )
        return sorted(held, key=lambda one: (one.made_at, one.id))

    async def keys(self, workspace_id: WorkspaceId, subject: PromiseSubject, subject_id: str) -> Collection[str]:
        return {key for key, _ in self._things.of_subject(workspace_id, subject, subject_id)}

    async def kept(self, workspace_id: WorkspaceId) -> Sequence[Kept]:
        every = self._at.all("promise", FreshnessPromise, lambda one: one.workspace_id == workspace_id)
        every.sort(key=lambda one: one.id)
        every.sort(key=lambda one: one.made_at, reverse=True)
        return [Kept(one, tuple(self._ledgers(one))) for one in every]

    def _ledgers(self, promise: FreshnessPromise) -> Iterable[Ledger]:
        things = self._things.of_subject(promise.workspace_id, promise.subject, promise.subject_id)
        for key, first_seen_at in sorted(things):
            since = max(promise.made_at, first_seen_at or promise.made_at)
            ledger = Ledger(key, promise.bound, since)
            for look in self._things.captures(promise.workspace_id, key):
                if look.at > since and (promise.withdrawn_at is None or look.at <= promise.withdrawn_at):
                    ledger = ledger.refreshed(look.at)
            yield ledger


def has(account: TikTokAccount, scope: str) -> bool:
    return account.grant is not None and scope in account.grant.scopes


def _least(bounds: Iterable[float | None]) -> float | None:
    return min((bound for bound in bounds if bound is not None), default=None)
