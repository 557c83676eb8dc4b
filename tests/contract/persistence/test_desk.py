"""Consent attempts and idempotency keys."""

import asyncio

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import IdempotencyConflict, StateUnknown, StateUsed
from creatorport.domain.secret import Secret
from tests.contract.persistence.specimens import IDA, LUMEN, UMBRA, attempt, campaign, later


async def test_an_attempt_comes_back_as_it_was_stored(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.attempts.add(attempt())
        await uow.commit()
    async with units() as uow:
        assert await uow.attempts.lock("5f2b") == attempt()
        with pytest.raises(StateUnknown):
            await uow.attempts.lock("6a6a")


async def test_an_attempt_is_spent_once_however_many_come_back_with_it(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.attempts.add(attempt())
        await uow.commit()

    async def spend() -> bool:
        async with units() as uow:
            seen = await uow.attempts.lock("5f2b")
            await asyncio.sleep(0)
            await uow.attempts.save(seen.use(later(1), by=(LUMEN, IDA)))
            await uow.commit()
        return True

    outcomes = await asyncio.gather(*(spend() for _ in range(5)), return_exceptions=True)
    assert outcomes.count(True) == 1
    assert sum(isinstance(outcome, StateUsed) for outcome in outcomes) == 4


async def test_old_attempts_are_forgotten(units: UnitsOfWork) -> None:
    async with units() as uow:
        for name, minutes in (("old", -20), ("older", -30), ("edge", -10), ("new", 0)):
            await uow.attempts.add(attempt(name, later(minutes)))
        await uow.commit()
    async with units() as uow:
        assert await uow.attempts.forget_before(later(-10)) == 2
        await uow.commit()
    async with units() as uow:
        assert (await uow.attempts.lock("edge")).started_at == later(-10)
        with pytest.raises(StateUnknown):
            await uow.attempts.lock("old")


async def test_a_key_gives_its_outcome_to_a_repeat(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.idempotency.claim(LUMEN, "k", "print") is None
        await uow.idempotency.keep(LUMEN, "k", "outcome")
        await uow.commit()
    async with units() as uow:
        assert await uow.idempotency.claim(LUMEN, "k", "print") == "outcome"
        assert await uow.idempotency.claim(UMBRA, "k", "another workspace's") is None


async def test_a_key_of_another_request_is_refused(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.idempotency.claim(LUMEN, "k", "print")
        await uow.idempotency.keep(LUMEN, "k", "outcome")
        await uow.commit()
    async with units() as uow:
        with pytest.raises(IdempotencyConflict) as refused:
            await uow.idempotency.claim(LUMEN, "k", "other print")
    assert refused.value.key == "k"


async def test_a_claim_that_was_rolled_back_is_fresh_again(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.idempotency.claim(LUMEN, "k", "print")
        await uow.idempotency.keep(LUMEN, "k", "outcome")
    async with units() as uow:
        assert await uow.idempotency.claim(LUMEN, "k", "other print") is None


async def test_concurrent_claims_of_one_key_do_the_work_once(units: UnitsOfWork) -> None:
    async def once(number: int) -> str:
        async with units() as uow:
            kept = await uow.idempotency.claim(LUMEN, "k", "print")
            if kept is not None:
                return kept
            await uow.campaigns.add(campaign(f"campaign-{number}"))
            await asyncio.sleep(0.01)
            await uow.idempotency.keep(LUMEN, "k", f"campaign-{number}")
            await uow.commit()
        return f"campaign-{number}"

    outcomes = set(await asyncio.gather(*(once(number) for number in range(6))))
    assert len(outcomes) == 1


async def test_a_secret_comes_back_with_its_key_alone(units: UnitsOfWork) -> None:
    async with units() as uow:
        for key, secret in (("link", Secret("t0p")), ("plain", None)):
            await uow.idempotency.claim(LUMEN, key, "print")
            await uow.idempotency.keep(LUMEN, key, "outcome", secret)
        await uow.commit()
    async with units() as uow:
        assert await uow.idempotency.claim(LUMEN, "link", "print") == "outcome"
        assert await uow.idempotency.secret(LUMEN, "link") == Secret("t0p")
        for workspace, key in ((LUMEN, "plain"), (LUMEN, "unknown"), (UMBRA, "link")):
            with pytest.raises(LookupError):
                await uow.idempotency.secret(workspace, key)


async def test_a_claim_without_an_outcome_cannot_be_committed(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.idempotency.claim(LUMEN, "k", "print")
        with pytest.raises(RuntimeError, match="no outcome was kept"):
            await uow.commit()
    async with units() as uow:
        with pytest.raises(LookupError):
            await uow.idempotency.keep(LUMEN, "k", "outcome")
