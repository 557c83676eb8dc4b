"""The seeded world: creators, their audiences, their videos and their temperaments."""

from tiktok_simulator.world.creator import Creator, Form, ProfileCounts, Standing
from tiktok_simulator.world.video import Video, VideoCounts
from tiktok_simulator.world.world import World

__all__ = ["Creator", "Form", "ProfileCounts", "Standing", "Video", "VideoCounts", "World"]
