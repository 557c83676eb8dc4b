"""Following the event log as it grows."""
