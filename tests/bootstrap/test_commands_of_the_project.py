"""bin/up and bin/test themselves, as far as they go before anything is started."""

import os
import socket
import subprocess

import pytest

from smartport.bootstrap.place import ROOT

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("SMARTPORT_")}


def run(command, *arguments, path=None, **settings):
    environment = {**CLEAN, **settings, **({"PATH": path} if path else {})}
    return subprocess.run(
        [ROOT / "bin" / command, *arguments], env=environment, check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("command", ["up", "test"])
def test_bad_setting_names_the_variable(command):
    ended = run(command, SMARTPORT_PORT="eight")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "SMARTPORT_PORT='eight' cannot be used: expected a whole number.\n"


def test_taken_port_is_one_plain_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = run("up", "--once", SMARTPORT_PORT=str(port), SMARTPORT_DATA=str(tmp_path))

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == f"✗ This machine: Port {port} is taken; choose another, such as SMARTPORT_PORT={port + 1}.\n"


def test_no_new_enough_python_is_one_plain_sentence(tmp_path):
    """Only an old Python on the path, and nobody who may install another."""
    scripts = {"python3": "exit 1", "id": "echo 1000", "dirname": 'exec /usr/bin/dirname "$@"'}
    for name, body in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)

    ended = run("up", path=str(tmp_path))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.endswith(
        "/bin/up needs Python 3.11 or newer. Type: sudo apt-get install python3 python3-venv\n"
    )


@pytest.mark.parametrize("module", ["up", "test"])
def test_nothing_but_python_is_needed_to_begin(module):
    """Imported by a Python that sees its own library and the checkout, and no package."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import smartport.bootstrap.{module}"
    ended = subprocess.run(["/usr/bin/python3", "-I", "-S", "-c", code], check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (0, "")
