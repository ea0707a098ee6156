"""What is read of a profile, and what is refused."""

import io
import json

import pytest

from datasets.releases.profile import Histogram, ProfileUnreadable, read_profile
from datasets.releases.published import Published

NUMBER = {
    "name": "wait_h",
    "role": "target",
    "type": "number",
    "unit": "h",
    "description": {"fr": "Attente"},
    "treatment": {"fr": "Telle quelle."},
    "nulls": 1,
    "distinct": 3,
    "min": 0.5,
    "max": 9,
    "mean": 2.5,
    "quantiles": [1, 2, 3, 4, 5],
    "histogram": {"edges": [0, 5, 10], "counts": [2, 1]},
}
CATEGORY = {
    "name": "terminal",
    "role": "feature",
    "type": "category",
    "nulls": 0,
    "distinct": 30,
    "top": [{"value": "Tarik", "count": 4}],
    "other": 26,
}
COUNT = iter(range(10**6))


def profile(**changed) -> Published:
    told = {
        "format": "smartport-profile/1",
        "parts": {"train": 4, "test": 26},
        "columns": [NUMBER, CATEGORY],
        **changed,
    }
    content = json.dumps(told).encode()
    return Published(f"profile-{next(COUNT)}", len(content), open=lambda: io.BytesIO(content))


def test_profile_is_read():
    read = read_profile(profile())
    wait, terminal = read.columns
    assert read.parts == {"train": 4, "test": 26}
    assert (wait.role, wait.least, wait.most, wait.quantiles[2]) == ("target", 0.5, 9.0, 3.0)
    assert wait.histogram == Histogram((0.0, 5.0, 10.0), (2, 1))
    assert (terminal.top, terminal.others, terminal.histogram, terminal.least) == ((("Tarik", 4),), 26, None, None)


def test_target_has_the_rows_of_the_training_part():
    read = read_profile(profile())
    assert [read.rows_of(column) for column in read.columns] == [4, 30]


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "smartport-profile/2"},
        {"parts": None},
        {"columns": [{"name": "x"}]},
        {"columns": ["x"]},
        {"columns": [{**NUMBER, "nulls": "many"}]},
        {"columns": [{**NUMBER, "histogram": {"edges": [1], "counts": [1, 2]}}]},
        {"columns": [{**CATEGORY, "top": [{"value": "a"}]}]},
    ],
)
def test_what_is_not_as_documented_is_refused(changed):
    with pytest.raises(ProfileUnreadable):
        read_profile(profile(**changed))


def test_profile_is_read_once():
    opened = []
    kept = profile()
    counted = Published(kept.sha256, kept.size, open=lambda: opened.append(1) or kept.open())
    assert read_profile(counted) is read_profile(counted)
    assert len(opened) == 1
