from pathlib import Path

import pytest

from tests.protocol.audits import installed


@pytest.fixture(scope="session")
def audits() -> Path:
    """The folder that the audits run in."""
    return installed()
