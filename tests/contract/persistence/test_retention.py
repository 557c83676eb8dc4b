"""The contracts of Retention and of what forgets; and of the report's reads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.retention import OverdueAccount
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import PurgeView, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.ids import AccountId, PurgeId
from creatorport.domain.retention import Dropped, DropReason, Purge, Purged
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, later
from tests.contract.persistence.test_syncs import FACTS, ONE, run, video

TWO, THREE = AccountId("account-2"), AccountId("account-3")


async def stored(units: UnitsOfWork, *accounts: TikTokAccount) -> None:
    async with units() as uow:
        for one in accounts:
            await uow.accounts.add(one)
        await uow.commit()


async def overdue(units: UnitsOfWork, minutes: float, most: int = 10) -> list[OverdueAccount]:
    async with units() as uow:
        return list(await uow.retention.overdue(later(minutes), most))


async def test_an_account_keeps_that_its_person_was_forgotten(units: UnitsOfWork) -> None:
    forgotten = account().forget_person(DropReason.GRANT_LOST, later(3))
    await stored(units, forgotten)
    async with units() as uow:
        loaded = await uow.accounts.load(LUMEN, ONE)
        assert loaded.dropped == Dropped(DropReason.GRANT_LOST, later(3))
        assert loaded.profile == forgotten.profile
        await uow.accounts.save(loaded.see(account().profile, later(4)))
        await uow.commit()
    async with units() as uow:
        loaded = await uow.accounts.load(LUMEN, ONE)
    assert (loaded.dropped, loaded.profile) == (None, account().profile)


async def test_accounts_are_overdue_by_their_profile_the_longest_unread_first(units: UnitsOfWork) -> None:
    await stored(units, account("account-1", "o-1", at=later(5)), account("account-2", "o-2", UMBRA, at=NOW))
    await stored(units, account("account-3", "o-3", at=later(9)))
    assert await overdue(units, -1) == []
    first, second = OverdueAccount(UMBRA, TWO, None), OverdueAccount(LUMEN, ONE, None)
    assert await overdue(units, 0) == [first]
    assert await overdue(units, 5) == [first, second]
    assert await overdue(units, 60, most=1) == [first]


async def test_who_was_forgotten_is_not_overdue_and_who_must_be_at_once_is(units: UnitsOfWork) -> None:
    gone = account("account-2", "o-2").lose_grant("deleted", NOW, loss=LossCause.ACCOUNT_DELETED)
    await stored(
        units,
        account("account-1", "o-1").forget_person(DropReason.DISCONNECTED, NOW),
        gone,
        account("account-3", "o-3").lose_grant("rejected", NOW),
    )
    assert await overdue(units, -1) == [OverdueAccount(LUMEN, TWO, None)]
    assert [one.account_id for one in await overdue(units, 0)] == [TWO, THREE]


async def test_an_account_is_overdue_by_a_video_and_tells_when_it_was_last_tried(units: UnitsOfWork) -> None:
    await stored(units, account(at=later(60)))
    async with units() as uow:
        await uow.videos.put([video("1"), video("2", minutes=30)])
        ended = replace(run(), ended_at=later(7)).start(later(1)).fail("TIKTOK_ANSWER_LOST", "away", later(8))
        await uow.syncs.add(ended)
        await uow.commit()
    assert await overdue(units, -1) == []
    assert await overdue(units, 0) == [OverdueAccount(LUMEN, ONE, later(8))]
    async with units() as uow:
        await uow.syncs.add(run("run-2"))
        await uow.commit()
    assert await overdue(units, 0) == []


async def test_texts_are_forgotten_once_of_videos_not_seen_since(units: UnitsOfWork) -> None:
    await stored(units, account())
    async with units() as uow:
        await uow.videos.put([video("1"), video("2", minutes=5), video("3", minutes=6)])
        await uow.commit()
    async with units() as uow:
        assert await uow.videos.forget_texts(LUMEN, ONE, seen_before=later(5), now=later(9)) == 2
        assert await uow.videos.forget_texts(LUMEN, ONE, seen_before=later(5), now=later(10)) == 0
        assert await uow.videos.forget_texts(UMBRA, ONE, seen_before=later(9), now=later(10)) == 0
        await uow.commit()
    async with units() as uow:
        found = await uow.videos.find(LUMEN, ONE, ["1", "2", "3"])
        seen = video("1", minutes=11)
        assert seen.latest is not None
        await uow.videos.put([found["1"].see(FACTS, seen.latest.counts, seen.latest.pedigree)])
        await uow.commit()
    assert [found[one].dropped_at for one in "123"] == [later(9), later(9), None]
    assert found["2"] == video("2", minutes=5).forget_texts(later(9))
    assert (found["2"].facts.published_at, found["2"].facts.title) == (FACTS.published_at, None)
    async with units() as uow:
        again = (await uow.videos.find(LUMEN, ONE, ["1"]))["1"]
    assert (again.dropped_at, again.facts) == (None, FACTS)


async def test_keys_are_forgotten_by_their_age_and_counted_by_workspace(units: UnitsOfWork) -> None:
    async with units() as uow:
        for workspace, key in ((LUMEN, "a"), (LUMEN, "b"), (UMBRA, "a")):
            await uow.idempotency.claim(workspace, key, "print")
            await uow.idempotency.keep(workspace, key, "{}")
        await uow.commit()
    async with units() as uow:
        assert dict(await uow.idempotency.forget_older_than(timedelta(hours=1))) == {}
        assert dict(await uow.idempotency.forget_older_than(timedelta(0))) == {LUMEN: 2, UMBRA: 1}
        await uow.commit()
    async with units() as uow:
        assert await uow.idempotency.claim(LUMEN, "a", "another") is None


@pytest.mark.parametrize("first", [1, 2])
async def test_the_report_is_read_newest_first_by_its_workspace(backend: Backend, first: int) -> None:
    async with backend.units() as uow:
        for number in range(3):
            purge_id, what = PurgeId(f"purge-{number}"), Purged.VIDEO_TEXTS
            await uow.retention.report(
                Purge(purge_id, LUMEN, later(number), what, DropReason.NOT_REFRESHED, number + 1, ONE)
            )
        await uow.retention.report(
            Purge(PurgeId("purge-9"), UMBRA, NOW, Purged.IDEMPOTENCY_KEYS, DropReason.OUTLIVED, 2**40)
        )
        await uow.commit()
    page = await backend.reads.purges.page(LUMEN, Slice(first))
    expected = [PurgeView(later(n), "video_texts", "not_refreshed", n + 1, ONE) for n in (2, 1, 0)]
    assert (list(page.nodes), page.total, page.has_next) == (expected[:first], 3, True)
    rest = await backend.reads.purges.page(LUMEN, Slice(5, page.cursors[-1]))
    assert list(rest.nodes) == expected[first:]
    other = await backend.reads.purges.page(UMBRA, Slice(5))
    assert [(one.items, one.account_id) for one in other.nodes] == [(2**40, None)]
