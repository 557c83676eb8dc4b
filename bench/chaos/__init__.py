"""Everything that can go wrong, at once: and yet each creator is invited exactly once, by TikTok's own books."""
