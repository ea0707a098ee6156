"""`manage.py data`: one success and one refusal of each verb."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.datasets.conftest import PACK


def test_simulate_writes_a_raw_extract(tmp_path):
    out = StringIO()
    call_command("data", "simulate", "MAAGA", "2024", "--to", str(tmp_path / "raw"), stdout=out)
    assert out.getvalue().splitlines() == [str(tmp_path / "raw" / name) for name in ("port_calls.csv", "sea.csv")]


def test_simulate_knows_its_ports(tmp_path):
    with pytest.raises(CommandError, match="MADKH"):
        call_command("data", "simulate", "MADKH", "2024", "--to", str(tmp_path))


def test_build_writes_release_and_bundle(tmp_path, write_recipe):
    pack = write_recipe().parent
    (pack / "challenge.yaml").symlink_to(PACK / "challenge.yaml")
    (pack / "scorer").symlink_to(PACK / "scorer")
    out = StringIO()
    call_command("data", "build", str(pack), "--to", str(tmp_path / "built"), "--seed", "3", stdout=out)
    assert out.getvalue().splitlines() == [str(tmp_path / "built" / name) for name in ("release", "bundle")]
    assert (tmp_path / "built" / "release" / "SHA256SUMS").is_file()


def test_build_answers_a_broken_recipe_with_its_sentence(tmp_path, write_recipe):
    pack = write_recipe(("from: cargo\n", "from: imo\n")).parent
    with pytest.raises(CommandError, match="“imo” identifies somebody"):
        call_command("data", "build", str(pack), "--to", str(tmp_path / "built"))
    assert not (tmp_path / "built").exists()
