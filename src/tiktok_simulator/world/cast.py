"""Two creators that every world has under fixed names, for examples and first steps.

Their numbers still come from the seed; their handles, countries and good will do not.
"""

from dataclasses import fields, replace
from functools import cached_property

from typing_extensions import override

from tiktok_simulator.world import chance
from tiktok_simulator.world.audience import Audience, audience
from tiktok_simulator.world.creator import Creator, Standing
from tiktok_simulator.world.temperament import Answer, Temperament, temperament
from tiktok_simulator.world.topics import TOPIC_BY_LABEL

_Role = tuple[str, str, str, str, str, str, int, float, int]

_ROLES: tuple[_Role, ...] = (
    ("glow.by.ana", "Ana Glow", "skin first\nNYC", "11002002", "14000000000", "New York", 482_113, 21_000.0, 500),
    ("techwithtom", "Tom | Tech 📱", "honest gadget tests", "11015001", "15000000000", "Texas", 156_204, 9_000.0, 260),
)

HANDLES = tuple(role[0] for role in _ROLES)


class Willing(Creator):
    """A creator who says yes to everything; when, and how well the videos do, still comes from the seed."""

    @cached_property
    @override
    def audience(self) -> Audience:
        return audience(chance.stream(self.key, "audience"), self.country, self.language, self.topics)

    @cached_property
    @override
    def temperament(self) -> Temperament:
        return replace(
            temperament(chance.stream(self.key, "temperament"), self.usual_engagement),
            reads=True,
            answer=Answer.ACCEPT,
            reply="Happy to!",
            posts=True,
            links=True,
            approves_links=True,
        )


def cast(creators: list[Creator]) -> list[Creator]:
    """The creators, the first of them in their fixed roles."""
    roles = [_in_role(creator, role) for creator, role in zip(creators, _ROLES, strict=False)]
    return roles + creators[len(roles) :]


def _in_role(creator: Creator, role: _Role) -> Creator:
    handle, shown, bio, label, industry, state, followers, views, price = role
    drawn = {field.name: getattr(creator, field.name) for field in fields(creator)}
    given = {
        "handle": handle,
        "display_name": shown,
        "bio": bio,
        "topics": (TOPIC_BY_LABEL[label],),
        "industries": (industry,),
        "country": "US",
        "state": state,
        "language": "en",
        "standing": Standing.IN,
        "followers_at_epoch": followers,
        "usual_views": views,
        "price": price,
    }
    return Willing(**{**drawn, **given})
