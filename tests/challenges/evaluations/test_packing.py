"""The same folder gives the same bytes, and what is packed can be unpacked."""

import json
import os
import zipfile

import pytest

from challenges.evaluations.packing import packed
from evaluator.archive import unpack
from evaluator.bundle import Bundle
from evaluator.errors import BundleBroken
from evaluator.order import BUNDLE_LIMITS
from evaluator.scorekit import PredictionsFormat
from tests.factories import BUNDLE, bundle_folder


def test_same_folder_gives_the_same_bytes(tmp_path):
    one, other = bundle_folder(tmp_path / "one"), bundle_folder(tmp_path / "other")
    os.utime(other / "challenge.yaml", (1, 1))
    with packed(one) as first, packed(other) as second:
        assert first.zip.read_bytes() == second.zip.read_bytes()


def test_unpacked_bundle_is_the_same_bundle(tmp_path):
    folder = bundle_folder(tmp_path / "bundle")
    (tmp_path / "unpacked").mkdir()
    with packed(folder) as found:
        unpack(found.zip, tmp_path / "unpacked", limits=BUNDLE_LIMITS)
        assert Bundle.read(tmp_path / "unpacked").digest == Bundle.read(folder).digest == found.manifest["digest"]


def test_only_the_bundle_is_packed(tmp_path):
    notes = {"notes.txt": "the answers", "scorer/__pycache__/score.pyc": "x"}
    plain, noted = bundle_folder(tmp_path / "plain"), bundle_folder(tmp_path / "noted", files={**BUNDLE, **notes})
    with packed(plain) as first, packed(noted) as second:
        assert first.zip.read_bytes() == second.zip.read_bytes()


@pytest.mark.parametrize("has_public_input", [True, False])
def test_manifest_says_whether_there_are_public_inputs(tmp_path, has_public_input):
    more = {"public_input/test.csv": "id\na\n"} if has_public_input else {}
    with packed(bundle_folder(tmp_path, files={**BUNDLE, **more})) as found:
        assert found.manifest["has_public_input"] == has_public_input


def test_expected_ids_are_those_of_the_sample(tmp_path):
    with packed(bundle_folder(tmp_path)) as found:
        assert found.expected_ids == ["a", "b", "c", "d"]


TYPED = (
    BUNDLE["challenge.yaml"].partition("  scores:")[0].replace("  scoring: {command: python score.py, ", "  scoring: {")
    + "  scores:\n    - {metric: brier, target: late, prediction: value, primary: true}\n"
)


def test_bundle_of_metrics_brings_no_program_and_types_its_columns(tmp_path):
    files = {
        "challenge.yaml": TYPED,
        "input/sample_submission.csv": BUNDLE["input/sample_submission.csv"],
        "reference/truth.csv": "id,part,late\na,public,1\nb,public,0\nc,private,1\nd,private,0\n",
    }
    with packed(bundle_folder(tmp_path / "bundle", files=files)) as found:
        with zipfile.ZipFile(found.zip) as made:
            assert sorted(made.namelist()) == sorted(files)
        manifest = json.loads(json.dumps(found.manifest))
    assert PredictionsFormat.from_json(manifest["predictions"]).bounds == {"value": (0, 1)}
    assert manifest["scores"] == [
        {
            "key": "brier",
            "title": {"fr": "Score de Brier", "ar": "درجة براير", "en": "Brier score"},
            "unit": "",
            "better": "lower",
            "primary": True,
            "decimals": 4,
        }
    ]


@pytest.mark.parametrize(
    "files",
    [
        {**BUNDLE, "challenge.yaml": "format: other/1"},
        {name: text for name, text in BUNDLE.items() if not name.startswith("reference")},
        {**BUNDLE, "input/sample_submission.csv": "name\na\n"},
    ],
    ids=["unknown format", "no reference", "sample without ids"],
)
def test_broken_bundle_is_refused(tmp_path, files):
    with pytest.raises(BundleBroken), packed(bundle_folder(tmp_path, files=files)):
        pass
