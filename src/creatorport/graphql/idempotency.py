"""The words that every idempotent mutation uses for its key."""

IDEMPOTENCY_KEY = (
    "A key of your choice, 1 to 128 characters. The same key with the same input gives the same result and happens "
    "once; with another input it is refused."
)
