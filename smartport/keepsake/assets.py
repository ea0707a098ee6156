"""Style sheets, signs and whatever else the pages are drawn with: each copied once, by its content."""

import hashlib
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from smartport.keepsake.naming import file_stem, fit
from smartport.keepsake.rules import MEDIA_ENDINGS, AssetMissing

FOLDER = "assets"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINKED = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)|@import\s+(["'])([^"']+)\3""")

Put = Callable[[str, bytes], None]
"""Writes a file of the folder: its path, its content."""


class Assets:
    """What was copied so far, by its address on the site."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._places: dict[str, str] = {}

    def place(self, address: str) -> str:
        """Where it lies in the folder; copied when it is asked for first. Raises AssetMissing."""
        path = urlsplit(address).path
        if path not in self._places:
            content, ending = _content(path), path.rpartition(".")[2].lower()
            if ending == "css":
                content = self._sheet(content.decode("utf-8"), on=path).encode("utf-8")
            self._places[path] = f"{FOLDER}/{_named(path, content)}"
            self._put(self._places[path], content)
        return self._places[path]

    def _sheet(self, text: str, *, on: str) -> str:
        """A style sheet whose own links lead to the copies beside it; one that leads elsewhere leads nowhere."""

        def replaced(found: re.Match[str]) -> str:
            link = found[2] or found[4]
            if link.startswith(("data:image/", "data:font/", "#")):
                return found[0]
            target = urlsplit(urljoin(on, link))
            if target.netloc or not target.path.startswith(settings.STATIC_URL):
                return 'url("data:,")'
            beside = self.place(target.path).removeprefix(f"{FOLDER}/")
            return f'@import "{beside}"' if found[4] else f'url("{beside}")'

        return LINKED.sub(replaced, COMMENT.sub("", text))


def _content(path: str) -> bytes:
    """Of the storage that the site gives it from; where nothing was collected, of the source."""
    if not path.startswith(settings.STATIC_URL):
        raise AssetMissing(address=path)
    name = unquote(path.removeprefix(settings.STATIC_URL))
    ending = MEDIA_ENDINGS.get(mimetypes.guess_type(name)[0] or "")
    if ending is None or ".." in name.split("/"):
        raise AssetMissing(address=path)
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise AssetMissing(address=path)
    return Path(found).read_bytes()


def _named(path: str, content: bytes) -> str:
    stem = file_stem(path).split("-")[0]
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{fit(path.rpartition('.')[2])}"
