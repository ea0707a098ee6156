"""The folders on disk: files, checksums, documents, and what must not be found in them."""

import json
import re
import shutil
import subprocess
from hashlib import sha256

import pandas as pd
import pyarrow.parquet as pq
import pytest

from datasets.release import build_bundle, build_pack, build_release
from datasets.rules import FolderTaken
from datasets.simulation import PORTS, simulate
from tests.datasets.conftest import PACK, shorter_recipe

RELEASE_FILES = [
    "DICTIONARY.ar.md",
    "DICTIONARY.en.md",
    "DICTIONARY.fr.md",
    "README.md",
    "SHA256SUMS",
    "data/test.csv",
    "data/test.parquet",
    "data/train.csv",
    "data/train.parquet",
    "dictionary.json",
    "sample_submission.csv",
]
BUNDLE_FILES = [
    "challenge.yaml",
    "input/sample_submission.csv",
    "input/test.csv",
    "input/train.csv",
    "reference/reference.csv",
    "scorer/score.py",
    "scorer/warm.py",
]


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def release(samples, tmp_path_factory):
    return build_release(samples, folder=tmp_path_factory.mktemp("built") / "release")


@pytest.fixture(scope="module")
def bundle(samples, tmp_path_factory):
    return build_bundle(samples, pack=PACK, folder=tmp_path_factory.mktemp("built") / "bundle")


def test_release_has_its_files_and_no_other(release):
    assert files(release) == RELEASE_FILES


def test_bundle_has_its_files_and_no_other(bundle):
    assert files(bundle) == BUNDLE_FILES


def test_public_inputs_that_somebody_wrote_are_in_the_bundle(samples, tmp_path):
    pack = shutil.copytree(PACK, tmp_path / "pack")
    (pack / "public_input").mkdir()
    (pack / "public_input" / "test.csv").write_text("call_id\na\n")
    made = build_bundle(samples, pack=pack, folder=tmp_path / "bundle")
    assert (made / "public_input" / "test.csv").read_text() == "call_id\na\n"


def test_checksums_are_those_of_the_files(release):
    lines = (release / "SHA256SUMS").read_text().splitlines()
    assert [line.split("  ")[1] for line in lines] == [name for name in RELEASE_FILES if name != "SHA256SUMS"]
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=True)


def test_csv_and_parquet_hold_the_same_rows(release, samples):
    for name, table in (("train", samples.train), ("test", samples.test)):
        written = pd.read_csv(release / "data" / f"{name}.csv")
        parquet = pd.read_parquet(release / "data" / f"{name}.parquet")
        pd.testing.assert_frame_equal(written, parquet, check_dtype=False)
        pd.testing.assert_frame_equal(written, table, check_dtype=False)


def test_csv_is_plain_utf8_with_unix_lines(release):
    content = (release / "data" / "train.csv").read_bytes()
    assert content.startswith(b"call_id,eta_year,")
    assert b"\r" not in content
    content.decode("ascii")


def test_parquet_carries_no_index_and_no_pandas_metadata(release):
    table = pq.read_schema(release / "data" / "train.parquet")
    assert table.metadata is None
    assert "__index_level_0__" not in table.names


def test_no_identifier_is_found_in_any_byte_of_the_release(release, bundle, recipe):
    raw = simulate(PORTS["MACAS"], years=range(2023, 2025), seed=recipe.source.seed).port_calls
    secrets = {str(value).encode() for name in ("imo", "mmsi", "vessel", "agent") for value in raw[name].unique()}
    assert len(secrets) > 500
    for folder in (release, bundle / "input"):
        for name in files(folder):
            content = (folder / name).read_bytes()
            assert not [secret for secret in secrets if secret in content], name
    words = set(re.findall(rb"[\w .]+", (release / "data" / "train.csv").read_bytes()))
    assert not words & {flag.encode() for flag in raw["flag"].unique()}


