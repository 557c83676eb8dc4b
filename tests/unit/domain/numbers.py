"""Random counters and rates, as TikTok could tell them."""

from hypothesis import strategies as st

from creatorport.domain.counts import Counts

# Small enough that the sum of many stays within 64 bits.
KNOWN = st.integers(min_value=0, max_value=2**55)
MAYBE = st.none() | KNOWN
COUNTS = st.builds(Counts, MAYBE, MAYBE, MAYBE, MAYBE)
