"""Help and slips in the reader's language: argparse's own words too."""

import argparse

import pytest

from smartport.client.cli import main
from smartport.client.config import CHOICES
from smartport.client.tongue import speaking
from smartport.client.words import VERBS, parser
from tests.smartport.client.test_output import Terminal

OF_ARGPARSE = ("usage:", "positional arguments", "options:", "show this help", "default:", "(default")


def told_by(made: argparse.ArgumentParser) -> list[str]:
    """Every text of a parser and of those below it."""
    told = [made.description or "", made.epilog or "", *(group.title or "" for group in made._action_groups)]
    for action in made._actions:
        told.append(action.help or "")
        if isinstance(action, argparse._SubParsersAction):
            told += [choice.help or "" for choice in action._choices_actions]
            told += [
                text for below in {id(one): one for one in action.choices.values()}.values() for text in told_by(below)
            ]
    return told


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_help_is_left_in_english(language):
    english = told_by(parser())
    with speaking(language):
        told = told_by(parser())
    kept = {text for text, original in zip(told, english, strict=True) if text == original and " " in text}
    assert kept - {", ".join(CHOICES)} == set()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("verb", [[], *([verb] for verb in sorted(VERBS | {"challenges"})), ["team", "merge"]])
def test_frame_of_every_help_is_in_the_readers_language(spoken, language, verb):
    status, out, _ = spoken(language, *verb, "--help")
    assert (status, [words for words in OF_ARGPARSE if words in out]) == (0, [])


@pytest.mark.parametrize(
    ("words", "french", "arabic"),
    [
        ("dance", "Il n’y a pas de commande « dance ».", "لا يوجد أمر باسم «dance»."),
        ("submit --kind x y", "Il n’y a pas de choix « x ».", "لا يوجد اختيار باسم «x»."),
        ("status", "Les arguments suivants sont requis : ID.", "الوسائط التالية لازمة: ID."),
        ("status 1 --format", "Argument --format : une valeur est attendue.", "الوسيط --format: تلزمه قيمة."),
        (
            "files -v --format json",
            "Argument --format : incompatible avec l’argument -v/--csv.",
            "الوسيط --format: لا يجتمع مع الوسيط -v/--csv.",
        ),
        ("logout -q=3", "Argument -q/--quiet : la valeur '3' est de trop.", "الوسيط -q/--quiet: القيمة '3' زائدة."),
        (
            "leaderboard --s x",
            "Option ambiguë : --s peut désigner --search, --show.",
            "خيار ملتبس: قد يُقصد بـ --s أحد هذه: --search, --show.",
        ),
        ("leaderboard --jsn", "Impossible de savoir que faire de --jsn.", "لا يُعرف المقصود بـ --jsn."),
        ("verify /dev/null/x", "/dev/null/x ne peut pas être lu (ce n’est pas un dossier).", "تعذرت قراءة /dev/null/x"),
        ("submit a b c", "Un fichier à la fois : c est de trop.", "ملف واحد في كل مرة: c زائد."),
    ],
)
def test_slip_is_answered_in_the_readers_language(spoken, words, french, arabic):
    for language, line in (("fr", french), ("ar", arabic)):
        status, out, err = spoken(language, *words.split())
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert err.replace("\N{NO-BREAK SPACE}", " ").startswith(f"smartport: {line}")


def test_help_in_arabic_keeps_each_line_to_itself_in_a_terminal(monkeypatch):
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setattr("sys.stdout", terminal)
    with pytest.raises(SystemExit):
        main(["note", "--help"], environ={"SMARTPORT_LANGUAGE": "ar"})
    said = terminal.getvalue()
    assert "\u2068عرض هذه المساعدة ثم الخروج\u2069" in said
    assert (said.count("\u2068"), said.count("\u2069")) == (6, 6)
    assert "\n  --tag TAG" in said
