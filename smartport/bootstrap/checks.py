"""The checks of bin/test: what is run, and in which environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smartport.bootstrap.place import Place

PACKAGES = ("smartport", "challenges", "datasets", "evaluator")
# A broker or a screen is one test's at a time. The engine is everybody's, but few at once: what looks at the clock does
# not like a crowd.
ALONE = "broker or browser"
REAL = f"engine or {ALONE}"
SIDE_BY_SIDE = ("-n", "auto")
IN_PAIRS = ("-n", "2")
# exec, open addresses, temporary folders, marked-safe HTML, written-out SQL: ruff asks for these too (S102, S104, S108,
# S308, S608), and takes a reasoned yes.
ASKED_BY_RUFF = "B102,B104,B108,B308,B608,B703"


@dataclass(frozen=True)
class Check:
    """One command that must end in 0."""

    title: str
    command: tuple[str | Path, ...]
    environment: Mapping[str, str]

    @property
    def log(self) -> str:
        """The name of its log."""
        return "test-" + "-".join(re.findall(r"\w+", self.title.lower()))


def summary_in(output: str) -> str:
    """Pytest's own last word, such as "3 failed, 97 passed in 1.20s"; empty where it did not come to it."""
    lines = re.findall(r"^[= ]*(.*\b(?:passed|failed|errors?|no tests ran)\b.* in \d[^=\n]*)", output, re.MULTILINE)
    return lines[-1].strip() if lines else ""


def environment_of_tests(place: Place, *, data: Path, docker_host: str) -> dict[str, str]:
    """The caller's environment without its settings, so that the tests see only their own."""
    settings = ("SMARTPORT_", "DATABASE_URL", "REDIS_URL")
    clean = {name: value for name, value in place.environment().items() if not name.startswith(settings)}
    return {**clean, "SMARTPORT_DATA": str(data), "DOCKER_HOST": docker_host}


def static_checks(place: Place, environment: Mapping[str, str]) -> list[Check]:
    """Everything that reads the code without running the tests; what takes longest comes first."""
    programs = place.venv / "bin"
    templates = sorted(str(path) for path in place.root.glob("*/templates/**/*.html"))
    commands: dict[str, tuple[str | Path, ...]] = {
        "Types": (programs / "mypy",),
        "Lint": (programs / "ruff", "check"),
        "Format": (programs / "ruff", "format", "--check"),
        "Templates": (programs / "djade", "--check", "--target-version", "5.2", *templates),
        "Import contracts": (programs / "lint-imports", "--no-logo"),
        "Security": (
            programs / "bandit",
            "--quiet",
            "--recursive",
            "--skip",
            ASKED_BY_RUFF,
            "--severity-level",
            "medium",
            *PACKAGES,
        ),
        "Migrations": (place.python, "manage.py", "makemigrations", "--check", "--dry-run"),
    }
    return [Check(title, command, environment) for title, command in commands.items()]


def suite_runs(place: Place, environment: Mapping[str, str]) -> list[Check]:
    """The whole suite, on SQLite, in parts."""
    parts: dict[str, tuple[tuple[str, ...], str]] = {
        "Tests side by side": (SIDE_BY_SIDE, f"not (attack or {REAL})"),
        "Attacks": (IN_PAIRS, "attack"),
        "Tests with the engine": ((*IN_PAIRS, "--dist", "loadscope"), f"engine and not (attack or {ALONE})"),
        "Tests with broker and browser": ((), f"({ALONE}) and not attack"),
    }
    return [
        Check(title, (*_pytest(place), *options, "-m", marked), environment)
        for title, (options, marked) in parts.items()
    ]


def run_on_postgres(place: Place, environment: Mapping[str, str]) -> Check:
    """What leans on the database, once more; the environment names the server."""
    marked = f"database and not ({REAL})"
    return Check("Tests on PostgreSQL", (*_pytest(place), *SIDE_BY_SIDE, "-m", marked), environment)


def _pytest(place: Place) -> tuple[str | Path, ...]:
    return (place.python, "-m", "pytest", "-q")
