"""One life after another on a database of their own, and the judgement in the end."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from tests.e2e.crash.children import Child, Nursery
from tests.e2e.crash.market import Market
from tests.e2e.crash.places import KEY, Places, rows

TIMEOUT, SETTLE_AFTER = 1.0, 1.1
"""Seconds. What production does in minutes, these lives do in moments."""

AT_ONCE = 8
_names = count(1)


@dataclass(frozen=True, slots=True)
class Cast:
    """Creators of the simulated world, and one who left TikTok One a moment ago."""

    first: tuple[str, ...]
    more: tuple[str, ...]
    ghost: str = "nobody.of.this.name"

    @property
    def everyone(self) -> tuple[str, ...]:
        return (*self.first, *self.more, self.ghost)


@dataclass(frozen=True, slots=True)
class Place:
    """One database, and those who live on it."""

    trial: "Trial"
    url: str
    children: list[Child] = field(default_factory=list)

    def bear(self, *, plays: bool = True, timeout: float = TIMEOUT, **life: object) -> Child:
        """Start a process. One that plays asks for everything first, and ends when all is settled."""
        environment = {
            **self.trial.market.environment(),
            "DATABASE_URL": self.url,
            "CREATORPORT_ENCRYPTION_KEYS": KEY,
            "CREATORPORT_TIKTOK_TIMEOUT": str(timeout),
            "CREATORPORT_SETTLE_AFTER": str(timeout + SETTLE_AFTER - TIMEOUT),
            "CREATORPORT_TIKTOK_RATE_LEVEL": "ultimate",
            "CREATORPORT_CAPTURE_EVERY": "3600",
        }
        cast = self.trial.cast
        story = {"first": cast.first, "more": (*cast.more, cast.ghost)} if plays else {}
        child = self.trial.nursery.bear(f"life-{next(_names)}", environment, **{**story, **life})
        self.children.append(child)
        return child

    async def bury(self) -> None:
        """See to it that nobody lives here any more."""
        for child in self.children:
            if not child.has_ended:
                child.send(signal.SIGKILL)
                await child.end()

    def judge(self) -> None:
        """Everything was done once, by TikTok's own books; and everything has its verdict, by ours."""
        cast, assumed = self.trial.cast, self.trial.market.assumed
        once = Counter(dict.fromkeys((*cast.first, *cast.more), 1))
        invitations = rows(self.url, "SELECT handle, id, state, delivery, tiktok_id IS NOT NULL FROM invitations")
        told = ("sent", "PERSONAL_MESSAGE", True) if assumed else ("sent", "NOTIFICATION_ONLY", False)
        assert {handle: tuple(verdict) for handle, _, *verdict in invitations} == {
            **dict.fromkeys(once, told),
            cast.ghost: ("undeliverable", None, False),
        }
        assert len(invitations) == len(cast.everyone)
        assert {state for (state,) in rows(self.url, "SELECT state FROM effects")} == {"done"}
        assert rows(self.url, "SELECT state FROM campaigns") == [("active",)]
        assert rows(self.url, "SELECT task_name FROM procrastinate_jobs WHERE status <> 'todo'") == []
        ((reference,),) = rows(self.url, "SELECT reference FROM effects WHERE kind = 'launch_campaign'")
        tally = self.trial.market.tally(str(reference))
        assert tally.campaigns == 1
        assert tally.added == once
        assert tally.notified == (Counter() if assumed else once)
        ours = Counter((str(handle), str(id_)) for handle, id_, *_ in invitations if handle != cast.ghost)
        assert tally.invited == (ours if assumed else Counter())


@dataclass(frozen=True, slots=True)
class Trial:
    """A TikTok, and a workspace that is connected to it and about to begin."""

    nursery: Nursery
    market: Market
    places: Places
    cast: Cast

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """Yield a database that nobody else uses meanwhile."""
        async with self.places.borrowed(self.market, self.cast.everyone) as url:
            place = Place(self, url)
            try:
                yield place
            finally:
                await place.bury()

    async def die_at_each(self, moments: Iterable[tuple[str, int]]) -> None:
        """For each of these moments, let a process die when it comes to it for the so-manieth time.

        After each death another process comes, and all must end well. Named as they are, the moments are reached
        whatever else comes first: on a busy machine an answer may come too late, and be asked for once more.
        """
        gate = asyncio.Semaphore(AT_ONCE)

        async def die(name: str, time: int) -> None:
            async with gate:
                await self._die(name, time)

        async with asyncio.TaskGroup() as group:
            for name, time in moments:
                group.create_task(die(name, time))

    async def die_again_and_again(self, deaths: Sequence[int]) -> int:
        """Let one process after another die at these moments, and the last one live; return how many died."""
        async with self.place() as place:
            ends = []
            for moment in deaths:
                doomed = place.bear(die_at=moment)
                ends.append(await doomed.end())
                assert ends[-1] in (0, -signal.SIGKILL), doomed.last_words()
            heir = place.bear()
            assert await heir.end() == 0, heir.last_words()
            await asyncio.to_thread(place.judge)
        return ends.count(-signal.SIGKILL)

    async def _die(self, name: str, time: int) -> None:
        async with self.place() as place:
            doomed = place.bear(die_at=time, of=name)
            assert await doomed.end() == -signal.SIGKILL, f"{name} never came:\n{doomed.last_words()}"
            assert doomed.moments()[-1] == name
            heir = place.bear()
            assert await heir.end() == 0, heir.last_words()
            try:
                await asyncio.to_thread(place.judge)
            except AssertionError as error:
                error.add_note(f"after a death {name}, number {time}")
                raise
