"""Where labels and bundles live: another storage than that of what anybody may download."""

from typing import Any

from django.core.files import File
from django.core.files.storage import Storage, storages


class HiddenStorage(Storage):
    """The storage that the settings call `hidden`, asked anew each time; no door of teams reads from it."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """The name under which the content is kept."""
        return storages["hidden"].save(name, content, max_length)

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        """For reading."""
        return storages["hidden"].open(name, mode)

    def path(self, name: str) -> str:
        """On this machine's disk, where files are kept there."""
        return storages["hidden"].path(name)

    def size(self, name: str) -> int:
        """In bytes."""
        return storages["hidden"].size(name)

    def exists(self, name: str) -> bool:
        """Whether it is kept."""
        return storages["hidden"].exists(name)

    def delete(self, name: str) -> None:
        """For good."""
        storages["hidden"].delete(name)


_HIDDEN = HiddenStorage()


def hidden_storage() -> HiddenStorage:
    """For the fields of rows whose files are hidden."""
    return _HIDDEN
