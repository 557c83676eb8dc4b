"""What creators owe: storage and reads, the same whoever keeps the records."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from creatorport.application.ports.deliverable_reads import DeliverableFilter
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.views import Slice
from creatorport.domain.campaign import CampaignState
from creatorport.domain.comment import Comment
from creatorport.domain.deliverable import Deliverable, owed
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.due_dates import DueRhythm
from creatorport.domain.errors import ConcurrentChange, InvalidValue, NotFound
from creatorport.domain.ids import CampaignId, CommentId, DeliverableId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.link_request import LinkRequest, LinkVerb
from creatorport.domain.submission import Submission
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms
from creatorport.domain.workspace import Member, Role
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, campaign, creator, invitation, later
from tests.contract.persistence.world import ids, walk

ONE, TWO = CampaignId("campaign-1"), CampaignId("campaign-2")
DUE = datetime(2026, 12, 1, tzinfo=UTC)
IDA, MAX = MemberId("ida"), MemberId("max")
ALL = DeliverableFilter()


@pytest.fixture
async def stocked(units: UnitsOfWork) -> UnitsOfWork:
    async with units() as uow:
        for workspace in (LUMEN, UMBRA):
            for name in ("campaign-1", "campaign-2"):
                await uow.campaigns.add(campaign(name, workspace))
            await uow.creators.put([creator(name, workspace) for name in ("Mara.Cooks", "ben")])
            await uow.invitations.add(
                [
                    invitation(workspace=workspace),
                    invitation("i-ben", "ben", workspace=workspace),
                    invitation("i-else", campaign_name="campaign-2", workspace=workspace),
                ]
            )
        await uow.commit()
    return units


def made(
    count: int = 1,
    name: str = "invitation-1",
    handle: str = "Mara.Cooks",
    *,
    workspace: WorkspaceId = LUMEN,
    campaign_name: str = "campaign-1",
    due_on: date | None = date(2026, 11, 30),
    at: datetime = NOW,
) -> tuple[Deliverable, ...]:
    asked = Offer(deliverables=(AskedDeliverable(DeliverableKind.VIDEO, count, due_on),))
    terms = Terms(1, asked, ProposedBy.BRAND, NOW)
    draft = replace(invitation(name, handle, campaign_name, workspace), terms=(terms,))
    return owed(draft.send(NOW).accept(NOW), at)


def full() -> Deliverable:
    """One of which every field was set once."""
    (one,) = made()
    handed = Submission(later(1), IDA, "7493990579714164574", "https://www.tiktok.com/@x/video/1", note="Here.\nSo!")
    reminded = one.remind(DueRhythm(), DUE).submit(handed).approve(MAX, later(2))
    link = LinkRequest.ask("7493990579714164574", later(2)).shown(LinkVerb.REVIEW, 1, later(3)).answered().revoke()
    return replace(
        reminded.with_link(
            replace(link, failure="no", earlier=("7600000000000000001 REJECTED 1",), unread="?"), later(3)
        ).fulfil(PostId("p"), later(4)),
        events=(),
    )


async def store(units: UnitsOfWork, *deliverables: Deliverable) -> None:
    async with units() as uow:
        await uow.deliverables.add_missing(deliverables)
        await uow.commit()


async def test_a_deliverable_comes_back_as_it_was_stored(stocked: UnitsOfWork) -> None:
    await store(stocked, full())
    async with stocked() as uow:
        assert await uow.deliverables.lock(LUMEN, full().id) == full()
        assert await uow.deliverables.of_campaign(LUMEN, ONE) == [full()]


async def test_what_is_there_already_stays_as_it_is(stocked: UnitsOfWork) -> None:
    (one,) = made()
    handed = one.submit(Submission(later(1), IDA, draft_url="https://x.example"))
    async with stocked() as uow:
        await uow.deliverables.add_missing(made(2))
        await uow.deliverables.add_missing([])
        await uow.commit()
    async with stocked() as uow:
        await uow.deliverables.save(handed)
        await uow.deliverables.add_missing(made(3))
        await uow.commit()
    async with stocked() as uow:
        found = await uow.deliverables.of_campaign(LUMEN, ONE)
    assert [(it.number, it.state) for it in found] == [(1, "submitted"), (2, "due"), (3, "due")]
    assert found[0] == replace(handed, events=(), version=1)


async def test_of_concurrent_acceptances_each_unit_is_owed_once(stocked: UnitsOfWork) -> None:
    await asyncio.gather(*(store(stocked, *made(3)) for _ in range(6)))
    async with stocked() as uow:
        assert [one.number for one in await uow.deliverables.of_campaign(LUMEN, ONE)] == [1, 2, 3]


async def test_a_deliverable_of_another_workspace_is_not_there(stocked: UnitsOfWork) -> None:
    await store(stocked, *made(workspace=UMBRA))
    async with stocked() as uow:
        with pytest.raises(NotFound):
            await uow.deliverables.lock(LUMEN, DeliverableId("invitation-1.1"))
        assert await uow.deliverables.of_campaign(LUMEN, ONE) == []


async def test_a_stale_save_is_refused(stocked: UnitsOfWork) -> None:
    (one,) = made()
    await store(stocked, one)
    async with stocked() as uow:
        await uow.deliverables.save(one.waive(MAX, NOW))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.deliverables.save(one.waive(IDA, NOW))


async def test_whoever_locks_it_is_waited_for(stocked: UnitsOfWork) -> None:
    await store(stocked, *made())

    async def waive() -> bool:
        async with stocked() as uow:
            seen = await uow.deliverables.lock(LUMEN, DeliverableId("invitation-1.1"))
            await asyncio.sleep(0)
            waived = seen.waive(MAX, NOW)
            if waived is not seen:
                await uow.deliverables.save(waived)
                await uow.commit()
        return waived is not seen

    assert sorted(await asyncio.gather(waive(), waive(), waive())) == [False, False, True]


async def test_what_is_owed_and_due_is_found_everywhere_the_first_to_be_due_first(stocked: UnitsOfWork) -> None:
    (handed,) = made(name="i-ben", handle="ben")
    await store(
        stocked,
        *made(2),
        *made(workspace=UMBRA, due_on=date(2026, 11, 29)),
        *made(name="i-else", campaign_name="campaign-2", due_on=None),
        handed.submit(Submission(NOW, IDA, draft_url="https://x.example")),
    )
    async with stocked() as uow:
        soon = await uow.deliverables.owed_by(DUE)
        sooner = await uow.deliverables.owed_by(DUE - timedelta(microseconds=1))
    assert [(one.workspace_id, one.id) for one in soon] == [
        (UMBRA, "invitation-1.1"),
        (LUMEN, "invitation-1.1"),
        (LUMEN, "invitation-1.2"),
    ]
    assert [one.workspace_id for one in sooner] == [UMBRA]


async def test_what_is_owed_to_a_cancelled_campaign_is_found_no_more(stocked: UnitsOfWork) -> None:
    await store(stocked, *made(), *made(name="i-else", campaign_name="campaign-2"), *made(workspace=UMBRA))
    async with stocked() as uow:
        await uow.campaigns.save((await uow.campaigns.lock(LUMEN, ONE)).cancel(NOW))
        await uow.commit()
    async with stocked() as uow:
        found = await uow.deliverables.owed_by(DUE)
    assert [(one.workspace_id, one.campaign_id) for one in found] == [(LUMEN, TWO), (UMBRA, ONE)]


MONTH, MOMENT = timedelta(days=30), timedelta(microseconds=1)
ASKED = LinkRequest.ask("7493990579714164574", NOW)
APPROVED = ASKED.shown(LinkVerb.APPROVE, 1, NOW)
COMPLETED, CANCELLED = CampaignState.COMPLETED, CampaignState.CANCELLED

# What is owed or asked in a campaign of this state, how long after its end, and whether it is awaited then.
AWAITED: Sequence[tuple[CampaignState, timedelta, dict[str, Any], bool]] = [
    (CampaignState.ACTIVE, timedelta(0), {"link": ASKED}, False),
    (COMPLETED, MONTH - MOMENT, {}, True),
    (COMPLETED, MONTH, {}, False),
    (COMPLETED, timedelta(0), {"kind": DeliverableKind.LIVE}, False),
    (COMPLETED, timedelta(0), {"state": DeliverableState.WAIVED}, False),
    (COMPLETED, timedelta(0), {"state": DeliverableState.MISSED}, True),
    (COMPLETED, MONTH, {"due_at": NOW + MOMENT}, True),
    (COMPLETED, MONTH, {"due_at": NOW}, False),
    (COMPLETED, MONTH, {"due_at": NOW + MOMENT, "state": DeliverableState.LINKED}, False),
    (CANCELLED, timedelta(0), {"due_at": NOW + MOMENT}, False),
    (CANCELLED, timedelta(0), {"link": ASKED.fail("no")}, False),
    (CANCELLED, 9 * MONTH, {"link": ASKED}, True),
    (CANCELLED, 9 * MONTH, {"link": ASKED.shown(LinkVerb.REVIEW, 1, NOW).answered()}, True),
    (CANCELLED, MONTH - MOMENT, {"link": APPROVED, "kind": DeliverableKind.LIVE}, True),
    (CANCELLED, MONTH, {"link": APPROVED}, False),
    (CANCELLED, MONTH, {"link": replace(APPROVED, asked_at=NOW + MOMENT)}, True),
    (CANCELLED, timedelta(0), {"link": APPROVED, "state": DeliverableState.LINKED}, False),
]


async def test_campaigns_that_ended_while_something_was_open_are_found_as_long_as_it_is_awaited(
    units: UnitsOfWork,
) -> None:
    async def add(
        uow: UnitOfWork, name: str, state: CampaignState, what: dict[str, Any], *, older: bool = False
    ) -> None:
        first = campaign(name, at=later(0 if older else -float(name)))
        await uow.campaigns.add(replace(first, state=state, ended_at=None if older else NOW))
        await uow.invitations.add([invitation(f"i-{name}", campaign_name=name)])
        (one,) = made(name=f"i-{name}", campaign_name=name, due_on=None)
        await uow.deliverables.add_missing([replace(one, **what)])

    async with units() as uow:
        await uow.creators.put([creator()])
        for number, (state, _, what, _) in enumerate(AWAITED):
            await add(uow, f"{number:02}", state, what)
        await add(uow, "older", COMPLETED, {}, older=True)
        await uow.commit()
    async with units() as uow:
        for number, (state, after, what, expected) in enumerate(AWAITED):
            found = {one.id for one in await uow.campaigns.awaited(NOW + after)}
            assert (f"{number:02}" in found, "older" in found) == (expected, False), (state, after, what)
        assert [one.id for one in await uow.campaigns.awaited(NOW + 9 * MONTH)] == ["12", "11"]


def comment(name: str, at: datetime = NOW, workspace: WorkspaceId = LUMEN, about: str = "invitation-1.1") -> Comment:
    member = Member(MAX, workspace, Role.MANAGER)
    return Comment.by(member, CommentId(name), DeliverableId(about), f" About {name} ", at)


@pytest.fixture
async def shown(backend: Backend, stocked: UnitsOfWork) -> Backend:
    """Mara, whose account is Ida's, owes three in two campaigns; Ben, whom nobody has connected, one."""
    first, second = made(2)
    await store(
        stocked,
        first.submit(Submission(later(1), IDA, draft_url="https://x.example")),
        second,
        *made(name="i-ben", handle="ben", due_on=None, at=later(1)),
        *made(name="i-else", campaign_name="campaign-2", at=later(2)),
        *made(5, workspace=UMBRA),
    )
    async with stocked() as uow:
        await uow.accounts.add(account())
        for one in (comment("c-2", later(2)), comment("c-1", later(1)), comment("c-3", about="i-ben.1")):
            await uow.deliverables.comment(one)
        await uow.deliverables.comment(comment("c-1", workspace=UMBRA))
        await uow.commit()
    return backend


