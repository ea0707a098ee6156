"""Whatever keeps a bundle from being scored is said in the reader's language: the source of the evaluator is walked
over, so that a sentence that is new there and unknown here is found.
"""

import ast
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import translation

from evaluator.metrics.program.measures.catalogue import METRICS
from smartport.making.bringing import Fault
from smartport.making.findings import translated
from smartport.making.metric_words import SENTENCES

PLACES = ("evaluator", "challenges/evaluations")
ELSEWHERE = ("evaluator/sandbox", "evaluator/runtime")  # of machines: nothing there is about a bundle
OR_BROKEN = {"evaluator/limits.py": "challenge.yaml: evaluation.solution: ", "evaluator/scorekit/reading.py": ""}
ONLY_AT_THE_COMMAND_LINE = ("read_challenge",)
SAYING = ("BundleBroken", "TruthBroken", "broken")
THE_WORDS_OF_ANOTHER = "str(error)"
A_PLACE = "evaluation.scores: x"
PROGRAM = "evaluator/metrics/program/"


class Walk(ast.NodeVisitor):
    """The sentences of one file, with an x in each place."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = import_module(name.removesuffix(".py").replace("/", "."))
        self.sentences: list[str] = []
        self.unread: list[str] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name not in (*SAYING, "or_broken", *ONLY_AT_THE_COMMAND_LINE):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        raised = (*SAYING, "ValueError") if self.name in OR_BROKEN else SAYING
        if called not in raised:
            return
        said = self._said(node.args[0])
        if called == "ValueError":
            self.sentences.append(OR_BROKEN[self.name] + str(said))
        elif said is None:
            self.unread.append(ast.unparse(node.args[0]))
        elif isinstance(node.func, ast.Attribute):
            self.sentences.append(f"reference/truth.csv, row 3, column x, 'x': {said}")
        else:
            self.sentences.append(f"challenge.yaml: {said}" if called == "broken" else said)

    def _said(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.JoinedStr):
            return "".join(self._part(part) for part in node.values)
        return None

    def _part(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return str(node.value)
        assert isinstance(node, ast.FormattedValue)
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        constant = getattr(self.module, name, A_PLACE if name == "place" else None)
        return constant if isinstance(constant, str) else "x"


def walks() -> Iterator[Walk]:
    for place in PLACES:
        for path in sorted((settings.ROOT / place).rglob("*.py")):
            name = path.relative_to(settings.ROOT).as_posix()
            text = path.read_text("utf-8")
            if name.startswith(ELSEWHERE) or not (name in OR_BROKEN or any(word in text for word in SAYING)):
                continue
            walk = Walk(name)
            walk.visit(ast.parse(text))
            yield walk


WALKS = [walk for walk in walks() if walk.sentences or walk.unread]
SAID = sorted({sentence for walk in WALKS for sentence in walk.sentences})


def test_walk_finds_what_there_is():
    names = {walk.name for walk in WALKS}
    assert {"evaluator/bundle.py", "evaluator/predictions.py", "evaluator/metrics/section.py"} <= names
    assert f"{PROGRAM}measures/conditions.py" in names
    assert len(SAID) > 100


def test_every_sentence_can_be_read_in_the_source():
    """One that is put together elsewhere would escape the walk."""
    assert {said for walk in WALKS for said in walk.unread} == {THE_WORDS_OF_ANOTHER}


@pytest.mark.parametrize("sentence", SAID)
def test_every_sentence_is_said(sentence):
    """Each in its own words: Arabic that is missing would be answered in French."""
    told = {language: told_in(language, sentence) for language in ("en", "fr", "ar")}
    assert all(fault.is_ours for fault in told.values())
    assert len({fault.sentence for fault in told.values()}) == len(told)


def told_in(language: str, sentence: str) -> Fault:
    with translation.override(language):
        return Fault.of_pack(sentence)


def test_sentences_are_told_apart():
    """None takes what is another's: each finds itself first."""
    with translation.override("en"):
        for at, sentence in enumerate(SENTENCES):
            assert not translated(sentence % Places(), SENTENCES[:at])[1], sentence


class Places(dict[str, str]):
    """An x wherever something is to stand."""

    def __missing__(self, name: str) -> str:
        return "x"


def test_row_and_column_are_said_too():
    said = "reference/truth.csv, row 3, column y, 'a: b': this is not a number (decimals are written with a point)"
    with translation.override("fr"):
        told = Fault.of_pack(said).sentence
    assert told.startswith("reference/truth.csv, ligne 3, colonne y, 'a: b'\N{NO-BREAK SPACE}: ")


def test_part_is_said_too():
    said = "reference/truth.csv, column y: the private part has no '1': auc is undefined"
    with translation.override("fr"):
        told = Fault.of_pack(said).sentence
    assert "column" not in told
    assert "partie privée" in told


@pytest.mark.parametrize("kind", ["from 0 to 1", "not below 0"])
def test_kind_of_a_forecast_is_said_too(kind):
    said = f"reference/truth.csv, row 3, column y, '2': a reference forecast for skill is {kind}"
    with translation.override("fr"):
        assert kind not in Fault.of_pack(said).sentence


def test_names_of_metrics_stay():
    name = next(iter(METRICS))
    said = f"challenge.yaml: evaluation.scores: there is no metric 'x': did you mean {name}?"
    with translation.override("fr"):
        assert name in Fault.of_pack(said).sentence
