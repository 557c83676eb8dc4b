"""The match score: what is read for it, and what is answered."""
