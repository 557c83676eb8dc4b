"""What there is to know about a simulated creator, for tests that need the truth."""

from dataclasses import asdict, fields
from typing import Any

from tiktok_simulator.world import Creator

_INTERNAL = frozenset({"shelf", "key"})


def creator_facts(creator: Creator) -> dict[str, Any]:
    """Facts that no time changes."""
    facts = {field.name: getattr(creator, field.name) for field in fields(creator) if field.name not in _INTERNAL}
    facts["topics"] = [{"label_id": topic.label_id, "label_name": topic.label_name} for topic in creator.topics]
    return {**facts, "temperament": asdict(creator.temperament)}


def creator_at(creator: Creator, now: float) -> dict[str, Any]:
    """The facts, with the counters and the newest videos at `now`."""
    videos = [
        {
            "id": video.id,
            "create_time": video.create_time,
            "caption": video.caption,
            "duration": video.duration,
            **video.counts_at(now)._asdict(),
        }
        for video in creator.videos_at(now)[:50]
    ]
    return {**creator_facts(creator), "counts": creator.counts_at(now)._asdict(), "videos": videos}
