"""Probes: each looks at one side of the installation and says what it finds."""
