"""Identifiers with a shape of their own, anywhere in a text: e-mail, phones, boxes, accounts, plates, cards, IMO."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import stdnum.iban

from datasets.identifiers import patterns
from datasets.identifiers.evidence import FEWEST_VALID, exceeds_chance
from datasets.identifiers.headers import is_about_goods, says
from datasets.identifiers.hits import Hit, Mask
from datasets.identifiers.identified import Certainty
from datasets.identifiers.values import Texts, Values

BY_CHECK_DIGIT = 1 / 10
LETTERS = "0123456789A.BCDEFGHIJK.LMNOPQRSTU.VWXYZ"
LETTER_VALUES = np.array([LETTERS.find(chr(code)) for code in range(128)])
ACCOUNTS_CHECKED = 2_000
SHORTEST_IBAN = 15
ENDS_IN_ZERO = 0.3
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Candidates:
    """Distinct texts that may hold something, their places among `of` values, and the name of their column."""

    texts: Texts
    places: npt.NDArray[np.int64]
    of: int
    name: str

    def matching(self, pattern: str) -> "Candidates":
        return self.only(pc.match_substring_regex(self.texts, pattern).to_numpy(zero_copy_only=False))

    def only(self, kept: Mask) -> "Candidates":
        return Candidates(self.texts.filter(pa.array(kept)), self.places[kept], self.of, self.name)

    def parts(self, pattern: str, name: str) -> Texts:
        return pc.struct_field(pc.extract_regex(self.texts, pattern), name)

    def hit(self, kind: str, certainty: Certainty, *, pattern: str) -> list[Hit]:
        """All of these texts; the example is the group `it` of the first, or the whole of it where there is none."""
        if not len(self.texts):
            return []
        mask = np.zeros(self.of, dtype=bool)
        mask[self.places] = True
        if "?P<it>" not in pattern:
            return [Hit(kind, mask, certainty, self.texts[0].as_py())]
        found = self.parts(pattern, "it")
        among_words = pc.mean(pc.not_equal(pc.utf8_length(found), pc.utf8_length(self.texts))).as_py() > 1 / 2
        return [Hit(kind, mask, certainty, found[0].as_py(), is_embedded=among_words)]


def look_at_shapes(values: Values, name: str) -> list[Hit]:
    if values.is_number:
        return _named_phone(_all(values, name))
    every = _all(values, name)
    some = every.matching(patterns.ANY)
    return [
        *some.matching(patterns.EMAIL).hit("email", "sure", pattern=patterns.EMAIL),
        *_phone(some, every=every),
        *_container(some.matching(patterns.CONTAINER)),
        *_iban(some.matching(patterns.IBAN)),
        *some.matching(patterns.IMO).hit("imo", "sure", pattern=patterns.IMO),
        *some.matching(patterns.CIN).hit("cin", "sure", pattern=patterns.CIN),
        *some.matching(patterns.ARABIC_PLATE).hit("plate_arabic", "sure", pattern=patterns.ARABIC_PLATE),
        *some.matching(patterns.LATIN_PLATE).hit("plate_latin", "likely", pattern=patterns.LATIN_PLATE),
        *_whole_plates(every),
        *_whole_cards(every),
        *_named_phone(every),
    ]


def valid_container(codes: list[str]) -> Mask:
    """ISO 6346: letters count 10 to 38 without the multiples of 11, each of ten characters is weighted by a power of
    two, and the sum modulo 11 (10 is written 0) is the last digit. `codes` are eleven characters in upper case."""
    if not codes:
        return np.zeros(0, dtype=bool)
    numbers = LETTER_VALUES[np.array(codes, dtype="U11").view(np.uint32).reshape(-1, 11)]
    valid: Mask = numbers[:, :10] @ (1 << np.arange(10)) % 11 % 10 == numbers[:, 10]
    return valid


def _all(values: Values, name: str) -> Candidates:
    return Candidates(values.texts, np.arange(len(values.texts)), len(values.texts), name)


def _phone(some: Candidates, *, every: Candidates) -> list[Hit]:
    """Ten digits alone in their cells may be a code of goods (chapters 05 to 08): they are phones when most cells of
    ten digits begin as phones do, and few end in 0 as codes do."""
    found = some.matching(patterns.PHONE)
    ten = every.matching(patterns.TEN_DIGITS)
    like = ten.matching(patterns.PHONE)
    is_code = is_about_goods(every.name) or len(like.texts) < FEWEST_VALID * len(ten.texts)
    if len(like.texts) and not is_code:
        is_code = pc.mean(pc.ends_with(like.texts, "0")).as_py() > ENDS_IN_ZERO
    if is_code and not says(every.name, kind="phone"):
        found = found.only(~np.isin(found.places, like.places))
    return found.hit("phone", "sure", pattern=patterns.PHONE)


def _container(found: Candidates) -> list[Hit]:
    if not len(found.texts):
        return []
    groups = pc.extract_regex(found.texts, patterns.CONTAINER)
    parts = [pc.struct_field(groups, part) for part in ("owner", "serial", "check")]
    valid = valid_container(
        pc.utf8_upper(pc.binary_join_element_wise(*parts, pa.scalar("", pa.large_string()))).to_pylist()
    )
    is_beyond = exceeds_chance(int(valid.sum()), of=len(valid), chance=BY_CHECK_DIGIT)
    if not is_beyond and not says(found.name, kind="container") and valid.mean() < FEWEST_VALID:
        return []
    certainty: Certainty = "sure" if is_beyond or says(found.name, kind="container") else "likely"
    return found.only(valid).hit("container", certainty, pattern=patterns.CONTAINER)


def _iban(found: Candidates) -> list[Hit]:
    """Each is checked with its country's structure, which takes long: beyond some thousands, a part stands for all."""
    checked = found.only(np.arange(len(found.texts)) < ACCOUNTS_CHECKED)
    if not len(checked.texts):
        return []
    valid = np.array([_begins_with_iban(text) for text in checked.parts(patterns.IBAN, "it").to_pylist()])
    kept = found if valid.mean() > FEWEST_VALID else checked.only(valid)
    return kept.hit("iban", "sure", pattern=patterns.IBAN)


