"""10,000 invitations in a storm: lost requests and answers, 429s, webhooks doubled and out of order, gateways killed.

Two gateways on one PostgreSQL are killed at random while they work; the simulated TikTok's own books are the judge.
Run it with `make chaos`, or smaller with `python -m bench.chaos --invitations 500 --campaigns 5 --kills 10`.
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.chaos import weather
from bench.chaos.trial import Outcome, Plan, Trial
from tests.copies.starter import close_starter
from tests.e2e.crash.children import Nursery
from tests.e2e.crash.market import opened, simulator
from tests.postgres import temporary_database


def table(plan: Plan, outcome: Outcome) -> str:
    """The honest table."""
    verdict, struck = outcome.verdict, outcome.struck
    lines = [
        ("invitations asked for: one per campaign and creator", plan.invitations),
        ("campaigns", plan.campaigns),
        ("gateways killed", outcome.kills),
        ("requests that a client had to repeat", outcome.repeats),
        ("calls to TikTok whose request or answer was lost, or came too late", struck.lost),
        ("calls that TikTok turned away for a limit", struck.throttled),
        ("webhooks told twice", struck.webhooks_duplicated),
        ("webhooks late or out of order", struck.webhooks_out_of_order),
        ("invitations sent, by TikTok's books", verdict.sent),
        ("refused here with a reason: invited already, or not on TikTok One", verdict.refused),
        ("not taken by TikTok", verdict.undeliverable),
        ("answers of creators", verdict.answered),
        ("campaigns at TikTok", verdict.campaigns),
        ("invited twice at TikTok", verdict.doubled),
        ("added to a campaign twice at TikTok", verdict.added_twice),
        ("lost", verdict.lost),
        ("without a verdict", verdict.open),
        ("answers that we know otherwise", verdict.contradicted),
        ("seconds", round(outcome.seconds)),
    ]
    return "\n".join(["| | |", "|---|---:|", *(f"| {what} | {many:,} |" for what, many in lines)])


async def run(plan: Plan, folder: Path) -> Outcome:
    options = ["--speed", str(weather.SPEED), "--tempo", str(weather.TEMPO)]
    with ExitStack() as stack:
        stack.callback(close_starter)
        url = stack.enter_context(temporary_database())
        http = stack.enter_context(simulator(folder / "simulator.log", assumed=True, options=options))
        return await Trial(Nursery(folder), opened(http), url, plan, lambda words: print(words, file=sys.stderr)).run()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--invitations", type=int, default=10_000)
    parser.add_argument("--campaigns", type=int, default=10)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=29)
    wanted = parser.parse_args()
    plan = Plan(wanted.invitations, wanted.campaigns, wanted.kills, wanted.seed)
    with tempfile.TemporaryDirectory(prefix="creatorport-chaos-") as folder:
        outcome = asyncio.run(run(plan, Path(folder)))
    print(table(plan, outcome))
    if not outcome.verdict.is_clean:
        raise SystemExit("Something was doubled, lost, or left open.")


if __name__ == "__main__":
    main()