EVERY = ["invitation-1.1", "invitation-1.2", "i-ben.1", "i-else.1"]
HERS = ["invitation-1.1", "invitation-1.2", "i-else.1"]


@pytest.mark.parametrize(("owner", "expected"), [(None, EVERY), (IDA, HERS), (MAX, [])], ids=str)
async def test_members_see_all_of_the_workspace_and_creators_their_own(
    shown: Backend, owner: MemberId | None, expected: Sequence[str]
) -> None:
    reads = shown.reads.deliverables
    assert ids(await walk(lambda part: reads.page(LUMEN, part, owner=owner), 2)) == expected
    asked = [DeliverableId(one) for one in (*EVERY, "nobodys")]
    assert set(await reads.by_ids(LUMEN, asked, owner=owner)) == set(expected)
    pages = await reads.pages_of_campaigns(LUMEN, [ONE, TWO, CampaignId("none")], Slice(9), owner=owner)
    assert {key: ids(page.nodes) for key, page in pages.items()} == {
        ONE: [one for one in expected if one != "i-else.1"],
        TWO: [one for one in expected if one == "i-else.1"],
    }
    lists = await reads.of_invitations(LUMEN, [InvitationId(one) for one in ("invitation-1", "i-ben")], owner=owner)
    assert [one.id for found in sorted(lists.items(), reverse=True) for one in found[1]] == [
        one for one in expected if one != "i-else.1"
    ]
    counts = await reads.counts_of_campaigns(LUMEN, [ONE], owner=owner)
    assert (
        counts
        == {
            None: {ONE: (("due", 2), ("submitted", 1))},
            IDA: {ONE: (("due", 1), ("submitted", 1))},
            MAX: {},
        }[owner]
    )


