import re

import pytest

from creatorport.adapters.system import SystemIdentities
from creatorport.application.ports.identities import Identities
from tests.fakes.identities import CountingIdentities


@pytest.fixture(params=[CountingIdentities, SystemIdentities])
def identities(request: pytest.FixtureRequest) -> Identities:
    made: Identities = request.param()
    return made


def test_ids_are_unique_and_sort_by_the_time_of_their_making(identities: Identities) -> None:
    made = [identities.new() for _ in range(5_000)]
    assert made == sorted(set(made))


def test_unguessable_names_never_repeat_and_fit_into_a_link(identities: Identities) -> None:
    made = [identities.unguessable() for _ in range(500)]
    assert len(set(made)) == 500
    assert [name for name in made if not re.fullmatch(r"[A-Za-z0-9_-]{43,128}", name)] == []


def test_an_id_is_never_an_unguessable_name(identities: Identities) -> None:
    assert {identities.new() for _ in range(10)}.isdisjoint({identities.unguessable() for _ in range(10)})
