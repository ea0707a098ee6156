"""Tests mirror the source; see docs/decisions and pyproject.toml for the markers."""
