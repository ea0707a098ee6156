"""Raw extracts that look like a port's own: port calls and the sea, made up, the same bytes for the same seed.

Nothing in them is a record of a real ship: identifiers carry right check digits, and belong to nobody.
"""

from .calls.extract import Extract, simulate
from .ports import PORTS, Port

__all__ = ["PORTS", "Extract", "Port", "simulate"]
