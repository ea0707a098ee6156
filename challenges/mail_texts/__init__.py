"""Texts that organizers keep for their letters."""
