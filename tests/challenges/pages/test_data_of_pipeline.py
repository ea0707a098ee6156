"""What the pipeline writes, the page reads: the very files, with all of their schemas."""

from datetime import date

import pandas as pd

from challenges.pages.making import making_of
from datasets.releases.queries import files_of, profile_of, tables
from datasets.releases.rows import find, read_rows, shape_of
from datasets.releases.rules import Kind, View
from datasets.releasing.content import Content
from datasets.releasing.write import write_release
from tests.datasets.releasing.conftest import PUBLISHER, make_recipe, make_rows
from tests.factories import accept_licence, make_release

ROWS = {"before": 1000, "after": 900, "left_out": 100, "left_out_share": 0.1}


def content_of(train: pd.DataFrame, test: pd.DataFrame) -> Content:
    return Content(
        recipe=make_recipe(),
        train=train,
        test=test,
        sample=test[["visit"]].assign(minutes=40.5),
        rows_before=1_000,
        risk={"format": "smartport-risk/1", "rows": ROWS},
        commitment="c" * 64,
        published_on=date(2026, 11, 20),
        publisher=PUBLISHER,
    )


def test_release_of_the_pipeline_is_told_in_full(alices, alice, challenge, tmp_path):
    train, test = make_rows(600, seed=1, prefix="R"), make_rows(300, seed=2, prefix="S")
    content = content_of(train.assign(note=None), test.assign(note=None))
    release = make_release(challenge, write_release(content, folder=tmp_path / "release"))
    accept_licence(release, alice)
    files = files_of(release)

    profile = profile_of(files)
    assert profile.parts == {"train": 600, "test": 300}
    assert [column.role for column in profile.columns] == ["id", *["feature"] * 5, "target"]
    making = making_of(files)
    assert (making.k, making.l, making.counts_subjects, making.left_out) == (3, 2, True, 10.0)
    assert (making.known, making.train.last) == (("goods", "weight_t"), "31 août 2025")
    found = tables(files.values())
    assert shape_of(found["train"]).columns["weight_t"] is Kind.NUMBER
    assert len(read_rows(found["test"], find(found["test"], View()).places)) == 300

    page = alices.get("/challenges/rade/data/").content.decode()
    assert "Whatever somebody may know from outside fits at least 3 different ships, trucks or companies." in page
    assert "camion_immat" not in page
    rows = alices.get("/challenges/rade/data/rows/?part=test&where=goods&is=eq&value=8703").content.decode()
    assert ">8703<" in rows
    assert "minutes" not in rows


def test_column_that_is_empty_throughout_is_told(alices, challenge, tmp_path):
    rows = [make_rows(60, seed=seed, prefix=prefix) for seed, prefix in ((1, "R"), (2, "S"))]
    empty = [one.assign(weight_t=float("nan"), note=None) for one in rows]
    folder = write_release(content_of(*empty), folder=tmp_path / "release")
    make_release(challenge, folder)
    assert alices.get("/challenges/rade/data/").status_code == 200