def test_hidden_target_is_nowhere_in_release_or_input(release, bundle, samples):
    hidden = dict(zip(samples.truth["call_id"], samples.truth["waiting_hours"], strict=True))
    for folder, names in ((release, ["data/test.csv", "sample_submission.csv"]), (bundle / "input", ["test.csv"])):
        for name in names:
            table = pd.read_csv(folder / name)
            truth = table["call_id"].map(hidden)
            assert "waiting_hours" not in table.columns
            numbers = table.select_dtypes("number")
            assert max(((numbers[name] - truth).abs() < 0.005).mean() for name in numbers) < 0.05
    assert not set(pd.read_csv(release / "data" / "train.csv")["call_id"]) & set(hidden)


def test_part_of_a_row_is_nowhere_in_release_or_input(release, bundle):
    assert b"public" in (bundle / "reference" / "reference.csv").read_bytes()
    for folder in (release / "data", bundle / "input"):
        for name in files(folder):
            content = (folder / name).read_bytes()
            assert b"public" not in content
            assert b"private" not in content


def test_sample_submission_gives_quantiles_of_the_training_waits(release, samples):
    sample = pd.read_csv(release / "sample_submission.csv")
    waits = samples.train["waiting_hours"]
    assert sample[["q10", "q50", "q90"]].drop_duplicates().to_numpy().tolist() == [
        [round(waits.quantile(level), 1) for level in (0.1, 0.5, 0.9)]
    ]


def test_dictionary_describes_every_column_in_three_languages(release, recipe):
    dictionary = json.loads((release / "dictionary.json").read_text(encoding="utf-8"))
    header = (release / "data" / "train.csv").read_text().splitlines()[0].split(",")
    assert [column["name"] for column in dictionary["columns"]] == header
    for language in ("fr", "ar", "en"):
        page = (release / f"DICTIONARY.{language}.md").read_text(encoding="utf-8")
        assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == header
        assert all(column.description[language] in page for column in recipe.columns)


def test_dictionary_gives_ranges_of_published_data_only(release, samples):
    columns = json.loads((release / "dictionary.json").read_text(encoding="utf-8"))["columns"]
    target = columns[-1]
    assert (target["role"], target["maximum"]) == ("target", samples.train["waiting_hours"].max())
    cargo = next(column for column in columns if column["name"] == "cargo")
    assert cargo["values"] == sorted(set(samples.train["cargo"]) | set(samples.test["cargo"]))


def test_readme_says_in_three_languages_that_data_are_simulated(release, samples):
    text = (release / "README.md").read_text(encoding="utf-8")
    for word in ("Données simulées", "بيانات مُحاكاة", "Simulated data"):
        assert word in text
    assert text.count(str(len(samples.train))) == 3


def test_same_seed_builds_the_same_bytes(tmp_path):
    pack = tmp_path / "pack"
    (pack / "scorer").mkdir(parents=True)
    (pack / "scorer" / "score.py").write_text("print()\n")
    (pack / "challenge.yaml").write_text("slug: rade\n")
    (pack / "recipe.yaml").write_text(shorter_recipe(), encoding="utf-8")
    one, two, other = (build_pack(pack, to=tmp_path / name, seed=seed) for name, seed in (("a", 5), ("b", 5), ("c", 6)))
    for first, second, third in ((one.release, two.release, other.release), (one.bundle, two.bundle, other.bundle)):
        digests = [
            {name: sha256((folder / name).read_bytes()).hexdigest() for name in files(folder)}
            for folder in (first, second, third)
        ]
        assert digests[0] == digests[1]
        assert digests[0] != digests[2]


def test_release_is_never_written_over(release, samples):
    before = (release / "SHA256SUMS").read_bytes()
    with pytest.raises(FolderTaken, match="release is not empty"):
        build_release(samples, folder=release)
    assert (release / "SHA256SUMS").read_bytes() == before


def test_build_that_breaks_leaves_nothing_behind(samples, tmp_path):
    with pytest.raises(FileNotFoundError):
        build_bundle(samples, pack=tmp_path / "nowhere", folder=tmp_path / "out" / "bundle")
    assert list((tmp_path / "out").iterdir()) == []
