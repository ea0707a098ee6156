"""A pack as a person wrote it."""

import shutil

import pytest

from smartport.packs.pack import LANGUAGES, Pack, PackBroken
from smartport.packs.publishing import open_phase
from tests.factories import make_challenge, make_edition
from tests.smartport.demo.conftest import ROOT


def test_pack_has_every_text_in_every_language(rade):
    assert set(rade.texts) == {"title", "summary", "metric", "statement", "rules"}
    for texts in rade.texts.values():
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() for text in texts.values())


def test_pack_names_its_baselines(rade):
    assert [baseline.name for baseline in rade.baselines] == ["Référence naïve", "Référence solide"]
    assert all((baseline.folder / "main.py").is_file() for baseline in rade.baselines)


def with_logs(tmp_path, line: str):
    """The pack rade, whose phase says this of its logs."""
    folder = shutil.copytree(ROOT / "packs" / "rade", tmp_path / "pack")
    described = (folder / "challenge.yaml").read_text("utf-8")
    changed = described.replace("  daily_limit: 5\n", f"  daily_limit: 5\n{line}")
    (folder / "challenge.yaml").write_text(changed, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "policy"),
    [
        ("", "full"),
        ("  logs: full\n", "full"),
        ("  logs: public\n", "public"),
        ("  logs: off\n", "off"),  # which YAML reads as false
        ("  logs: 'off'\n", "off"),
    ],
)
def test_pack_says_what_of_a_log_a_team_sees(tmp_path, line, policy):
    phase = Pack.read(with_logs(tmp_path, line)).phase
    assert (phase["log_policy"], "logs" in phase) == (policy, False)


@pytest.mark.parametrize("line", ["  logs: on\n", "  logs: some\n", "  logs: [full]\n", "  logs:\n"])
def test_pack_that_says_something_else_is_refused(tmp_path, line):
    with pytest.raises(PackBroken, match=r"phase\.logs is full, off, public"):
        Pack.read(with_logs(tmp_path, line))


def test_phase_of_a_pack_has_its_policy(db, tmp_path):
    challenge = make_challenge(make_edition())
    assert open_phase(Pack.read(with_logs(tmp_path, "  logs: off\n")), challenge).log_policy == "off"
