"""The vault's part of a backup: always the ledger of releases, which has no raw row; the raw extracts where asked."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from datasets.builds.models import Build, BuildState
from datasets.releases.models import LedgerLine
from datasets.vault.models import Extract, ExtractState
from smartport.backup.refusal import AlreadyThere

KEY = "key"
# What of a release's line lies in the vault (datasets.builds.keeping).
OF_A_LINE = ("{}.npy", "{}.hidden.npy", "{}.yaml")
SETTLED = (ExtractState.READY, ExtractState.REFUSED)
AT_REST = (BuildState.BLOCKED, BuildState.FAILED, BuildState.READY)
PIECE = 1 << 20


def ledger() -> Iterator[tuple[str, Path]]:
    """The marks and recipes of published releases and their key, by name in the backup. They are written before the
    line they belong to, and never change."""
    names = [KEY, *(of.format(line.marks) for line in LedgerLine.objects.all() for of in OF_A_LINE)]
    for name in sorted(names):
        path = Path(settings.VAULT) / "ledger" / name
        if path.is_file():
            yield f"ledger/{name}", path


def raw() -> Iterator[tuple[str, Path]]:
    """The extracts that were read, and the builds that rest, file by file. What is destroyed while we copy is gone."""
    builds = Build.objects.filter(state__in=AT_REST).values_list("pk", flat=True)
    extracts = Extract.objects.filter(state__in=SETTLED).values_list("pk", flat=True)
    for folder, keys in (("builds", builds), ("extracts", extracts)):
        for key in sorted(str(key) for key in keys):
            top = Path(settings.VAULT) / folder / key
            for path in sorted(top.rglob("*"), key=lambda found: found.as_posix()):
                if path.is_file() and not path.is_symlink():
                    yield f"vault/{path.relative_to(settings.VAULT).as_posix()}", path


class Bringing:
    """Puts files back where they belong. What is there with the same bytes is left; with others it is refused, or
    replaced where that was asked. `take_back` removes what was brought."""

    def __init__(self, *, replace: bool) -> None:
        self._replace = replace
        self._brought: list[Path] = []

    def bring(self, path: Path, content: IO[bytes]) -> None:
        """Written to a temporary name, fsynced, renamed. Raises AlreadyThere."""
        _private(path.parent)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".restoring-")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                while piece := content.read(PIECE):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            self._settle(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)

    def take_back(self) -> None:
        """As it was, but for what was replaced."""
        for path in self._brought:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _settle(self, temporary: Path, path: Path) -> None:
        if not path.exists():
            temporary.replace(path)
            self._brought.append(path)
        elif not _is_same(temporary, path):
            if not self._replace:
                raise AlreadyThere(f"{path} is there already, with other bytes than in the backup: move it away.")
            temporary.replace(path)


def place(*, of: str, path: str) -> Path:
    """Where a part of the ledger or of the vault belongs."""
    return Path(settings.VAULT) / of / path if of else Path(settings.VAULT) / path


def _is_same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(PIECE):
            if second.read(PIECE) != piece:
                return False
        return not second.read(1)


def _private(folder: Path) -> None:
    """The folder, and those above it inside the vault, for the site's own user alone."""
    vault = Path(settings.VAULT)
    inside = [above for above in folder.parents if above == vault or vault in above.parents]
    for each in (*reversed(inside), folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
