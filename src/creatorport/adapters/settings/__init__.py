"""The environment, parsed once at start."""
