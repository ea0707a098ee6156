"""Places and their countries."""

import pandas as pd

from datasets.anonymization.hierarchies.locode import levels


def test_place_goes_to_its_country_and_what_is_none_stays():
    texts = pd.Index(["MACAS", "ma ptm", "US2AB", "MA", "OTHER", "Casa", None], dtype="str")
    places, countries = (level.values.fillna("-").tolist() for level in levels(texts))
    assert places == ["MACAS", "MAPTM", "US2AB", "MA", "OTHER", "Casa", "-"]
    assert countries == ["MA", "MA", "US", "MA", "OTHER", "Casa", "-"]
