"""An entry on its way to be run: a zip or a file of predictions as it is, a program or a folder zipped as one hands it
in."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from smartport.client.errors import Failure, unreadable
from smartport.client.tongue import gettext

MAIN = "main.py"
LEFT_OUT = frozenset({"__pycache__", "practice", "node_modules", "venv"})


def entry_of(path: Path, *, into: Path) -> Path:
    """The file that would be handed in. Raises Failure."""
    if path.is_dir():
        if not (path / MAIN).is_file():
            raise Failure(
                gettext("There is no %(name)s in %(folder)s.") % {"name": MAIN, "folder": path},
                gettext("Name the program, a folder with it, a zip or predictions."),
            )
        return _zipped(path, _files_of(path), into=into)
    if not path.is_file():
        raise Failure(gettext("There is no file %(path)s.") % {"path": path})
    if path.suffix == ".py":
        return _zipped(path.parent, [path], into=into, main=path)
    return path


def _zipped(root: Path, files: "Iterator[Path] | list[Path]", *, into: Path, main: Path | None = None) -> Path:
    made = into / "entry.zip"
    try:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, MAIN if file == main else file.relative_to(root).as_posix())
    except OSError as error:
        raise unreadable(root, error) from error
    return made


def _files_of(root: Path) -> Iterator[Path]:
    """All but what nobody hands in: hidden files, caches, the practice bundle, other archives."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if any(part in LEFT_OUT or part.startswith(".") for part in parts) or path.suffix == ".zip":
            continue
        if path.is_file() and not path.is_symlink():
            yield path
