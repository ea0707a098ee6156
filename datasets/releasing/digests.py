"""A digest of a column, the same for the same values however they lie in memory."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def digest_of(values: pa.ChunkedArray) -> str:
    """SHA-256 over the type, which cells are empty, and the values in order: eight bytes for a number, for a text its
    length and its UTF-8 bytes."""
    whole = values.combine_chunks()
    whole = pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    digest = hashlib.sha256(f"{whole.type}\n".encode())
    digest.update(np.packbits(pc.is_null(whole).to_numpy(zero_copy_only=False)).tobytes())
    if pa.types.is_large_string(whole.type):
        digest.update(pc.fill_null(pc.binary_length(whole), 0).to_numpy().astype("<i8").tobytes())
        digest.update(_text_bytes(whole))
    else:
        kind = "<i8" if pa.types.is_integer(whole.type) else "<f8"
        digest.update(pc.fill_null(whole, 0).to_numpy().astype(kind).tobytes())
    return digest.hexdigest()


def _text_bytes(texts: pa.LargeStringArray) -> memoryview:
    """Those of all texts, one after the other; an empty cell has none."""
    filled = pc.fill_null(texts, "")
    filled = filled if filled.offset == 0 else pa.concat_arrays([filled])
    _, offsets, content = filled.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64, count=len(filled) + 1)
    return memoryview(content)[ends[0] : ends[-1]] if content is not None else memoryview(b"")
