"""`manage.py data`: a success and a refusal of each verb."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.datasets.conftest import PACK


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def simulate(tmp_path):
    def simulate(*words, stderr=None):
        out, err = StringIO(), stderr or StringIO()
        call_command("data", "simulate", *words, "--to", str(tmp_path / "raw"), stdout=out, stderr=err)
        return [path.removeprefix(f"{tmp_path}/raw/") for path in out.getvalue().splitlines()], err.getvalue()

    return simulate


def test_simulate_writes_a_raw_extract_and_says_a_line_per_table(simulate, tmp_path):
    paths, told = simulate("MAAGA", "2024", "--only", "sea", "port_calls", "--seed", "2")
    assert paths == ["port_calls.csv", "sea.csv", "truth.csv", "README.txt"]
    assert all((tmp_path / "raw" / path).is_file() for path in paths)
    assert [line.split(":")[0] for line in told.splitlines()] == ["port_calls", "sea"]


def test_simulate_writes_without_faults_when_asked(simulate):
    assert simulate("MAAGA", "2024", "--only", "berths", "--clean")[0] == ["berths.csv", "README.txt"]


def test_simulate_shows_bars_on_a_terminal_and_clears_them_away(simulate, capsys, monkeypatch):
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    paths, told = simulate("MAAGA", "2024", "--only", "berths", "closures", stderr=Terminal())
    assert paths == ["berths.csv", "closures.csv", "truth.csv", "README.txt"]
    assert told == ""
    assert "writing closures" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("MADKH", "2024"), "MADKH is no port"),
        (("MACAS", "1999"), "1999 cannot be simulated"),
        (("MACAS", "2024", "--only", "ships"), "ships is no table"),
    ],
)
def test_simulate_refuses_what_it_does_not_know(simulate, tmp_path, words, said):
    with pytest.raises(CommandError, match=said):
        simulate(*words)
    assert not (tmp_path / "raw").exists()


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
