"""Two creators that every world has under fixed names, for examples and first steps.

Their numbers still come from the seed; their handles, countries and good will do not.
"""

from dataclasses import replace

from tiktok_simulator.world.creator import Creator, Standing
from tiktok_simulator.world.topics import TOPIC_BY_LABEL

_ROLES = (
    ("glow.by.ana", "Ana Glow", "skin first\nNYC", "11002002", "14000000000", "New York", 482_113, 21_000.0, 500),
    ("techwithtom", "Tom | Tech 📱", "honest gadget tests", "11015001", "15000000000", "Texas", 156_204, 9_000.0, 260),
)

HANDLES = tuple(role[0] for role in _ROLES)


def cast(creators: list[Creator]) -> list[Creator]:
    """The creators, the first of them in their fixed roles."""
    roles = [
        replace(
            creator,
            handle=handle,
            display_name=shown,
            bio=bio,
            topics=(TOPIC_BY_LABEL[label],),
            industries=(industry,),
            country="US",
            state=state,
            language="en",
            standing=Standing.IN,
            followers_at_epoch=followers,
            usual_views=views,
            price=price,
        )
        for creator, (handle, shown, bio, label, industry, state, followers, views, price) in zip(
            creators, _ROLES, strict=False
        )
    ]
    return roles + creators[len(roles) :]
