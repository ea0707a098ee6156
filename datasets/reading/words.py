"""Words that are no words: those of yes and no, and those of nothing."""

import pyarrow as pa
import pyarrow.compute as pc

YES_NO = {"oui": "non", "yes": "no", "true": "false", "vrai": "faux", "نعم": "لا"}
NOTHING = ("na", "n/a", "#n/a", "null", "none", "nan", "nil", "-", "--", "–", "—", "néant", "neant")
"""Nothing where the column is numbers or times; anywhere else a text as any other."""

PAIR = {word: f"{yes}/{no}" for yes, no in YES_NO.items() for word in (yes, no)}
WORDS = pa.array([*PAIR, *NOTHING])
LONGEST = max(len(word.encode()) for word in (*PAIR, *NOTHING))


def known_words(values: pa.StringArray) -> pa.Int32Array:
    """The place of each text in WORDS, whatever its capitals; null where it has none."""
    is_short = pc.less_equal(pc.binary_length(values), LONGEST)
    return pc.index_in(pc.if_else(is_short, pc.utf8_lower(values), ""), value_set=WORDS)


def is_nothing(values: pa.StringArray) -> pa.BooleanArray:
    """Empty, or a word for it."""
    return pc.is_in(pc.utf8_lower(values), value_set=pa.array(["", *NOTHING]))


def is_yes(values: pa.StringArray) -> pa.BooleanArray:
    """Of texts that are all a yes or a no."""
    return pc.is_in(pc.utf8_lower(values), value_set=pa.array(list(YES_NO)))
