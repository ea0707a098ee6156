"""Several looks at one column."""

import numpy as np
import pyarrow as pa
import pytest

from datasets.identifiers.hits import Hit, identified
from datasets.identifiers.values import Values

SURE = Hit("phone", np.array([True, False, False]), "sure", "0661234567")
LIKELY = Hit("phone", np.array([False, False, True]), "likely", "0522987654", is_embedded=True)


@pytest.mark.parametrize("joined", [SURE.joined(LIKELY), LIKELY.joined(SURE)])
def test_hits_of_one_kind_are_as_sure_as_the_surer_one(joined):
    assert joined.mask.tolist() == [True, False, True]
    assert (joined.certainty, joined.example, joined.is_embedded) == ("sure", "0661234567", False)


def test_rows_are_those_of_the_distinct_values():
    values = Values(pa.array(["a", "b", "c"], type=pa.large_string()), np.array([3.0, 4.0, 1.0]), 16, is_number=False)
    found = identified(SURE.joined(LIKELY), column="contact", values=values)
    assert (found.column, found.count, found.share, found.example) == ("contact", 4, 0.25, "0········7")
