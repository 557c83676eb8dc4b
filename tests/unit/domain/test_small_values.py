"""Links that die, reach, seen creators, marketplaces, names, and instants."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, MarketplaceId, MemberId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.secret import Secret
from creatorport.domain.times import instant
from creatorport.domain.workspace import joined_as, member_id, workspace_id
from tests.unit.domain.specimens import LUMEN, NOW, captured_at, later

MARA = Creator(
    CreatorId("creator-1"), LUMEN, Handle.of("mara.cooks"), "Mara", None, Reach(10, 1, 2, 3), captured_at(10), NOW
)


def test_a_link_is_shown_while_it_lives_and_never_after() -> None:
    link = ExpiringUrl("https://cdn.example/a?x-expires=1&sig=%2F%3D", later(5))
    assert link.at(later(5) - timedelta(microseconds=1)) == "https://cdn.example/a?x-expires=1&sig=%2F%3D"
    assert link.at(later(5)) is None
    assert ExpiringUrl("https://cdn.example/a", None).at(later(10**6)) == "https://cdn.example/a"


@pytest.mark.parametrize("position", range(4))
def test_no_part_of_a_reach_is_negative(position: int) -> None:
    numbers = [0, 0, 0, 0]
    numbers[position] = -1
    with pytest.raises(InvalidValue):
        Reach(*numbers)
    assert Reach(None, None, None, None) != Reach(0, 0, 0, 0)


def test_a_newer_look_at_a_creator_replaces_the_facts_and_keeps_the_name() -> None:
    seen = MARA.seen_again(display_name="Mara C.", avatar=None, reach=Reach(20, 1, 2, 3), pedigree=captured_at(11))
    assert seen == replace(MARA, display_name="Mara C.", reach=Reach(20, 1, 2, 3), pedigree=captured_at(11))


def test_an_older_look_at_a_creator_changes_nothing() -> None:
    assert MARA.seen_again(display_name="?", avatar=None, reach=Reach(1, 1, 1, 1), pedigree=captured_at(9)) is MARA


def test_reconnecting_a_marketplace_clears_the_cause_and_keeps_the_id() -> None:
    market = Marketplace(MarketplaceId("m-1"), LUMEN, "7400", "Lumen", Secret("old"), MemberId("ida"), NOW)
    lost = market.lose_token("revoked")
    assert lost.cause == "revoked"
    again = lost.reconnect(name="Lumen GmbH", token=Secret("new"), by=MemberId("ben"), now=later(1))
    assert again == Marketplace(
        MarketplaceId("m-1"), LUMEN, "7400", "Lumen GmbH", Secret("new"), MemberId("ben"), later(1)
    )


@pytest.mark.parametrize("text", ["a", "lumen", "Lumen-2026_x.y", "x" * 64])
def test_a_workspace_has_a_plain_name(text: str) -> None:
    assert workspace_id(text) == text


@pytest.mark.parametrize("text", ["", "-a", ".a", "a b", "a/b", "ä", "x" * 65, "a\n"])
def test_a_workspace_with_a_strange_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        workspace_id(text)
    assert refused.value.field == "workspace"


def test_a_members_id_is_any_text_its_issuer_chose() -> None:
    assert member_id("auth0|7f3é") == "auth0|7f3é"
    assert len(member_id("x" * 128)) == 128
    for text in ("", "  ", "x" * 129):
        with pytest.raises(InvalidValue):
            member_id(text)


def test_whom_a_join_link_connected_is_no_member_for_whom_a_token_speaks() -> None:
    assert joined_as(Handle.of("@Mara.Cooks")) == "joined:@mara.cooks"
    with pytest.raises(InvalidValue):
        member_id(joined_as(Handle.of("mara")))


def test_instants_are_brought_to_utc_and_naive_ones_refused() -> None:
    berlin = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert instant(berlin, "at") == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert instant(berlin, "at").tzinfo is UTC
    with pytest.raises(InvalidValue) as refused:
        instant(datetime(2026, 11, 20, 10, 0), "at")  # noqa: DTZ001  the mistake that is meant
    assert refused.value.field == "at"
