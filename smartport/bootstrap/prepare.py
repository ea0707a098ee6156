"""Readies the database and the static files; the only module here that runs inside the virtual environment."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def main() -> None:
    """Database first; then the static files, unless they are as they were."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    collect_static(Path(settings.STATIC_ROOT))


def collect_static(target: Path) -> None:
    """Gathers, names by content and compresses; takes seconds, so only when a source has changed."""
    stamp = target / ".collected-from"
    sources = digest_of_sources()
    if not stamp.exists() or stamp.read_text() != sources:
        call_command("collectstatic", interactive=False, clear=True, verbosity=1)
        stamp.write_text(sources)


def digest_of_sources() -> str:
    """Changes with the name, size or time of any static file of the site or its packages."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
