import asyncio
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from creatorport.adapters.jobs.due import rank
from creatorport.domain.errors import TikTokThrottled


@dataclass(frozen=True, slots=True)
class Backoff(BaseRetryStrategy):
    """Repeat a job that raised: after `first`, then twice as long each time up to `longest`, for `attempts` runs.

    Each wait is shortened at random by up to a half, so that jobs which failed together do not come back together.
    """

    attempts: int
    first: timedelta
    longest: timedelta

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            # The worker stops: the run counts for nothing, and the job is for the next worker.
            return _at(datetime.now(UTC))
        if job.attempts + 1 >= self.attempts:
            return None
        wait = min(self.longest, self.first * 2 ** min(job.attempts, 30))
        wait *= random.uniform(0.5, 1)  # noqa: S311  jitter is no secret
        if isinstance(exception, TikTokThrottled):
            wait = max(wait, timedelta(seconds=exception.retry_after))
        return _at(datetime.now(UTC) + wait)


def _at(due: datetime) -> RetryDecision:
    return RetryDecision(retry_at=due, priority=rank(due))
