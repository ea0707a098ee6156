"""The files on their shelves, the facts of their making, the lines to copy."""

import io
import json

import pytest
from django.utils import translation

from challenges.pages.contents import first_wanted, items, shelves
from challenges.pages.making import making_of, withheld_of
from challenges.pages.snippets import snippets
from datasets.models import ReleaseFile
from tests.factories.releases import RECIPE, RISK

PATHS = (
    "CHANGELOG.md",
    "README.md",
    "SHA256SUMS",
    "data/more.csv",
    "data/test.csv",
    "data/test.parquet",
    "data/train.csv",
    "data/train.parquet",
    "profile.json",
    "sample_submission.csv",
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def files(*paths: str) -> list[ReleaseFile]:
    return [ReleaseFile(path=path) for path in paths]


def test_files_stand_on_shelves_and_the_known_ones_first():
    found = {str(shelf.title): [item.file.path for item in shelf.items] for shelf in shelves(files(*PATHS))}
    assert found == {
        "Tables": [
            "data/train.csv",
            "data/train.parquet",
            "data/test.csv",
            "data/test.parquet",
            "sample_submission.csv",
            "data/more.csv",
        ],
        "Documents": ["README.md", "CHANGELOG.md"],
        "For programs": ["profile.json", "SHA256SUMS"],
    }


def test_shelf_without_files_is_not_there():
    assert [str(shelf.title) for shelf in shelves(files("LICENCE"))] == ["For programs"]


def test_file_that_nobody_knows_has_no_meaning():
    assert [str(item.meaning) for item in items(files("data/more.csv", "train.md"))] == ["", ""]


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        (PATHS, ["train.parquet", "test.parquet", "sample_submission.csv"]),
        (("data/train.csv", "README.md"), ["train.csv"]),
        ((), []),
    ],
)
def test_one_file_of_each_is_wanted_first_and_parquet_before_csv(paths, wanted):
    assert [item.name for item in first_wanted(files(*paths))] == wanted


def test_lines_to_copy_are_on_the_file_that_is_there():
    lines = [snippet.text for snippet in snippets(files(*PATHS), slug="rade")]
    assert lines == [
        "smartport data rade",
        'import pandas as pd\ntrain = pd.read_parquet("rade/data/train.parquet")',
        'import polars as pl\ntrain = pl.read_parquet("rade/data/train.parquet")',
    ]
    assert [snippet.text for snippet in snippets(files("README.md"), slug="air")] == ["smartport data air"]


class Kept:
    """A storage that holds one text."""

    def __init__(self, content: object) -> None:
        self.content = json.dumps(content).encode()

    def open(self, name: str, mode: str) -> io.BytesIO:
        return io.BytesIO(self.content)


def documents(**told: object) -> dict[str, ReleaseFile]:
    """The JSON files of a release; each content has a digest of its own."""
    made = {}
    for name, content in told.items():
        file = ReleaseFile(path=f"{name}.json", sha256=f"made-{json.dumps(content)}", size=1)
        file.content.name, file.content.storage = file.path, Kept(content)
        made[file.path] = file
    return made


def test_making_is_told_by_recipe_and_risk_report():
    making = making_of(documents(recipe=RECIPE, risk=RISK))
    assert (making.k, making.l, making.counts_subjects, making.is_simulated) == (5, 2, True, False)
    assert (making.left_out_said, making.loss_said, making.public_said) == ("0.9%", "3.2%", "30%")
    assert (making.train.first, making.train.last) == ("1 February 2020", "31 October 2024")
    assert [(one.signer, one.day) for one in making.signatures] == [("Samira El Fassi", "30 October 2026")]
    assert withheld_of(documents(risk=RISK))["ship_type"] == pytest.approx(4.73, abs=0.01)


def test_making_without_a_risk_report_or_a_split_in_time_says_less():
    making = making_of(documents(recipe={"format": RECIPE["format"], "source": {"kind": "simulated"}}))
    assert (making.k, making.left_out, making.loss, making.train, making.public) == (None, None, None, None, None)
    assert making.is_simulated


def test_model_that_gains_has_lost_nothing():
    assert making_of(documents(recipe=RECIPE, risk={**RISK, "baseline": {"loss_percent": -2.0}})).loss == 0


def test_recipe_of_another_form_is_passed_over():
    assert making_of(documents(recipe={**RECIPE, "format": "other/1"})) is None
    assert withheld_of(documents(risk={**RISK, "format": "other/1"})) == {}
