"""A root file system with Python and the locked packages, made from Debian (or Ubuntu) packages without a registry."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluator.runtime.aptsource import AptSource, read_source
from evaluator.runtime.errors import BuildFailed
from evaluator.runtime.packages import install_packages

INCLUDE = "python3,libgomp1"
# Nothing an entry could need: documentation, translations, downloaded packages and their indexes.
DEAD_WEIGHT = (
    "usr/share/doc",
    "usr/share/info",
    "usr/share/locale",
    "usr/share/man",
    "var/cache/apt",
    "var/cache/debconf",
    "var/lib/apt/lists",
    "var/log",
)


@contextmanager
def debian_root(cache: Path) -> Iterator[Path]:
    """The finished root folder, below `cache`; gone when the block ends."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise BuildFailed(
            "No image registry answers, and without one the runtime image needs root and debootstrap: "
            "run `sudo apt-get install debootstrap` and `sudo bin/up` once."
        )
    cache.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix="root-", dir=cache))
    try:
        _bootstrap(root, source=read_source(), downloads=cache / "debs")
        _add_packages(root)
        _strip(root)
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def python_version(root: Path) -> str:
    """The version of the distribution's Python, such as "3.11"."""
    return (root / "usr/bin/python3").readlink().name.removeprefix("python")


def _bootstrap(root: Path, *, source: AptSource, downloads: Path) -> None:
    downloads.mkdir(exist_ok=True)
    # In a mount namespace of its own, so that what debootstrap mounts in the root is never left behind.
    command = ["unshare", "--mount", "--fork", "--kill-child", "debootstrap", "--variant=minbase"]
    command += [f"--include={INCLUDE}", f"--cache-dir={downloads.resolve()}", "--force-check-gpg"]
    command += [f"--keyring={source.keyring}"] if source.keyring else []
    command += [source.suite, str(root), source.mirror]
    if subprocess.run(command, check=False, env=source.environment()).returncode != 0:
        raise BuildFailed(f"debootstrap could not make a {source.suite} base system; is there a network?")


def _add_packages(root: Path) -> None:
    version = python_version(root)
    places = f"usr/local/lib/python{version}/dist-packages"
    install_packages(root / places, python_version=version)
    (root / "usr/bin/python").symlink_to("python3")
    # Compiled now, because an entry's file system is read-only and would compile anew in every run.
    compile_all = ["python3", "-m", "compileall", "-q", "-j", "0", "-x", "/tests?/", f"/{places}"]
    if subprocess.run(["chroot", str(root), *compile_all], check=False).returncode != 0:
        raise BuildFailed("The packages of the runtime image do not compile under its own Python.")


def _strip(root: Path) -> None:
    for folder in DEAD_WEIGHT:
        shutil.rmtree(root / folder, ignore_errors=True)
        (root / folder).mkdir(parents=True)
