"""The rules of the business, in plain Python: no framework, no clock, no I/O."""
