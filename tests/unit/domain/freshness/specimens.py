"""Targets for the tests of the planner."""

from hypothesis import strategies as st

from creatorport.domain.freshness.target import Target


@st.composite
def targets(draw: st.DrawFn, *, least: int = 1, most: int = 6, promised: bool = True) -> list[Target]:
    """A few targets of all kinds, some of them promised."""
    bounds = st.one_of(st.none(), st.floats(2.0, 30.0)) if promised else st.none()
    return [
        Target(
            f"t{index}",
            weight=draw(st.floats(0.1, 10)),
            change_rate=draw(st.floats(0.01, 50)),
            cost=draw(st.sampled_from([0.05, 0.5, 1.0])),
            bound=draw(bounds),
        )
        for index in range(draw(st.integers(least, most)))
    ]
