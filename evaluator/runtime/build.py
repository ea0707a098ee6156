"""Builds the runtime image on the engine at hand: `python -m evaluator.runtime.build`."""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import docker
from docker.errors import APIError, BuildError, DockerException, ImageNotFound
from docker.models.images import Image
from requests.exceptions import RequestException

from evaluator.runtime.debian import debian_root
from evaluator.runtime.errors import BuildFailed
from evaluator.runtime.packages import install_packages
from evaluator.runtime.recipe import BASE_LABEL, DOCKERFILE, IMAGE, RECIPE_LABEL, recipe_digest

REGISTRY_BASE = "python:3.11-slim-bookworm"
PROBE_SECONDS = 5
BUILD_SECONDS = 900


def main(arguments: Sequence[str] | None = None) -> int:
    """Ends in 0 with the image in place, or in 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m evaluator.runtime.build", description=__doc__)
    parser.add_argument("--cache", type=Path, default=_default_cache(), help="where downloads are kept")
    parser.add_argument("--tag", default=IMAGE)
    parser.add_argument("--force", action="store_true", help="build even where the image is current")
    options = parser.parse_args(arguments)
    try:
        say(ensure_image(options.tag, cache=options.cache, force=options.force))
    except (BuildFailed, DockerException, RequestException) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def ensure_image(tag: str, *, cache: Path, force: bool = False) -> str:
    """Builds the image unless the engine has the current one; returns a sentence saying which."""
    os.environ.setdefault("UV_CACHE_DIR", str(cache / "uv"))
    with _alone(cache), _engine(BUILD_SECONDS) as engine:
        digest = recipe_digest()
        before = _image(engine, tag)
        if before and before.labels.get(RECIPE_LABEL) == digest and not force:
            return f"{tag} is current (from {before.labels.get(BASE_LABEL)})"
        base = _build(engine, tag, digest=digest, cache=cache)
        after = _image(engine, tag)
        if not after or after.labels.get(RECIPE_LABEL) != digest:
            raise BuildFailed(f"The engine did not keep {tag}.")
        if before and before.id != after.id:
            _forget(engine, before)
        return f"{tag} built from {base}"


def registry_answers() -> bool:
    """Whether the engine can see the official base, here or in its registry; decided within PROBE_SECONDS."""
    with _engine(PROBE_SECONDS) as engine:
        try:
            engine.images.get(REGISTRY_BASE)
        except ImageNotFound:
            try:
                engine.images.get_registry_data(REGISTRY_BASE)
            except (APIError, RequestException):
                return False
        return True


def _build(engine: docker.DockerClient, tag: str, *, digest: str, cache: Path) -> str:
    if registry_answers():
        try:
            build_from_registry(engine, tag, digest=digest, cache=cache)
        except (APIError, BuildError) as error:
            say(f"The official base did not do ({error}); taking Debian packages instead.")
        else:
            return REGISTRY_BASE
    build_from_debian(engine, tag, digest=digest, cache=cache)
    return "Debian packages"


def build_from_registry(
    engine: docker.DockerClient, tag: str, *, digest: str, cache: Path, base: str = REGISTRY_BASE
) -> None:
    """The Dockerfile's way: an official base, and the packages from the build context."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="context-", dir=cache) as folder:
        context = Path(folder)
        shutil.copy(DOCKERFILE, context)
        install_packages(context / "packages", python_version="3.11")
        engine.images.build(
            path=folder,
            tag=tag,
            rm=True,
            forcerm=True,
            buildargs={"BASE": base},
            labels={RECIPE_LABEL: digest, BASE_LABEL: "registry"},
        )


def build_from_debian(engine: docker.DockerClient, tag: str, *, digest: str, cache: Path) -> None:
    """debootstrap's way: a root folder made here and imported as one layer."""
    name, _, version = tag.partition(":")
    settings = [f"LABEL {RECIPE_LABEL}={digest}", f"LABEL {BASE_LABEL}=debian", 'CMD ["python3"]']
    settings += ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    settings += ["ENV LANG=C.UTF-8", 'ENV PYTHONTZPATH=""']
    with debian_root(cache) as root:
        tar = ["tar", "--numeric-owner", "--exclude=./dev/*", "-C", str(root), "-c", "."]
        with subprocess.Popen(tar, stdout=subprocess.PIPE) as packing:
            engine.api.import_image_from_stream(packing.stdout, repository=name, tag=version, changes=settings)
        if packing.returncode != 0:
            raise BuildFailed("The base system could not be packed; is the disk full?")


@contextmanager
def _engine(timeout: int) -> Iterator[docker.DockerClient]:
    try:
        engine = docker.from_env(timeout=timeout)
    except DockerException as error:
        raise BuildFailed("No Docker engine answers; start one, or name it in DOCKER_HOST.") from error
    try:
        yield engine
    finally:
        engine.close()


def _image(engine: docker.DockerClient, tag: str) -> Image | None:
    try:
        return engine.images.get(tag)
    except ImageNotFound:
        return None


def _forget(engine: docker.DockerClient, image: Image) -> None:
    """Removes the image a new one took the name of, unless a container still runs on it."""
    with suppress(APIError):
        engine.images.remove(str(image.id))


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Waits until no other build uses this cache."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _default_cache() -> Path:
    data = os.environ.get("SMARTPORT_DATA") or Path(__file__).resolve().parents[2] / "var"
    return Path(data) / "runtime"


def say(sentence: str) -> None:
    """One line for the log, at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
