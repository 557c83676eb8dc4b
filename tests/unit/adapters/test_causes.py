"""How much the log has of an exception."""

from creatorport.adapters.observability.causes import told
from creatorport.domain.errors import StorageUnavailable


def test_a_database_that_is_away_is_told_on_one_line_with_what_lies_at_the_bottom() -> None:
    bottom = OSError("connection to 127.0.0.1 failed:\n  refused" + "." * 400)
    middle, error = ValueError("in between"), StorageUnavailable("The database does not answer.")
    error.__cause__, middle.__cause__ = middle, bottom
    line = told(error)
    assert line["reason"] == "StorageUnavailable: The database does not answer."
    assert line["cause"].startswith("OSError: connection to 127.0.0.1 failed: refused.")
    assert len(line["cause"]) == 300
    assert told(StorageUnavailable("Away.")) == {"reason": "StorageUnavailable: Away."}


def test_anything_else_is_told_whole() -> None:
    error = RuntimeError("broken")
    assert told(error) == {"exc_info": error}
