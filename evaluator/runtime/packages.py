"""Installs the locked packages into a folder, for the image's Python and not for ours."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from evaluator.runtime.errors import BuildFailed
from evaluator.runtime.recipe import LOCK

# Old enough for every base we take, new enough for every wheel in the lock.
GLIBC = (2, 28)


def install_packages(target: Path, *, python_version: str) -> None:
    """Every package of the lock, its hash checked, as wheels for `python_version` ("3.11") on this processor."""
    command = [*_installer(), "--target", str(target), "--python-version", python_version]
    command += ["--only-binary", ":all:", "--require-hashes", "--no-deps", "-r", str(LOCK)]
    if subprocess.run(command, check=False).returncode != 0:
        raise BuildFailed("The runtime image's locked packages did not install (needs uv or pip, and a network).")
    shutil.rmtree(target / "bin", ignore_errors=True)  # its scripts name a Python of this machine
    (target / ".lock").unlink(missing_ok=True)


def _installer() -> list[str]:
    """uv where it is at hand, else pip; each told which system the wheels are for."""
    machine, (major, minor) = platform.machine(), GLIBC
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python-platform", f"{machine}-manylinux_{major}_{minor}"]
    platforms = [f"manylinux_{major}_{older}_{machine}" for older in range(minor, 4, -1)]
    options = [word for name in platforms for word in ("--platform", name)]
    return [sys.executable, "-m", "pip", "install", *options]
