"""What a challenge.yaml asks of its bundle, and the bundle to practise with, which tells nothing that is hidden."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from datasets.brief import Brief, Practice, read_brief
from datasets.bundling import build_bundle
from datasets.practice import build_practice, cut_out
from datasets.releasing.commitment import solution_bytes
from datasets.rules import ProgramFailed, RecipeBroken
from tests.datasets.test_packs import files, write_pack

PROGRAM = """
import sys
from pathlib import Path
folder, cache = map(Path, sys.argv[1:])
rows = (folder / "reference.csv").read_text().count("\\n") - 1
(folder / "bounds.csv").write_text(f"rows,cache\\n{rows},{cache.name}\\n")
"""


def described(pack, text):
    (pack / "challenge.yaml").write_text(f"slug: rade\n{text}")
    return pack


@pytest.fixture
def pack(tmp_path):
    """One that asks for everything."""
    pack = write_pack(tmp_path / "pack")
    for name, text in (("tables/berths.csv", "berth,length_m\n1,200\n"), ("solver/bounds.py", PROGRAM)):
        (pack / name).parent.mkdir()
        (pack / name).write_text(text)
    reference = "{columns: [terminal], tables: [test], secret: true, program: solver/bounds.py}"
    return described(pack, f"reference: {reference}\npractice: {{share: 0.1, rows: 100}}\n")


def test_pack_that_asks_for_nothing_has_the_labels_alone(tmp_path, samples):
    pack = write_pack(tmp_path / "pack")
    assert read_brief(pack) == Brief()
    bundle = build_bundle(samples.sides, pack=pack, folder=tmp_path / "bundle")
    assert files(bundle / "reference") == ["reference.csv"]


def test_reference_has_what_the_pack_asks_for(pack, samples, tmp_path):
    bundle = build_bundle(samples.sides, pack=pack, folder=tmp_path / "bundle", secret="5ec2e7")
    reference, inputs = bundle / "reference", bundle / "input"
    assert files(reference) == ["berths.csv", "bounds.csv", "reference.csv", "secret", "test.csv"]
    assert files(inputs) == ["berths.csv", "sample_submission.csv", "test.csv", "train.csv"]
    assert (reference / "secret").read_text() == "5ec2e7\n"
    assert (reference / "test.csv").read_bytes() == (inputs / "test.csv").read_bytes()
    assert (reference / "bounds.csv").read_text() == f"rows,cache\n{len(samples.truth)},bounds.csv\n"
    told = pd.read_csv(reference / "reference.csv").set_index("call_id")["terminal"]
    assert told.equals(samples.test.set_index("call_id")["terminal"].loc[told.index])


def test_program_is_found_wherever_one_stands(pack, samples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bundle = build_bundle(samples.sides, pack=Path("pack"), folder=Path("bundle"))
    assert (bundle / "reference" / "bounds.csv").exists()


def test_program_that_fails_is_told_with_its_last_line(pack, samples, tmp_path):
    (pack / "solver" / "bounds.py").write_text("raise SystemExit('install ortools')\n")
    with pytest.raises(ProgramFailed, match=r"ended in 1\. install ortools$"):
        build_bundle(samples.sides, pack=pack, folder=tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reference: {tables: [train]}", "may have: test"),
        ("reference: {program: solver/nothing.py}", "no such file"),
        ("reference: {secrets: true}", "secrets"),
        ("reference: [test]", "key: value"),
        ("practice: {share: 1.5}", "between 0 and 1"),
        ("practice: {rows: 3}", "40 or more"),
        ("practice: {by: day}", "by"),
        ("reference: {", "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path, text, said):
    with pytest.raises(RecipeBroken, match=said):
        read_brief(described(write_pack(tmp_path / "pack"), text))


def test_practice_is_a_bundle_of_published_training_rows(pack, samples, tmp_path):
    practice = read_brief(pack).practice
    folder = build_practice(samples.sides, practice, pack=pack, folder=tmp_path / "practice", seed=1)
    tables = {name: pd.read_csv(folder / "input" / f"{name}.csv") for name in ("train", "test", "sample_submission")}
    truth = pd.read_csv(folder / "reference" / "reference.csv")
    assert len(tables["test"]) == 100
    assert (
        sorted(tables["sample_submission"]["call_id"]) == sorted(truth["call_id"]) == sorted(tables["test"]["call_id"])
    )
    assert truth["part"].value_counts().to_dict() == {"public": 50, "private": 50}
    told = samples.train.set_index("call_id")
    assert truth.set_index("call_id")["waiting_hours"].equals(told["waiting_hours"].loc[truth["call_id"]])
    assert set(tables["train"]["call_id"]) == set(told.index) - set(truth["call_id"])
    assert set(tables["train"].columns) == set(samples.train.columns)
    hidden = set(samples.test["call_id"])
    assert not hidden & {*tables["train"]["call_id"], *truth["call_id"]}


def test_secret_of_practice_says_nothing_of_the_seed(pack, samples, tmp_path):
    """It is made of what everybody may have: the same where the same rows were cut."""
    practice = read_brief(pack).practice
    made = [build_practice(samples.sides, practice, pack=pack, folder=tmp_path / str(n), seed=1) for n in range(2)]
    secrets = [(folder / "reference" / "secret").read_text() for folder in made]
    truth = pd.read_csv(made[0] / "reference" / "reference.csv").drop(columns="terminal")
    assert secrets == [f"{sha256(solution_bytes(truth)).hexdigest()}\n"] * 2


def test_practice_keeps_groups_whole(samples):
    cut = cut_out(samples.sides, Practice(group="terminal", share=0.5), rng=np.random.default_rng(2))
    truth = cut.truth.merge(samples.train[["call_id", "terminal"]], on="call_id")
    assert truth.groupby("terminal")["part"].nunique().max() == 1
    assert not set(truth["terminal"]) & set(cut.train["terminal"])


def test_practice_says_nothing_of_when_its_rows_were(samples):
    """Being drawn must not be a hint at the year: the drawn rows are as late as the others."""
    cut = cut_out(samples.sides, Practice(share=0.3, rows=4_000), rng=np.random.default_rng(4))
    times = samples.worked.raw["announced_at"].iloc[samples.origin.loc[samples.train["call_id"]]].to_numpy()
    drawn = samples.train["call_id"].isin(cut.test["call_id"]).to_numpy()
    ranks = pd.Series(times).rank(pct=True)
    assert abs(ranks[drawn].mean() - ranks[~drawn].mean()) < 0.05


def test_same_seed_cuts_the_same_practice(samples):
    one, two, other = (cut_out(samples.sides, Practice(), rng=np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.truth.equals(two.truth)
    assert not one.truth.equals(other.truth)
