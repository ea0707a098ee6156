"""What things are called in the folder: short, ASCII, and fit for every system's disk."""

import re
from urllib.parse import parse_qsl, urlsplit

UNFIT = re.compile(r"[^a-z0-9]+")
IDENTIFIER = re.compile(r"([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Names that Windows gives to devices, whatever their ending.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
LONGEST = 40


def fit(text: str) -> str:
    """A word that may stand in a path; a long one loses its end."""
    identifier = IDENTIFIER.fullmatch(text.lower())
    word = UNFIT.sub("-", identifier[1] if identifier else text.lower())[:LONGEST].strip("-")
    return f"{word}-" if word in DEVICES else word or "x"


class Names:
    """Paths that were given out: each once, also on a disk that does not tell capitals from small letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str, ending: str) -> str:
        """`stem.ending`, or with a number where that is taken."""
        number, path = 1, f"{stem}.{ending}"
        while path in self._taken:
            number += 1
            path = f"{stem}-{number}.{ending}"
        self._taken.add(path)
        return path


def page_stem(address: str, *, language: str) -> str:
    """Where a page lies: its own address, what is asked behind it at the end."""
    parts = urlsplit(address)
    words = [fit(word) for word in parts.path.strip("/").split("/") if word] or ["index"]
    asked = dict(parse_qsl(parts.query))
    told = [fit(asked["phase"])] if "phase" in asked else []
    told += [f"p{fit(asked['page'])}"] if "page" in asked else []
    words[-1] = "-".join([words[-1], *told])
    return "/".join([language, *words])


def file_stem(name: str) -> str:
    """What a file is called that came with this name."""
    return fit(name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
