"""Publishing a video on a creator's account (open API reference, 4)."""
