"""Identifiers of digits alone: IMO and MMSI numbers of ships, the ICE of Moroccan firms, bank accounts (RIB).

Nothing but the check digit tells such a number from an amount or a serial number, so a whole column of them must be
valid more often than chance has it; where the column's name says what it holds, one valid number is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datasets.identifiers.evidence import exceeds_chance
from datasets.identifiers.headers import says
from datasets.identifiers.hits import Hit, Mask
from datasets.identifiers.mids import IS_MID
from datasets.identifiers.values import Texts, Values

Numbers = npt.NDArray[np.int64]

DIGITS_AND_SPACES = "^[0-9][0-9 ]*[0-9]$"
BY_CHECK_DIGIT, BY_97 = 1 / 10, 1 / 97


@dataclass(frozen=True)
class Check:
    """`lengths` in digits; numeric columns have lost leading zeros, so `lengths_as_number` may be shorter."""

    kind: str
    lengths: tuple[int, ...]
    lengths_as_number: tuple[int, ...]
    valid: Callable[[Texts], Mask]
    is_beyond_chance: Callable[[Texts, Mask], bool]


def look_at_numbers(values: Values, name: str) -> list[Hit]:
    are_digits = pc.match_substring_regex(values.texts, DIGITS_AND_SPACES)
    places = np.flatnonzero(are_digits.to_numpy(zero_copy_only=False))
    texts = pc.replace_substring(values.texts.filter(are_digits), " ", "")
    lengths = pc.utf8_length(texts).to_numpy()
    found = []
    for check in CHECKS:
        shaped = np.isin(lengths, check.lengths_as_number if values.is_number else check.lengths)
        candidates = texts.filter(pa.array(shaped))
        valid = check.valid(candidates)
        if valid.any() and (says(name, kind=check.kind) or check.is_beyond_chance(candidates, valid)):
            mask = np.zeros(len(values.texts), dtype=bool)
            mask[places[shaped][valid]] = True
            found.append(Hit(check.kind, mask, "sure", candidates[int(valid.argmax())].as_py()))
    return found


def valid_imo(texts: Texts) -> Mask:
    """Seven digits: the last is that of the sum of the others, weighted 7 to 2 (IMO resolution A.1117)."""
    numbers = _numbers(texts)
    weighted = sum((numbers // 10**place % 10 * (place + 1) for place in range(1, 7)), np.zeros_like(numbers))
    valid: Mask = (weighted % 10 == numbers % 10) & (numbers >= 10**6)
    return valid


def valid_mmsi(texts: Texts) -> Mask:
    """Nine digits that begin with the maritime identification digits of a country (ITU-R M.585)."""
    return np.asarray(IS_MID[_prefixes(texts)])


def valid_by_97(texts: Texts) -> Mask:
    """97 divides the whole number: of the ICE (9 digits of the firm, 4 of the establishment, 2 to check by) and of the
    Moroccan RIB (3 of the bank, 3 of the town, 16 of the account, 2 to check by)."""
    return np.fromiter(
        (int(text) % 97 == 0 and int(text) > 0 for text in texts.to_pylist()), dtype=bool, count=len(texts)
    )


def _numbers(texts: Texts) -> Numbers:
    return np.asarray(texts.cast(pa.int64()).to_numpy())


def _prefixes(texts: Texts) -> Numbers:
    return _numbers(texts) // 10**6


def _share_beyond(chance: float) -> Callable[[Texts, Mask], bool]:
    return lambda texts, valid: exceeds_chance(int(valid.sum()), of=len(texts), chance=chance)


def _mids_beyond(texts: Texts, _valid: Mask) -> bool:
    """Whether the prefixes, each counted once, are those of countries more often than others between them: serial
    numbers have few prefixes, and years such as 202400017 have those of Albania and Andorra."""
    prefixes = _prefixes(texts)
    low, high = np.quantile(prefixes, (0.01, 0.99), method="nearest")
    distinct = np.unique(prefixes[(prefixes >= low) & (prefixes <= high)])
    chance = float(IS_MID[low : high + 1].mean())
    return exceeds_chance(int(IS_MID[distinct].sum()), of=len(distinct), chance=chance)


CHECKS = (
    Check("imo", (7,), (7,), valid_imo, _share_beyond(BY_CHECK_DIGIT)),
    Check("mmsi", (9,), (9,), valid_mmsi, _mids_beyond),
    Check("ice", (15,), (13, 14, 15), valid_by_97, _share_beyond(BY_97)),
    Check("iban", (24,), (), valid_by_97, _share_beyond(BY_97)),
)
