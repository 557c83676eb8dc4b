"""What was dropped, as the graph tells it; and a profile read by hand as part of the history."""

from datetime import timedelta

from creatorport.application.use_cases.purge_round import PurgeRound
from creatorport.domain.retention import RetentionPolicy
from creatorport.domain.workspace import Member, Role
from tests.fakes.leases import InMemoryLeases
from tests.graphql.connecting import connect, finished, started
from tests.graphql.gateway import Gateway, codes
from tests.graphql.test_accounts import DISCONNECT, REFRESH
from tests.graphql.test_syncs import MARA, connected

SHOW = """
query ($id: ID!) {
  tiktokAccount(id: $id) {
    handle displayName bio profileUrl unionId isVerified
    avatar { url absence }
    followers { value absence }
    dropped { reason at }
    videoList { nodes { title url cover { url absence } droppedAt views { value } } }
    history { followers { value } }
  }
}
"""
PURGES = "{ purges { totalCount nodes { at what reason items accountId } } }"


def purging(gateway: Gateway) -> PurgeRound:
    return PurgeRound(
        gateway.units, gateway.clock, gateway.identities, InMemoryLeases(), gateway.begin_sync, RetentionPolicy()
    )


async def test_what_was_dropped_is_null_with_its_reason_and_reported_to_owners(gateway: Gateway) -> None:
    synced = await connected(gateway)
    await synced.work()
    await gateway.data(DISCONNECT, {"id": synced.account})
    gateway.clock.advance(timedelta(days=1))
    await purging(gateway)()
    shown = (await gateway.data(SHOW, {"id": synced.account}))["tiktokAccount"]
    person = ("handle", "displayName", "bio", "profileUrl", "unionId", "isVerified")
    assert {name: shown[name] for name in person} == dict.fromkeys(person)
    at = "2026-11-21T09:00:00Z"
    assert shown["avatar"] == {"url": None, "absence": "DROPPED"}
    assert shown["followers"] == {"value": "184233", "absence": None}
    assert shown["dropped"] == {"reason": "DISCONNECTED", "at": at}
    assert shown["videoList"]["nodes"][0] == {
        "title": None,
        "url": None,
        "cover": {"url": None, "absence": "DROPPED"},
        "droppedAt": at,
        "views": {"value": "300"},
    }
    assert shown["history"] == [{"followers": {"value": "184233"}}]
    purges = (await gateway.data(PURGES))["purges"]
    assert purges["totalCount"] == 2
    told = {"at": at, "reason": "DISCONNECTED", "accountId": synced.account}
    assert sorted(purges["nodes"], key=lambda one: one["what"]) == [
        {**told, "what": "PROFILE", "items": "1"},
        {**told, "what": "VIDEO_TEXTS", "items": "3"},
    ]
    for role in (Role.MANAGER, Role.VIEWER, Role.CREATOR):
        assert codes(await gateway.run(PURGES, by=role)) == ["NOT_ALLOWED"]


async def test_a_profile_read_by_hand_is_part_of_the_history(gateway: Gateway) -> None:
    account = await connect(gateway)
    gateway.clock.advance(timedelta(minutes=5))
    gateway.profiles.change(MARA, followers=150_000)
    await gateway.data(REFRESH, {"id": account})
    history = "query ($id: ID!) { tiktokAccount(id: $id) { history { followers { value } fell capturedAt } } }"
    assert (await gateway.data(history, {"id": account}))["tiktokAccount"]["history"] == [
        {"followers": {"value": "150000"}, "fell": True, "capturedAt": "2026-11-20T09:05:00Z"}
    ]


async def test_a_creator_who_signs_in_with_anothers_account_is_shown_it(gateway: Gateway) -> None:
    account = await connect(gateway, Role.OWNER, MARA)
    mia: Member = gateway.member(Role.CREATOR, name="mia")
    code, state = gateway.login.consent(await started(gateway, mia), MARA)
    answer = await finished(gateway, mia, code=code, state=state)
    assert answer["errors"] == []
    assert (answer["account"]["id"], answer["account"]["ownerId"]) == (account, "mia")
