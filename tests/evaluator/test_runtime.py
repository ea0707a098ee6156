"""The runtime image holds exactly what its lock says, and is built again only when its recipe changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import docker
import pytest
from packaging.requirements import Requirement

from evaluator.runtime import aptsource, build, recipe
from evaluator.runtime.errors import BuildFailed

TARGETS = """\
MetaKey: main/binary-amd64/Packages
Description: not: a field name we read
Release: bookworm-updates
Component: main
Repo-URI: http://mirror.example/debian/
Sourcesentry: {sources}:1

MetaKey: main/binary-amd64/Packages
Codename: bookworm
Release: oldstable
Component: main
Repo-URI: http://mirror.example/debian/
Sourcesentry: {sources}:1
"""

IN_THE_CONTAINER = """
import importlib, importlib.metadata, json, os, platform
for name in ["lightgbm", "numpy", "pandas", "pyarrow.parquet", "scipy.stats", "sklearn.ensemble", "yaml", "zoneinfo"]:
    importlib.import_module(name)
found = {d.name.lower(): d.version for d in importlib.metadata.distributions()}
pandas = importlib.import_module("pandas")
print(json.dumps({
    "python": platform.python_version(),
    "versions": found,
    "compiled": os.path.exists(importlib.util.cache_from_source(pandas.__file__)),
    "shell_python": os.popen("python3 -c 'print(1)'; python -c 'print(2)'").read(),
}))
"""


def locked_versions(python: str) -> dict[str, str]:
    """Name to version, for the lines of the lock that hold under this Python."""
    lines = recipe.LOCK.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.rstrip("\\ ")) for line in lines if line and line[0].isalnum()]
    holds = [pin for pin in pins if not pin.marker or pin.marker.evaluate({"python_full_version": python})]
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in holds}


@pytest.mark.engine
def test_image_holds_exactly_the_locked_packages():
    engine = docker.from_env()
    try:
        answer = engine.containers.run(
            recipe.IMAGE,
            ["python", "-c", IN_THE_CONTAINER],
            user="21001:21001",
            network_mode="none",
            read_only=True,
            remove=True,
        )
    finally:
        engine.close()

    told = json.loads(answer)
    locked = locked_versions(told["python"])
    assert {name: told["versions"].get(name) for name in locked} == locked
    assert told["compiled"] is True
    assert told["shell_python"] == "1\n2\n"


@pytest.mark.engine
def test_image_is_left_alone_while_its_recipe_is_unchanged(tmp_path, monkeypatch):
    def never(*_arguments, **_options):
        raise AssertionError("built again")

    monkeypatch.setattr(build, "_build", never)
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path))

    assert build.ensure_image(recipe.IMAGE, cache=tmp_path).startswith("smartport-runtime:1 is current")


@pytest.mark.parametrize("changed", ["requirements.txt", "Dockerfile", "debian.py"])
def test_recipe_digest_changes_with_every_part(tmp_path, changed):
    folder = shutil.copytree(recipe.FOLDER, tmp_path / "runtime")
    before = recipe.recipe_digest(folder)

    with (folder / changed).open("a", encoding="utf-8") as part:
        part.write("\n")

    assert before == recipe.recipe_digest()
    assert recipe.recipe_digest(folder) != before


def test_lock_has_a_hash_for_every_pin_and_names_no_place():
    text = recipe.LOCK.read_text(encoding="utf-8")

    assert "://" not in text
    assert all("--hash=sha256:" in entry for entry in text.replace("\\\n", " ").splitlines())


def test_engine_that_is_not_there_is_one_plain_sentence(tmp_path):
    command = [sys.executable, "-m", "evaluator.runtime.build", "--cache", str(tmp_path)]
    environment = {**os.environ, "DOCKER_HOST": f"unix://{tmp_path}/no.sock"}

    ended = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)

    assert ended.returncode == 1
    assert ended.stderr == "No Docker engine answers; start one, or name it in DOCKER_HOST.\n"


def test_source_is_the_distribution_of_this_machine(monkeypatch, tmp_path):
    sources = tmp_path / "debian.sources"
    sources.write_text("Types: deb\nSigned-By: /usr/share/keyrings/some.gpg\n")
    answers = {"apt-get": TARGETS.format(sources=sources), "apt-config": 'Acquire::http::Proxy "http://proxy:3142";\n'}
    monkeypatch.setattr(aptsource, "_output_of", lambda command, *_: answers[command])
    monkeypatch.setattr(aptsource.platform, "freedesktop_os_release", lambda: {"VERSION_CODENAME": "bookworm"})

    assert aptsource.read_source() == aptsource.AptSource(
        mirror="http://mirror.example/debian/",
        suite="bookworm",
        keyring=Path("/usr/share/keyrings/some.gpg"),
        proxies=(("http", "http://proxy:3142"),),
    )


def test_source_that_apt_does_not_know_is_one_plain_sentence(monkeypatch):
    monkeypatch.setattr(aptsource, "_output_of", lambda *_: "")
    monkeypatch.setattr(aptsource.platform, "freedesktop_os_release", lambda: {"VERSION_CODENAME": "sid"})

    with pytest.raises(BuildFailed, match=r"apt knows no mirror of this machine's distribution \(sid\)"):
        aptsource.read_source()


def test_mirror_list_of_a_cloud_image_gives_its_first_mirror(tmp_path):
    mirrors = tmp_path / "debian.list"
    mirrors.write_text("# nearest first\nhttps://near.example/debian\tpriority:1\nhttps://far.example/debian\n")

    assert aptsource.read_mirror(f"mirror+file:{mirrors}/") == "https://near.example/debian"


def test_one_line_sources_name_their_keyring_too(tmp_path):
    sources = tmp_path / "debian.list"
    sources.write_text("deb [arch=amd64 signed-by=/etc/apt/keyrings/port.gpg] http://mirror.example bookworm main\n")

    assert aptsource.read_keyring(f"{sources}:1") == Path("/etc/apt/keyrings/port.gpg")


def test_proxy_of_one_host_only_is_not_taken_for_all():
    dump = 'Acquire::http::Proxy::mirror.example "DIRECT";\nAcquire::https::Proxy "DIRECT";\n'

    assert aptsource.read_proxies(dump) == ()
