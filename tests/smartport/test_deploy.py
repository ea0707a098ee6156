"""With the settings that docs/operating.md gives for production, Django's own check finds nothing to warn of."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^## Production\n(?:\n|\S.*\n)*((?:    .*\n)+)", re.MULTILINE)


def documented() -> dict[str, str]:
    """The environment of the section Production."""
    found = BLOCK.search((ROOT / "docs" / "operating.md").read_text("utf-8"))
    assert found
    return dict(line.strip().split("=", 1) for line in found[1].splitlines())


def check(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "SMARTPORT_DATA": str(data),
        **settings,
    }
    words = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_production_settings_are_clean(tmp_path: Path):
    given = documented()
    assert given.keys() >= {
        "SMARTPORT_URL",
        "SMARTPORT_PROXIES",
        "DATABASE_URL",
        "REDIS_URL",
        "SMARTPORT_METRICS_TOKEN",
    }
    given["SMARTPORT_DATA"] = str(tmp_path)
    done = check(tmp_path, **{name: value.strip("'") for name, value in given.items()})
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


def test_plain_address_of_the_follower_under_https_is_warned_of(tmp_path: Path):
    given = {name: value.strip("'") for name, value in documented().items()}
    plain = {"SMARTPORT_FOLLOW_URL": "http://follow.example.ma", "SMARTPORT_DATA": str(tmp_path)}
    done = check(tmp_path, **{**given, **plain})
    assert (done.returncode, "smartport.W002" in done.stderr) == (1, True)


@pytest.mark.parametrize("missing", ["SMARTPORT_URL"])
def test_check_is_awake(tmp_path: Path, missing: str):
    given = {name: value.strip("'") for name, value in documented().items() if name != missing}
    assert check(tmp_path, **{**given, "SMARTPORT_DATA": str(tmp_path)}).returncode != 0