async def test_a_handle_that_changed_hands_gives_its_former_bearer_nothing(shown: Backend) -> None:
    newer = replace(account("account-2", "open-2"), owner=MAX, profile_at=later(5))
    async with shown.units() as uow:
        await uow.accounts.add(newer)
        await uow.commit()
    page = shown.reads.deliverables.page
    assert (await page(LUMEN, Slice(9), owner=IDA)).total == 0
    assert (await page(LUMEN, Slice(9), owner=MAX)).total == 3
    async with shown.units() as uow:
        await uow.accounts.save((await uow.accounts.load(LUMEN, newer.id)).disconnect(later(6)))
        await uow.commit()
    assert (await page(LUMEN, Slice(9), owner=MAX)).total == (await page(LUMEN, Slice(9), owner=IDA)).total == 0


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (DeliverableFilter(frozenset({"submitted"})), ["invitation-1.1"]),
        (DeliverableFilter(due_before=DUE + timedelta(seconds=1)), HERS),
        (DeliverableFilter(due_before=DUE), []),
        (DeliverableFilter(frozenset({"due", "missed"}), DUE + timedelta(seconds=1)), ["invitation-1.2", "i-else.1"]),
    ],
)
async def test_a_list_is_narrowed_by_state_and_by_due_date(
    shown: Backend, wanted: DeliverableFilter, expected: Sequence[str]
) -> None:
    page = await shown.reads.deliverables.page(LUMEN, Slice(9), wanted, owner=None)
    assert (ids(page.nodes), page.total) == (expected, len(expected))


