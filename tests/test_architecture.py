"""The house rules that a machine can check: who imports whom, how long things are, where tests live."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PACKAGES = ("smartport", "challenges", "datasets", "evaluator")
ROOMS = ("journal", "editions", "teams", "submissions", "evaluations", "leaderboards", "lifecycle")
LONGEST_FUNCTION = 60
LONGEST_FILE = 300
EMPTY_NAMES = {"manager", "handler", "helper", "helpers", "util", "utils", "common", "info", "misc", "base"}
NAMED_FOR_WHAT_IT_IS = {"evaluator/sandbox/base.py"}  # the abstract base of the sandboxes
# No folder of the source is theirs.
TESTS_OF_THEIR_OWN = {"journeys", "factories", "benchmarks", "browser", "embargo", "hostile"}


def sources() -> Iterator[Path]:
    for package in (*PACKAGES, "packs"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SOURCES = {name_of(path): path for path in sources()}
TESTS = {name_of(path): path for path in sorted((ROOT / "tests").rglob("*.py"))}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def inline_imports(tree: ast.AST) -> Iterator[int]:
    """The lines of imports that stand inside a function."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def test_import_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports() == EXIT_STATUS_SUCCESS


def test_import_contracts_have_no_exception():
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()


def test_only_the_worker_is_let_near_celery():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(one["source_modules"] for one in contracts if one["name"] == "Only the worker knows Celery")
    parts = [path for path in (ROOT / "evaluator").iterdir() if path.suffix == ".py" or path.is_dir()]
    modules = {f"evaluator.{path.stem}" for path in parts if not path.name.startswith("__")}
    assert modules - {"evaluator.worker"} == set(named)


def test_rules_are_all_held_to_be_plain():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(one["source_modules"] for one in contracts if one["name"] == "Rules are plain Python")
    patterns = [re.escape(one).replace(r"\*", "[^.]+") for one in named]
    rules = {
        name.removesuffix(".py").replace("/", ".") for name in SOURCES if name.endswith(("/rules.py", "_rules.py"))
    }
    assert {name for name in rules if not any(re.fullmatch(pattern, name) for pattern in patterns)} == set()


@pytest.mark.parametrize("name", SOURCES | TESTS)
def test_functions_fit_in_the_eye(name):
    tree = ast.parse((SOURCES | TESTS)[name].read_text("utf-8"))
    lengths = {found.name: (found.end_lineno or 0) - found.lineno + 1 for found in functions(tree)}
    assert {found: length for found, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("name", SOURCES | TESTS)
def test_files_are_split_by_meaning(name):
    assert len((SOURCES | TESTS)[name].read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("name", SOURCES)
def test_module_opens_with_one_sentence(name):
    text = SOURCES[name].read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)) or not text.strip()


@pytest.mark.parametrize("name", SOURCES)
def test_inline_import_gives_its_reason(name):
    text = SOURCES[name].read_text("utf-8")
    lines = text.splitlines()
    bare = [lines[number - 1] for number in inline_imports(ast.parse(text)) if "#" not in lines[number - 1]]
    assert bare == []


@pytest.mark.parametrize("name", SOURCES)
def test_module_has_a_word_of_the_domain(name):
    assert SOURCES[name].stem not in EMPTY_NAMES or name in NAMED_FOR_WHAT_IT_IS


def test_tests_live_where_their_source_does():
    folders = {path.parent.relative_to(ROOT / "tests") for path in TESTS.values() if path.name.startswith("test_")}
    mirrored = {folder for folder in folders if folder.parts and folder.parts[0] not in TESTS_OF_THEIR_OWN}
    assert {folder.as_posix() for folder in mirrored if not _is_source(folder)} == set()


def _is_source(folder: Path) -> bool:
    return any((root / folder).is_dir() for root in (ROOT, ROOT / "smartport"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_tested_file_by_file(room):
    stems = {path.stem for path in (ROOT / "tests" / "challenges" / room).glob("test_*.py")}
    sources = {path.stem for path in (ROOT / "challenges" / room).glob("*.py")} - {"__init__", "models"}
    untested = {source for source in sources if not any(stem.startswith(f"test_{source}") for stem in stems)}
    assert untested == set()


def test_time_enters_by_the_door():
    """Only the clock asks what time it is; ruff bans the usual ways, this also finds the unusual ones."""
    asks = {name for name, path in SOURCES.items() if "timezone.now" in path.read_text("utf-8")}
    assert {name for name in asks if name.startswith(("challenges/", "datasets/"))} == set()
