from dataclasses import dataclass

# 2026-11-20T00:00:00Z: where virtual time begins unless told otherwise.
EPOCH = 1_795_132_800.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What one simulated TikTok is made from.

    `speed` is virtual seconds per real second (0: time stands still), `tempo` scales how long creators take to
    react, `assumed` mounts the endpoints for which no public contract exists.
    """

    seed: int = 1
    epoch: float = EPOCH
    size: int = 5000
    speed: float = 0.0
    tempo: float = 1.0
    assumed: bool = False
    webhook_url: str | None = None