async def test_a_conversation_is_read_oldest_first_by_those_who_may(shown: Backend) -> None:
    reads = shown.reads.deliverables
    asked = [DeliverableId(one) for one in ("invitation-1.1", "invitation-1.2", "i-ben.1")]

    async def said(owner: MemberId | None) -> dict[str, list[tuple[str, str, str, datetime]]]:
        pages = await reads.pages_of_comments(LUMEN, asked, Slice(9), owner=owner)
        return {key: [(it.author, it.role, it.text, it.at) for it in page.nodes] for key, page in pages.items()}

    hers = {
        "invitation-1.1": [("max", "manager", "About c-1", later(1)), ("max", "manager", "About c-2", later(2))],
        "invitation-1.2": [],
    }
    assert await said(None) == {**hers, "i-ben.1": [("max", "manager", "About c-3", NOW)]}
    assert await said(IDA) == hers
    assert await said(MAX) == {}
    first = (await reads.pages_of_comments(LUMEN, asked[:1], Slice(1), owner=None))[asked[0]]
    rest = (await reads.pages_of_comments(LUMEN, asked[:1], Slice(1, first.cursors[0]), owner=None))[asked[0]]
    assert [one.text for one in (*first.nodes, *rest.nodes)] == ["About c-1", "About c-2"]
    with pytest.raises(InvalidValue):
        await reads.pages_of_comments(LUMEN, asked, Slice(1, "nonsense"), owner=None)


async def test_comments_are_counted_by_deliverable_and_workspace(shown: Backend) -> None:
    async with shown.units() as uow:
        counts = [
            await uow.deliverables.count_comments(workspace, DeliverableId(one))
            for workspace, one in ((LUMEN, "invitation-1.1"), (UMBRA, "invitation-1.1"), (LUMEN, "invitation-1.2"))
        ]
    assert counts == [2, 1, 0]
