"""Takes a YAML text apart with care: every key is asked for once, and none is left unread."""

from collections.abc import Mapping
from typing import Any

from datasets.rules import RecipeBroken

LANGUAGES = ("fr", "ar", "en")

Texts = Mapping[str, str]


class Section:
    """A part of the YAML under its name; every key must be taken, none may be left over."""

    def __init__(self, name: str, content: object) -> None:
        if not isinstance(content, dict):
            raise RecipeBroken(f"“{name}” must be a list of “key: value” lines.")
        self.name = name
        self.left: dict[str, Any] = {str(key): value for key, value in content.items()}

    def take(self, key: str, kind: type | tuple[type, ...] = str) -> Any:
        if key not in self.left:
            raise RecipeBroken(f"“{key}” is missing from {self.name}.")
        value = self.left.pop(key)
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise RecipeBroken(f"“{key}” of {self.name} cannot be {value!r}.")
        return value

    def take_or(self, key: str, default: Any, kind: type | tuple[type, ...] = str) -> Any:
        return self.take(key, kind) if key in self.left else default

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value: str = self.take(key)
        if value not in choices:
            raise RecipeBroken(f"“{key}” of {self.name} is {value!r}; choose one of: {', '.join(choices)}.")
        return value

    def texts(self, key: str) -> Texts:
        texts = Section(f"{key} of {self.name}", self.take(key, dict))
        found = {language: texts.take(language).strip() for language in LANGUAGES}
        texts.end()
        return found

    def section(self, key: str) -> "Section":
        return Section(f"{key} of {self.name}" if self.name != "recipe" else key, self.take(key, dict))

    def section_or(self, key: str) -> "Section":
        """An empty one where it is missing."""
        self.left.setdefault(key, {})
        return self.section(key)

    def number(self, key: str, *, default: int, least: int) -> int:
        value: int = self.take_or(key, default, int)
        if value < least:
            raise RecipeBroken(f"“{key}” of {self.name} is {value}; it must be {least} or more.")
        return value

    def share(self, key: str, *, default: float) -> float:
        """Between 0 and 1, neither of them for a share that would leave a part empty."""
        value = float(self.take_or(key, default, (int, float)))
        if not 0 <= value < 1:
            raise RecipeBroken(f"“{key}” of {self.name} must lie between 0 and 1, not at {value}.")
        return value

    def end(self) -> None:
        if self.left:
            raise RecipeBroken(f"{self.name} has a line that nobody reads: “{next(iter(self.left))}”.")
