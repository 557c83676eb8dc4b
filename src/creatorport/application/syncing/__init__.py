"""Syncing accounts: a run is begun here, driven by its job, and told to whoever follows."""
