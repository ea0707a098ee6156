"""The door of a container: a started program waits behind it until what it is to work on is there.

A FIFO in a folder that the container sees read-only. That somebody stands behind it is known without a word from
inside: our end can be opened only once the other has been. Whoever opens must also say so: a door that merely falls
shut, because its owner died, lets nobody through.
"""

import errno
import os
import select
from pathlib import Path

DOOR_FOLDER = "/app/door"
DOOR = f"{DOOR_FOLDER}/go"
WORD = b"go\n"


class Door:
    """Opened once; then it is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fifo = folder / "go"
        folder.mkdir()
        os.mkfifo(self._fifo)
        self._fifo.chmod(0o644)  # whatever the umask: the container's user reads it
        folder.chmod(0o755)
        self._end: int | None = None

    def is_reached(self) -> bool:
        """Whether the program has loaded all that it was to load, stands behind the door, and lives."""
        if self._end is None:
            try:
                self._end = os.open(self._fifo, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            except OSError as error:
                if error.errno in (errno.ENXIO, errno.ENOENT):
                    return False
                raise
        return not _is_broken(self._end)

    @property
    def is_forsaken(self) -> bool:
        """Whether who once stood behind it is no more."""
        return self._end is not None and _is_broken(self._end)

    def open(self) -> None:
        """The program goes on. Only after `is_reached`; of one that has just died nothing is heard here."""
        self._fifo.unlink(missing_ok=True)
        if self._end is not None and not _is_broken(self._end):
            os.write(self._end, WORD)
        self.close()

    def close(self) -> None:
        if self._end is not None:
            os.close(self._end)
            self._end = None


def _is_broken(end: int) -> bool:
    """Whether nobody holds the other end."""
    poll = select.poll()
    poll.register(end, 0)
    return bool(poll.poll(0))
