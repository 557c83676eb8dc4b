"""What is told of an exception whose way through the code explains nothing."""

_LONGEST = 300


def why(error: BaseException) -> dict[str, str]:
    """Return what a log line tells of it: what it is, and what lies at its bottom, each on one line."""
    bottom = error
    while bottom.__cause__ is not None:
        bottom = bottom.__cause__
    told = {"reason": _line(error)}
    return told if bottom is error else {**told, "cause": _line(bottom)}


def _line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST]
