import hashlib


def jitter(name: str) -> float:
    """Return a number from 0 to below 1 that looks random, and is the same in every process."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) / 2**48
