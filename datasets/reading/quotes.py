"""Tells quickly whether all quotes of a text stand where RFC 4180 wants them, so that no reader can differ about it."""

import numpy as np

QUOTE = ord('"')


def are_regular(content: bytes, *, separator: str) -> bool:
    """Whether each quote opens after a separator or a line end, or closes before one, or is one of two in a row that
    stand for one; and none is left open. Quotes inside and outside of cells alternate, whatever is between them."""
    if b'"' not in content:
        return True
    signs = np.frombuffer(content, np.uint8)
    places = np.flatnonzero(signs == QUOTE)
    if len(places) % 2:
        return False
    borders = np.frombuffer(f"{separator}\r\n".encode(), np.uint8)
    opening, closing = places[::2], places[1::2]
    before, after = signs[np.maximum(opening - 1, 0)], signs[np.minimum(closing + 1, len(signs) - 1)]
    opens = np.isin(before, borders) | (opening == 0)
    closes = np.isin(after, borders) | (closing == len(signs) - 1)
    opens[1:] |= opening[1:] == closing[:-1] + 1
    closes[:-1] |= opening[1:] == closing[:-1] + 1
    return bool(opens.all() and closes.all())
