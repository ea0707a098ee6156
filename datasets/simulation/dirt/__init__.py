"""Dirt: the faults of offices put into clean tables, and the truth about each of them."""

from .dirty import BOM, DUPLICATE, dirty, no_truth, restored

__all__ = ["BOM", "DUPLICATE", "dirty", "no_truth", "restored"]
