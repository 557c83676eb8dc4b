import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue, PromiseTooGreat
from creatorport.domain.freshness.fairness import Claim, shares
from creatorport.domain.freshness.optimum import allocate
from creatorport.domain.freshness.target import Target


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    demand = draw(st.just(0.0) | st.floats(1e-6, 500))
    return Claim(demand, demand * draw(st.floats(0, 0.2)), draw(st.floats(0.1, 10)))


MANY = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), claims(), min_size=1, max_size=8)


@given(of=MANY, calls=st.floats(800, 5_000))
def test_no_call_is_given_twice_and_none_is_kept_from_those_who_can_use_it(of: dict[str, Claim], calls: float) -> None:
    given_out = shares(of, calls)
    assert sum(given_out.values()) == pytest.approx(min(calls, sum(claim.demand for claim in of.values())))


@given(of=MANY, calls=st.floats(800, 5_000))
def test_each_gets_what_it_was_promised_and_at_least_its_fair_part_of_what_it_can_use(
    of: dict[str, Claim], calls: float
) -> None:
    given_out = shares(of, calls)
    total = sum(claim.entitlement for claim in of.values())
    promised = sum(claim.promised for claim in of.values())
    for workspace, claim in of.items():
        fair = (calls - promised) * claim.entitlement / total
        assert claim.promised * (1 - 1e-9) <= given_out[workspace] <= claim.demand * (1 + 1e-9)
        assert given_out[workspace] >= min(claim.demand, fair) * (1 - 1e-9)


def test_what_one_leaves_goes_to_the_others_by_their_entitlement() -> None:
    of = {"idle": Claim(100), "busy": Claim(10_000), "paid": Claim(10_000, entitlement=2)}
    assert shares(of, 1_000) == pytest.approx({"idle": 100, "busy": 300, "paid": 600})


def test_a_promise_is_served_before_anything_is_shared() -> None:
    of = {"promised": Claim(1_000, promised=700), "other": Claim(1_000)}
    assert shares(of, 1_000) == pytest.approx({"promised": 700, "other": 300})


def test_where_all_can_have_what_they_use_they_do() -> None:
    assert shares({"a": Claim(10), "b": Claim(20)}, 1_000) == {"a": 10, "b": 20}
    assert shares({"none": Claim(0)}, 1_000) == {"none": 0}
    assert shares({}, 1_000) == {}


def test_more_promises_than_calls_are_refused() -> None:
    with pytest.raises(PromiseTooGreat):
        shares({"a": Claim(1_000, promised=600), "b": Claim(1_000, promised=600)}, 1_000)


@pytest.mark.parametrize(
    "claim", [{"demand": -1.0}, {"demand": 1.0, "promised": 2.0}, {"demand": 1.0, "entitlement": 0}]
)
def test_a_claim_that_makes_no_sense_is_refused(claim: dict[str, float]) -> None:
    with pytest.raises(InvalidValue):
        Claim(**claim)


def workspace(name: str, accounts: int) -> list[Target]:
    return [Target(f"{name}{index}", weight=1, change_rate=0.5) for index in range(accounts)]


def test_a_workspace_of_three_thousand_accounts_does_not_starve_one_of_thirty() -> None:
    small, large = workspace("s", 30), workspace("l", 3_000)
    given_out = shares({"small": Claim.of(small), "large": Claim.of(large)}, 1_000)
    assert given_out == pytest.approx({"small": 500, "large": 500})
    alone = allocate(small, given_out["small"]).weighted_freshness
    together = allocate([*small, *large], 1_000).rates[0]
    assert alone == pytest.approx(0.985, abs=0.001)
    assert together == pytest.approx(0.33, abs=0.01)
