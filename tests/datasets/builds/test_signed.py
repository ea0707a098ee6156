"""Signatures in the documents of a build."""

import json
import shutil

import pytest

from datasets.builds.publisher import PUBLISHER
from datasets.builds.signed import sign_folder
from datasets.releasing.rereading import check_files

DECISIONS = [
    {
        "question": question,
        "test": "Sujets | au moins",
        "value": "5",
        "limit": "5",
        "is_accepted": True,
        "reason": "",
        "signer": "Dora Alami",
        "role": "DPO",
        "at": "2026-11-20T10:00:00+00:00",
    }
    for question in ("singling_out", "linkability", "inference")
]


@pytest.fixture
def folder(built, tmp_path):
    return shutil.copytree(built.release, tmp_path / "release")


def contents(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_what_tells_of_signatures_is_written_anew(built, folder):
    before = contents(folder)
    sign_folder(folder, recipe=built.samples.recipe, publisher=PUBLISHER, decisions=DECISIONS)
    after = contents(folder)
    assert {path for path in after if after[path] != before.get(path)} == {
        "DATASHEET.fr.md",
        "DATASHEET.ar.md",
        "DATASHEET.en.md",
        "SHA256SUMS",
        "risk.json",
    }
    assert before.keys() == after.keys()
    assert json.loads(after["risk.json"])["decisions"] == DECISIONS
    assert list(check_files(folder)) == []


def test_without_signatures_nothing_changes(built, folder):
    before = contents(folder)
    sign_folder(folder, recipe=built.samples.recipe, publisher=PUBLISHER, decisions=[])
    assert contents(folder) == before


def test_signing_twice_is_signing_once(built, folder):
    for _ in range(2):
        sign_folder(folder, recipe=built.samples.recipe, publisher=PUBLISHER, decisions=DECISIONS)
        seen = contents(folder)
    sign_folder(folder, recipe=built.samples.recipe, publisher=PUBLISHER, decisions=DECISIONS)
    assert contents(folder) == seen
