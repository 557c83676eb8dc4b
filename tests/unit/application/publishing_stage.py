"""An account that may publish, a video that was handed in, and everything that drives a publication."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.tiktok_posting import TikTokPosting, VideoUploads
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.publishing.asking import AskTikTok
from creatorport.application.publishing.drive import DrivePublications
from creatorport.application.publishing.keeping import Keep
from creatorport.application.publishing.options_view import PublishingOptionsView
from creatorport.application.publishing.rules import PublishingRules
from creatorport.application.publishing.uploading import UploadBytes
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.publish_video import PublishVideo, PublishVideoCommand
from creatorport.application.use_cases.resume_publications import ResumePublications
from creatorport.application.use_cases.show_publishing_options import (
    ShowPublishingOptions,
    ShowPublishingOptionsQuery,
)
from creatorport.domain.ids import AccountId, MediaId, OptionsId, PublicationId
from creatorport.domain.publishing.composer import Disclosure, Privacy
from creatorport.domain.publishing.media import Media, MediaKind
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.workspace import Member
from tests.fakes.connected import SCOPES, connected_account
from tests.fakes.media import InMemoryMediaStore
from tests.fakes.tiktok_accounts import Person
from tests.fakes.tiktok_posting import PUBLISH, FakePosting, FakeUploads
from tests.unit.application.stage import CREATOR, LUMEN, Stage
from tests.unit.application.test_fresh_tokens import fresh_tokens

MARA = Person("open-mara")
PUBLISHING = SCOPES | {PUBLISH}
ACCOUNT = AccountId("account-1")
WORDS = Disclosure().consent_text
SIZE = 70_000_000


class PublishingStage:
    def __init__(self, stage: Stage, rules: PublishingRules | None = None) -> None:
        self.stage = stage
        self.clock, self.units = stage.clock, stage.units
        self.posting = FakePosting(stage.login)
        self.uploads = FakeUploads(self.posting)
        self.store = InMemoryMediaStore()
        self.rules = rules or PublishingRules(audited=True, verified_hosts=frozenset({"media.lumen.example"}))
        self.media = 0

    @property
    def as_account(self) -> AsAccount:
        return AsAccount(fresh_tokens(self.stage))

    def drive(
        self,
        units: UnitsOfWork | None = None,
        posting: TikTokPosting | None = None,
        uploads: VideoUploads | None = None,
    ) -> DrivePublications:
        keep = Keep(units or self.units, self.clock)
        posting = posting or self.posting
        ask = AskTikTok(keep, self.as_account, posting)
        upload = UploadBytes(keep, uploads or self.uploads, self.store, ask)
        return DrivePublications(keep, self.as_account, posting, upload, ask, self.rules, timedelta(seconds=60))

    async def options(self, by: Member = CREATOR, account: AccountId = ACCOUNT) -> PublishingOptionsView:
        show = ShowPublishingOptions(
            self.units, self.clock, self.stage.identities, self.as_account, self.posting, self.rules
        )
        return await show(ShowPublishingOptionsQuery(by, account))

    async def hand_in(self, by: Member = CREATOR, size: int = SIZE) -> MediaId:
        self.media += 1
        media_id = MediaId(f"media-{self.media}")
        media = Media(media_id, by.workspace_id, by.id, MediaKind.MP4, size, self.clock.now())
        self.store.kept[by.workspace_id, media_id] = b"lemon pasta"
        async with self.units() as uow:
            await uow.media.add(media)
            await uow.commit()
        return media_id

    async def command(self, by: Member = CREATOR, **given: Any) -> PublishVideoCommand:
        """What a composer sends that asked TikTok just now."""
        account = given.get("account_id", ACCOUNT)
        if "options_id" not in given:
            given["options_id"] = (await self.options(by, account)).options_id or OptionsId("none")
        if "media_id" not in given and "video_url" not in given:
            given["media_id"] = await self.hand_in(by)
        facts = {"account_id": account, "privacy": Privacy.PUBLIC, "consent_text": WORDS, "title": "lemon pasta"}
        return PublishVideoCommand(by, **{**facts, **given})

    async def publish(self, by: Member = CREATOR, **given: Any) -> PublicationId:
        publish = PublishVideo(self.units, self.clock, self.stage.identities, self.rules)
        return await publish(await self.command(by, **given))

    async def work(self, *, times: int = 50) -> None:
        """Run jobs when they are due, waiting as long as they say."""
        for _ in range(times):
            waiting = [one for one in self.stage.storage.jobs if isinstance(one.job, DrivePublication)]
            if not waiting:
                return
            first = min(waiting, key=lambda one: one.after or timedelta(0))
            self.stage.storage.jobs.remove(first)
            self.clock.advance(first.after or timedelta(0))
            assert isinstance(first.job, DrivePublication)
            await self.drive()(first.job)

    async def step(self) -> None:
        """Run one job, at once."""
        waiting = [one for one in self.stage.storage.jobs if isinstance(one.job, DrivePublication)]
        first = min(waiting, key=lambda one: one.after or timedelta(0))
        self.stage.storage.jobs.remove(first)
        assert isinstance(first.job, DrivePublication)
        await self.drive()(first.job)

    async def later(self, by: timedelta) -> None:
        """Let time pass, and whatever is due come to its turn."""
        self.clock.advance(by)
        self.forget_jobs()
        await self.work(times=await ResumePublications(self.units, self.clock)())

    def forget_jobs(self) -> None:
        self.stage.storage.jobs = [one for one in self.stage.storage.jobs if not isinstance(one.job, DrivePublication)]

    @property
    def publications(self) -> list[Publication]:
        return self.stage.kept(Publication)

    @property
    def it(self) -> Publication:
        return self.publications[-1]

    @property
    def inits(self) -> int:
        return self.posting.troubles.calls["posting.begin"]

    async def change(self, **facts: Any) -> None:
        """Change the stored publication behind everybody's back."""
        async with self.units() as uow:
            await uow.publications.save(replace(await uow.publications.lock(LUMEN, self.it.id), **facts))
            await uow.commit()


async def publishing(rules: PublishingRules | None = None, scopes: frozenset[str] = PUBLISHING) -> PublishingStage:
    stage = Stage()
    await connected_account(stage.units, stage.clock, stage.profiles, MARA, CREATOR, scopes=scopes)
    return PublishingStage(stage, rules)
