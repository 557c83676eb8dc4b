"""The contracts of Publications, MediaShelf, OptionsAnswers and PublicationReads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.publication_views import PublicationView
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.errors import ConcurrentChange, FixableBy, NotFound
from creatorport.domain.ids import AccountId, MediaId, MemberId, OptionsId, PublicationId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Choice, CreatorOptions, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import Media, MediaKind
from creatorport.domain.publishing.publication import FromMedia, Publication
from creatorport.domain.publishing.troubles import Trouble, TroubleCode
from creatorport.domain.secret import Secret
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, later
from tests.contract.persistence.world import ids, walk
from tests.unit.domain.publishing.specimens import publication

URL = Secret("https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=%2F")
LOST = Trouble(TroubleCode.ANSWER_LOST, "lost", FixableBy.TIKTOK, "internal")
TOTAL = 150_000_000


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    async with backend.units() as uow:
        await uow.accounts.add(account())
        await uow.accounts.add(replace(account("account-2", "open-ben"), owner=MemberId("ben")))
        await uow.accounts.add(account(workspace=UMBRA))
        await uow.commit()
    return backend


async def add(backend: Backend, *publications: Publication) -> None:
    async with backend.units() as uow:
        for one in publications:
            await uow.publications.add(one)
        await uow.commit()


def full() -> Publication:
    choice = Choice.of(
        title="zest 🍋\nand more",
        privacy=Privacy.FRIENDS,
        interactions=Interactions(comment=True, stitch=True),
        disclosure=Disclosure(own_brand=True, branded_content=True),
        is_ai_generated=True,
        cover_ms=1500,
    )
    uploading = replace(publication(), choice=choice).start(NOW).take("v_pub_file~v2-1.1", URL, later(1))
    return replace(
        uploading.have_sent(10_000_000, later(2)),
        trouble=LOST,
        cap=Cap.CREATORS_PER_APP,
        tiktok_status="PROCESSING_UPLOAD",
        checked_at=later(3),
        looks=4,
        failures=2,
        post_ids=("7709895975969675228",),
    )


async def test_a_publication_comes_back_as_it_was_stored(stocked: Backend) -> None:
    pulled = publication("publication-2", url="https://media.example/a.mp4", minutes=1)
    await add(stocked, full(), pulled)
    async with stocked.units() as uow:
        assert await uow.publications.lock(LUMEN, full().id) == replace(full(), events=())
        assert await uow.publications.lock(LUMEN, pulled.id) == replace(pulled, events=())
        with pytest.raises(NotFound):
            await uow.publications.lock(UMBRA, full().id)


async def test_a_stale_save_is_refused(stocked: Backend) -> None:
    await add(stocked, publication())
    async with stocked.units() as uow:
        await uow.publications.save(publication().start(NOW))
        await uow.commit()
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.publications.save(publication().start(NOW))


async def test_the_open_ones_of_an_account_are_found_oldest_first(stocked: Backend) -> None:
    await add(
        stocked,
        publication("p-2", minutes=2),
        publication("p-1", minutes=1),
        publication("p-3").cancel(NOW),
        publication("p-4", account="account-2"),
        publication("p-5", workspace=UMBRA),
    )
    async with stocked.units() as uow:
        assert ids(await uow.publications.open_of(LUMEN, AccountId("account-1"))) == ["p-1", "p-2"]
        assert await uow.publications.open_of(UMBRA, AccountId("account-2")) == []


async def test_tiktoks_handle_finds_a_publication_in_any_workspace(stocked: Backend) -> None:
    known = publication("p-1", workspace=UMBRA).start(NOW).take("v1", URL, NOW)
    nameless = publication("p-2").start(NOW).lose(LOST, NOW)
    await add(stocked, known, nameless, publication("p-3"))
    async with stocked.units() as uow:
        assert ids(await uow.publications.known_as("v1")) == ["p-1"]
        assert await uow.publications.known_as("v2") == []
        assert ids(await uow.publications.nameless_of("open-mara")) == ["p-2"]
        assert await uow.publications.nameless_of("open-ben") == []


async def test_what_is_due_is_found_and_what_waits_is_not(stocked: Backend) -> None:
    deferred = publication("p-1").defer(Cap.POSTS_PER_CREATOR, later(60), NOW)
    blocked = publication("p-2").lose_account("gone", NOW)
    await add(stocked, publication("p-3", minutes=5), deferred, blocked, publication("p-4", workspace=UMBRA))
    async with stocked.units() as uow:
        assert ids(await uow.publications.due(later(10), 10)) == ["p-4", "p-3"]
        assert ids(await uow.publications.due(later(10), 1)) == ["p-4"]
        assert ids(await uow.publications.due(later(60), 10)) == ["p-4", "p-3", "p-1"]


async def test_what_tiktok_counts_is_counted_over_all_workspaces(stocked: Backend) -> None:
    await add(
        stocked,
        publication("p-1").start(later(1)).take("v1", URL, later(1)),
        publication("p-2", workspace=UMBRA).start(later(3)).take("v2", URL, later(3)).fail(LOST, later(4)),
        publication("p-3").start(later(2)).lose(LOST, later(2)),
        publication("p-4").start(later(5)).fail(LOST, later(5)),
        publication("p-5"),
        publication("p-6", creator="open-ben", account="account-2").start(later(9)).take("v6", URL, later(9)),
    )
    async with stocked.units() as uow:
        assert list(await uow.publications.begun_by("open-mara", NOW)) == [later(1), later(2), later(3)]
        assert list(await uow.publications.begun_by("open-mara", later(2))) == [later(2), later(3)]
        assert await uow.publications.creators_since(NOW) == {"open-mara": later(3), "open-ben": later(9)}
        assert await uow.publications.creators_since(later(10)) == {}


async def test_publications_are_read_newest_first_page_by_page_and_by_owner(stocked: Backend) -> None:
    made = [publication(f"p-{number}", minutes=number) for number in range(5)]
    bens = publication("p-9", account="account-2", creator="open-ben", minutes=9).cancel(later(9))
    await add(stocked, *made, bens, publication("p-1", workspace=UMBRA))
    reads = stocked.reads.publications
    everything = await walk(lambda part: reads.page(LUMEN, part), 2)
    assert ids(everything) == ["p-9", "p-4", "p-3", "p-2", "p-1", "p-0"]
    assert ids(await walk(lambda part: reads.page(LUMEN, part, owner=MemberId("ben")), 2)) == ["p-9"]
    of_one = await walk(lambda part: reads.page(LUMEN, part, account_id=AccountId("account-1"), states=["queued"]), 3)
    assert ids(of_one) == ["p-4", "p-3", "p-2", "p-1", "p-0"]
    assert await walk(lambda part: reads.page(LUMEN, part, states=["failed"]), 3) == []
    asked = [PublicationId("p-9"), PublicationId("p-4"), PublicationId("none")]
    assert (await reads.by_ids(LUMEN, asked)).keys() == {"p-9", "p-4"}
    assert (await reads.by_ids(LUMEN, asked, owner=MemberId("ben"))).keys() == {"p-9"}
    assert await reads.by_ids(UMBRA, asked) == {}


async def test_a_publication_is_shown_as_it_stands_without_its_secret(stocked: Backend) -> None:
    await add(stocked, full())
    shown = (await stocked.reads.publications.by_ids(LUMEN, [full().id]))[full().id]
    assert shown == PublicationView.of(full())
    assert "tiktokapis" not in repr(shown)


def media(name: str = "media-1", minutes: float = 0) -> Media:
    return Media(MediaId(name), LUMEN, MemberId("mara"), MediaKind.MOV, 4_294_967_296, later(minutes))


def of(name: str, media_id: str) -> Publication:
    return replace(publication(name), source=FromMedia(MediaId(media_id), MediaKind.MOV, TOTAL))


async def test_a_file_is_known_until_nobody_needs_it_any_more(stocked: Backend) -> None:
    posted = of("p-1", "m-1").start(later(1)).take("v", URL, later(1)).have_sent(TOTAL, later(2))
    again = of("p-4", "m-4").start(later(1)).take("v", URL, later(1)).have_sent(TOTAL, later(2))
    async with stocked.units() as uow:
        for one in (media("m-1", 0), media("m-2", 1), media("m-3", 2), media("m-4", 9), media("m-5", 9)):
            await uow.media.add(one)
        await uow.commit()
    await add(stocked, posted.publish((), later(3)), of("p-2", "m-2"), again.publish((), later(3)))
    async with stocked.units() as uow:
        assert ids(await uow.media.droppable(NOW, 9)) == ["m-1"]
    async with stocked.units() as uow:
        assert ids(await uow.media.droppable(later(5), 9)) == ["m-1", "m-3"]
    async with stocked.units() as uow:
        dropped = (await uow.media.lock(LUMEN, MediaId("m-1"))).drop(later(4))
        await uow.media.save(dropped)
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.media.lock(LUMEN, dropped.id) == replace(dropped, version=1)
        assert ids(await uow.media.droppable(later(5), 9)) == ["m-3"]
        with pytest.raises(NotFound):
            await uow.media.lock(UMBRA, dropped.id)


async def test_what_tiktok_offered_comes_back_and_is_forgotten(stocked: Backend) -> None:
    avatar = ExpiringUrl("https://cdn.example/a.jpeg?x-expires=1", later(120))
    levels = (Privacy.PUBLIC, Privacy.SELF)
    options = CreatorOptions("mara.cooks", "Mara 🍋", avatar, levels, False, True, False, 600)
    answer = OptionsAnswer(OptionsId("o-1"), LUMEN, AccountId("account-1"), options, NOW)
    bare = replace(answer, id=OptionsId("o-2"), options=replace(options, avatar=None, longest=None), asked_at=later(9))
    async with stocked.units() as uow:
        await uow.options.add(answer)
        await uow.options.add(bare)
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.options.lock(LUMEN, answer.id) == answer
        assert await uow.options.lock(LUMEN, bare.id) == bare
        assert await uow.options.lock(UMBRA, answer.id) is None
        used = answer.use(PublicationId("p"), answer.account_id, later(1))
        await uow.options.save(used)
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.options.lock(LUMEN, answer.id) == replace(used, version=1)
        with pytest.raises(ConcurrentChange):
            await uow.options.save(answer)
    async with stocked.units() as uow:
        assert await uow.options.forget(NOW + timedelta(minutes=1)) == 1
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.options.lock(LUMEN, answer.id) is None
