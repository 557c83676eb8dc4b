"""Benchmarks: `python -m bench`. Everything is started here, on loopback only, and gone at the end."""
