"""The folders on disk: files, checksums, documents, and what must not be found in them."""

import json
import re
import shutil
from hashlib import sha256

import pandas as pd
import pytest

from datasets.bundling import build_bundle
from datasets.packs import NotPublishable, PackBuilt, build_pack
from datasets.releasing.commitment import verify_commitment
from datasets.rules import FolderTaken
from datasets.simulation import PORTS, simulate
from tests.datasets.conftest import PACK, shorter_recipe
from tests.datasets.day import TODAY

RELEASE_FILES = [
    "CHANGELOG.md",
    *(f"{name}.{language}.md" for name in ("DATASHEET", "DICTIONARY") for language in ("ar", "en", "fr")),
    "README.md",
    "SHA256SUMS",
    "croissant.json",
    *(f"data/{name}" for name in ("test.csv", "test.parquet", "train.csv", "train.parquet")),
    "datapackage.json",
    "dcat.jsonld",
    "profile.json",
    "recipe.json",
    "risk.json",
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


def write_pack(folder):
    (folder / "scorer").mkdir(parents=True)
    (folder / "scorer" / "score.py").write_text("print()\n")
    (folder / "challenge.yaml").write_text("slug: rade\n")
    (folder / "recipe.yaml").write_text(shorter_recipe(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> PackBuilt:
    """Of the shorter recipe and its own seed: the same draw as `samples`."""
    folder = tmp_path_factory.mktemp("built")
    return build_pack(write_pack(folder / "pack"), to=folder / "rade", on=TODAY)


@pytest.fixture(scope="module")
def release(built):
    return built.release


@pytest.fixture(scope="module")
def bundle(samples, tmp_path_factory):
    return build_bundle(samples.sides, pack=PACK, folder=tmp_path_factory.mktemp("built") / "bundle")


def test_release_has_its_files_and_no_other(release):
    assert files(release) == RELEASE_FILES


def test_bundle_has_its_files_and_no_other(bundle):
    assert files(bundle) == BUNDLE_FILES


def test_release_and_bundle_are_of_one_draw(built, samples):
    inputs = built.bundle / "input"
    for name, table in (("train", samples.train), ("test", samples.test)):
        assert (inputs / f"{name}.csv").read_bytes() == (built.release / "data" / f"{name}.csv").read_bytes()
        pd.testing.assert_frame_equal(pd.read_csv(inputs / f"{name}.csv"), table, check_dtype=False)
    assert (inputs / "sample_submission.csv").read_bytes() == (built.release / "sample_submission.csv").read_bytes()
    truth = pd.read_csv(built.bundle / "reference" / "reference.csv")
    pd.testing.assert_frame_equal(truth, samples.truth, check_dtype=False)


def test_labels_open_the_commitment_that_the_release_makes(built):
    told = json.loads((built.release / "datapackage.json").read_text(encoding="utf-8"))["commitment"]["value"]
    assert told == built.commitment
    assert verify_commitment(told, solution=built.labels.read_bytes(), salt=bytes.fromhex(built.salt))
    assert not verify_commitment(told, solution=built.labels.read_bytes() + b"x", salt=bytes.fromhex(built.salt))
    for name in files(built.release):
        assert built.salt.encode() not in (built.release / name).read_bytes()


def test_public_inputs_that_somebody_wrote_are_in_the_bundle(samples, tmp_path):
    pack = shutil.copytree(PACK, tmp_path / "pack")
    (pack / "public_input").mkdir()
    (pack / "public_input" / "test.csv").write_text("call_id\na\n")
    made = build_bundle(samples.sides, pack=pack, folder=tmp_path / "bundle")
    assert (made / "public_input" / "test.csv").read_text() == "call_id\na\n"


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


def test_same_seed_builds_the_same_bytes_and_another_one_does_not(built, tmp_path):
    pack = write_pack(tmp_path / "pack")
    again, other = (build_pack(pack, to=tmp_path / name, on=TODAY, seed=seed) for name, seed in (("b", None), ("c", 6)))
    digests = [
        {name: sha256((one.folder / name).read_bytes()).hexdigest() for name in files(one.folder)}
        for one in (built, again, other)
    ]
    assert digests[0] == digests[1]
    assert digests[0]["release/data/train.csv"] != digests[2]["release/data/train.csv"]
    assert digests[0]["hidden/salt"] != digests[2]["hidden/salt"]


def test_release_is_never_written_over(built):
    before = (built.release / "SHA256SUMS").read_bytes()
    with pytest.raises(FolderTaken, match="rade is not empty"):
        build_pack(built.folder.parent / "pack", to=built.folder, on=TODAY)
    assert (built.release / "SHA256SUMS").read_bytes() == before


def test_what_must_not_be_published_leaves_no_files(tmp_path):
    """A column that is the target gives it away."""
    pack = write_pack(tmp_path / "pack")
    recipe = pack / "recipe.yaml"
    leak = """  - name: waited
    feature: duration
    begins: ata
    ends: atb
    type: number
    decimals: 2
    description: {fr: x, ar: x, en: x}
"""
    text = recipe.read_text(encoding="utf-8").replace("later: [ata, atb, atd, berth]", "later: [atd, berth]")
    recipe.write_text(text.rstrip() + "\n" + leak, encoding="utf-8")
    with pytest.raises(NotPublishable) as refused:
        build_pack(pack, to=tmp_path / "out", on=TODAY)
    assert "waited" in str(refused.value)
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_build_that_breaks_leaves_nothing_behind(samples, tmp_path):
    pack = write_pack(tmp_path / "pack")
    (pack / "scorer" / "shut").symlink_to(tmp_path / "nowhere")
    with pytest.raises(shutil.Error):
        build_bundle(samples.sides, pack=pack, folder=tmp_path / "out" / "bundle")
    assert list((tmp_path / "out").iterdir()) == []
