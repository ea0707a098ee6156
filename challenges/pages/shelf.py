"""What a process of the site has drawn lately, by its version: drawn once, however many look."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """The `size` things that were asked for last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._things: OrderedDict[str, Thing] = OrderedDict()
        self._lock = Lock()

    def get(self, version: str) -> Thing | None:
        """The thing of this version, if it is still there."""
        with self._lock:
            if version in self._things:
                self._things.move_to_end(version)
            return self._things.get(version)

    def keep(self, version: str, thing: Thing) -> None:
        """It takes the place of what was not asked for longest."""
        with self._lock:
            self._things[version] = thing
            while len(self._things) > self._size:
                self._things.popitem(last=False)
