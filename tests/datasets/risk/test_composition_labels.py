"""What a later version may not tell of an earlier one's hidden answers."""

import pandas as pd
import pytest

from datasets.risk.composition import LabelsToldBefore, Released, require_untold, row_marks
from tests.datasets.risk.test_composition import KEY, OLD

MARKS = row_marks(pd.DataFrame({"call": range(100)}), key=KEY)


def test_answers_that_a_release_hides_are_not_told_by_the_next():
    earlier = [Released("tides 1.0.0", MARKS[:10], OLD), Released("calls 1.0.0", MARKS[10:], OLD, hidden=MARKS[70:])]
    require_untold(MARKS[:70], earlier)
    with pytest.raises(LabelsToldBefore, match=r"20 rows whose answers “calls 1\.0\.0” hides") as refused:
        require_untold(MARKS[50:90], earlier)
    assert refused.value.details == {"release": "calls 1.0.0", "shared": 20}