def _begins_with_iban(text: str) -> bool:
    """A word of four letters or fewer after the number looks like a part of it."""
    words = text.split(" ")
    return any(
        stdnum.iban.is_valid("".join(words[:last]))
        for last in range(len(words), 0, -1)
        if len("".join(words[:last])) >= SHORTEST_IBAN
    )


def _whole_plates(every: Candidates) -> list[Hit]:
    """As the column's name tells, or as most of its values do: several letters of Moroccan series, and regions."""
    hits = []
    for kind in ("plate_latin", "plate_arabic"):
        found = every.matching(patterns.WHOLE[kind])
        if says(every.name, kind="plate") or (kind == "plate_latin" and _are_plates(found)):
            hits += found.hit(kind, "sure", pattern=patterns.WHOLE[kind])
    return hits


def _are_plates(found: Candidates) -> bool:
    if len(found.texts) < max(patterns.FEWEST_PLATES, FEWEST_VALID * found.of):
        return False
    telling = found.matching(patterns.MOROCCAN_SERIES)
    kinds = {
        part: pc.count_distinct(telling.parts(patterns.MOROCCAN_SERIES, part)).as_py() for part in ("letter", "region")
    }
    return len(telling.texts) > 0.9 * len(found.texts) and kinds["letter"] >= 2 and kinds["region"] >= 5


def _whole_cards(every: Candidates) -> list[Hit]:
    """National cards (CIN) have no check digit. Without a name, what tells them from other codes is that in the same
    column one letter and two letters stand before the digits."""
    if says(every.name, kind="cin"):
        return every.matching(patterns.WHOLE["cin"]).hit("cin", "sure", pattern=patterns.WHOLE["cin"])
    found = every.matching(patterns.CARD)
    if len(found.texts) < max(patterns.FEWEST_CARDS, NEARLY_ALL * found.of):
        return []
    letters = found.parts(patterns.CARD, "letters")
    single = pc.mean(pc.equal(pc.utf8_length(letters), 1)).as_py()
    is_mixed = 1 - NEARLY_ALL < single < NEARLY_ALL and pc.count_distinct(letters).as_py() >= 10
    return found.hit("cin", "likely", pattern=patterns.CARD) if is_mixed else []


def _named_phone(every: Candidates) -> list[Hit]:
    if not says(every.name, kind="phone"):
        return []
    return every.matching(patterns.WHOLE["phone"]).hit("phone", "sure", pattern=patterns.WHOLE["phone"])
