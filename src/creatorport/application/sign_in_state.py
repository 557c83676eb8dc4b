import hashlib


def state_hash(state: str) -> str:
    """Return what a state or a link's token is stored under. It is itself known to whoever holds it alone."""
    return hashlib.sha256(state.encode()).hexdigest()
