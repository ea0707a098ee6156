"""Where this machine's own apt takes its distribution from, so that debootstrap takes it from there too."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from evaluator.runtime.errors import BuildFailed


@dataclass(frozen=True)
class AptSource:
    """One distribution on one mirror, and the keyring that vouches for it (None: debootstrap's own choice)."""

    mirror: str
    suite: str
    keyring: Path | None
    proxies: tuple[tuple[str, str], ...] = ()

    def environment(self) -> dict[str, str]:
        """The environment in which debootstrap's downloads go the way apt's go."""
        return {**os.environ, **{f"{scheme}_proxy": address for scheme, address in self.proxies}}


def read_source() -> AptSource:
    """The distribution this machine itself is made of; raises BuildFailed where apt does not know it."""
    codename = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    for target in read_targets(_output_of("apt-get", "indextargets", "Created-By: Packages")):
        if target.get("Component") == "main" and codename in (target.get("Release"), target.get("Codename")):
            proxies = read_proxies(_output_of("apt-config", "dump"))
            return AptSource(read_mirror(target["Repo-URI"]), codename, read_keyring(target["Sourcesentry"]), proxies)
    raise BuildFailed(f"apt knows no mirror of this machine's distribution ({codename or 'unknown'}).")


def read_targets(text: str) -> Iterator[dict[str, str]]:
    """The paragraphs of `apt-get indextargets`, one dictionary each."""
    for paragraph in text.split("\n\n"):
        fields = (line.partition(": ") for line in paragraph.splitlines() if ": " in line)
        target = {name: value for name, _, value in fields}
        if "Repo-URI" in target:
            yield target


def read_mirror(uri: str) -> str:
    """The address debootstrap understands; a mirror list (cloud images have one) gives its first entry."""
    scheme, _, rest = uri.partition(":")
    if scheme != "mirror+file":
        return uri
    lines = Path(urlsplit(rest).path.rstrip("/")).read_text(encoding="utf-8").splitlines()
    return next(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def read_proxies(dump: str) -> tuple[tuple[str, str], ...]:
    """The proxies of `apt-config dump`, as (scheme, address)."""
    found = []
    for line in dump.splitlines():
        key, _, value = line.rstrip(";").partition(" ")
        scheme = key.removeprefix("Acquire::").removesuffix("::Proxy")
        address = value.strip('"')
        if key.lower() == f"acquire::{scheme}::proxy".lower() and address not in ("", "DIRECT"):
            found.append((scheme.lower(), address))
    return tuple(found)


def read_keyring(entry: str) -> Path | None:
    """The keyring that the sources file of this entry (`FILE:NUMBER`) names, if it names one."""
    sources = Path(entry.rpartition(":")[0])
    found = re.search(r"signed-by\s*[:=]\s*(/[^\s\]]+)", sources.read_text(encoding="utf-8"), re.IGNORECASE)
    return Path(found[1]) if found else None


def _output_of(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildFailed(f"{command[0]} does not answer here: {error}") from error
