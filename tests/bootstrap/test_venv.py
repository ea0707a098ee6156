"""The virtual environment is filled again exactly when its lock has changed."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from smartport.bootstrap import venv
from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Packages
from smartport.bootstrap.steps import StepFailed

# A pip, uv or python that writes down how it was called, and does as little as the next step needs.
FAKE_UV = """#!/bin/sh
echo "uv $*" >> "{log}"
case "$1 $2" in
    "venv --python") mkdir -p "$4/bin" "$4/lib/python{version}/site-packages"; ln -s "$3" "$4/bin/python"
        echo "home = {home}" > "$4/pyvenv.cfg" ;;
esac
"""


@pytest.fixture
def project(place, tmp_path):
    """A checkout with one lock and two commands, and a uv that only notes what it is asked."""
    root = tmp_path / "project"
    (root / "requirements").mkdir(parents=True)
    (root / "requirements" / "server.txt").write_text("django==5.2 --hash=sha256:00\n")
    scripts = '[project.scripts]\nevaluate = "evaluator.cli:main"\n'
    (root / "pyproject.toml").write_text(scripts)
    (root / "evaluator").mkdir()
    (root / "evaluator" / "cli.py").write_text("def main():\n    print('evaluated')\n    return 3\n")
    uv = root / ".boot" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(FAKE_UV.format(log=tmp_path / "calls", version=venv.VERSION, home=Path(sys.base_prefix) / "bin"))
    uv.chmod(0o755)
    return replace(place, root=root)


@pytest.fixture
def environment(project, steps):
    commands = Commands(project)
    return venv.Environment(project, lock="server", steps=steps, commands=commands, packages=Packages(steps, commands))


def calls(tmp_path):
    return [line.split()[1] for line in (tmp_path / "calls").read_text().splitlines()]


def test_second_time_nothing_is_done(environment, tmp_path, said):
    environment.make()
    before = calls(tmp_path)

    environment.make()

    assert before == ["--version", "venv", "pip"]
    assert calls(tmp_path) == before
    assert said.getvalue().count("Python packages: with uv") == 1


def test_changed_lock_is_installed_into_the_same_environment(environment, project, tmp_path):
    environment.make()
    (project.root / "requirements" / "server.txt").write_text("django==5.2.1 --hash=sha256:01\n")

    assert environment.is_current() is False
    environment.make()

    assert calls(tmp_path) == ["--version", "venv", "pip", "--version", "pip"]
    assert environment.is_current() is True


def test_packages_are_installed_with_hashes_and_nothing_else(environment, tmp_path):
    environment.make()

    install = (tmp_path / "calls").read_text().splitlines()[-1]
    assert "--require-hashes --no-deps -r" in install


def test_environment_whose_python_is_gone_is_made_again(environment, project, tmp_path):
    environment.make()
    project.python.unlink()

    environment.make()

    assert calls(tmp_path).count("venv") == 2


def test_failed_installation_is_not_taken_for_done(environment, project, monkeypatch):
    (project.boot / "bin" / "uv").write_text("#!/bin/sh\nexit 1\n")
    monkeypatch.setattr(venv.sys, "executable", "/bin/false")

    with pytest.raises(StepFailed, match="could not be installed; is there a network"):
        environment.make()

    assert environment.is_current() is False


def test_command_of_the_project_runs_from_the_checkout(environment, project):
    environment.make()

    command = [project.venv / "bin" / "evaluate"]
    ended = subprocess.run(command, cwd="/", env={}, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "evaluated\n", "")


def test_python_without_venv_and_pip_is_told_what_to_type(environment, project, said, monkeypatch):
    (project.boot / "bin" / "uv").unlink()
    monkeypatch.setattr(venv, "can_make_environments", lambda: False)
    monkeypatch.setattr(Packages, "may_install", False)

    with pytest.raises(StepFailed):
        environment.get_ready_to_make()

    assert "Python packages: This Python has neither venv nor pip. Type: sudo apt-get install" in said.getvalue()
