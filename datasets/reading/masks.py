"""How texts look: every digit is a 9 but a leading 0, most letters are an a; thousands of cells share one mask."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

KEPT = b"eEhHTZUCGM"  # letters of exponents, hours and zones
NINE, ZERO = ord("9"), ord("0")

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


def _table() -> bytes:
    table = np.arange(256, dtype=np.uint8)
    for low, high, sign in (("a", "z", "a"), ("A", "Z", "a"), ("0", "9", "9")):
        table[ord(low) : ord(high) + 1] = ord(sign)
    for letter in KEPT:
        table[letter] = letter
    return table.tobytes()


TABLE = _table()


def parts_of(values: pa.StringArray) -> tuple[Places, Bytes]:
    """Where each text begins (and the last one ends) in the bytes of all. No nulls."""
    _, places, content = values.buffers()
    if len(values) == 0 or content is None:
        return np.zeros(len(values) + 1, np.int64), np.zeros(0, np.uint8)
    begins = np.frombuffer(places, np.int32)[values.offset : values.offset + len(values) + 1].astype(np.int64)
    return begins - begins[0], np.frombuffer(content, np.uint8)[begins[0] : begins[-1]]


def first_bytes(values: pa.StringArray) -> Bytes:
    """0 for an empty text."""
    begins, content = parts_of(values)
    found = np.zeros(len(values), np.uint8)
    is_filled = begins[1:] > begins[:-1]
    found[is_filled] = content[begins[:-1][is_filled]]
    return found


def masks_of(values: pa.StringArray) -> pa.DictionaryArray:
    """The mask of each text; none of them is empty or null. `-01.5 h` looks like `-09.9 h`."""
    begins, content = parts_of(values)
    shown = np.frombuffer(content.tobytes().translate(TABLE), np.uint8).copy()
    first = begins[:-1]
    is_signed = (content[first] == ord("+")) | (content[first] == ord("-"))
    first = np.minimum(first + is_signed, begins[1:] - 1)
    shown[first[content[first] == ZERO]] = ZERO
    buffers = [None, pa.py_buffer(begins.astype(np.int32)), pa.py_buffer(shown)]
    return pa.StringArray.from_buffers(len(values), buffers[1], buffers[2]).dictionary_encode()


def columns_of(values: pa.StringArray) -> Bytes:
    """Texts that are equally long, in bytes, as rows of bytes."""
    begins, content = parts_of(values)
    return content.reshape(len(values), int(begins[1]) if len(values) else 0)
