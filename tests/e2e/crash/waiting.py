import asyncio
from collections.abc import Callable

_PATIENCE = 60.0


async def until(condition: Callable[[], bool], say: Callable[[], str]) -> None:
    """Wait for what other processes do. Raises TimeoutError with what `say` has to say."""
    deadline = asyncio.get_running_loop().time() + _PATIENCE
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError(say())
        await asyncio.sleep(0.02)
