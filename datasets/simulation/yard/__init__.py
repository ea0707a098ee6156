"""Boxes: what is in them, where they stand, how long they stay."""
