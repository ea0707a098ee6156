"""The command in French and Arabic: nothing of it is left in English, and nothing that a program reads changes."""

import ast
import re
from pathlib import Path

import httpx
import pytest

from smartport.client import tongue
from smartport.client.connection import Connection
from smartport.client.errors import Unreachable
from smartport.client.tongue import gettext, language_of, ngettext, speaking
from smartport.client.words import parser

SOURCES = sorted(Path(tongue.__file__).parent.rglob("*.py"))
MARKS = {"gettext", "ngettext", "gettext_noop"}
SAYS = {"Failure", "Unreachable", "say", "is_sure", "typed", "getpass", "unreadable", "unwritable", "add", "inner"}
HELP = {"help", "description", "epilog"}
SENTENCE = re.compile(r"[A-Za-z]{2,}[^-]* [a-z]")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "ar_MA.UTF-8", "LC_MESSAGES": "fr_FR@euro"}, "fr"),
        ({"LANG": "fr_MA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_MA.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LC_ALL": "C", "SMARTPORT_LANGUAGE": "AR-MA"}, "ar"),
        ({"LANG": "fr", "SMARTPORT_LANGUAGE": "de"}, "en"),
        ({"LANG": "frr_DE.UTF-8"}, "en"),
    ],
)
def test_language_is_that_of_the_first_variable_that_names_one(environ, language):
    assert language_of(environ) == language


def test_language_is_spoken_for_one_run_only(spoken):
    for language, beginning in (("fr", "usage : "), ("ar", "الاستعمال: "), ("en", "usage: "), ("fr", "usage : ")):
        assert spoken(language, "--help")[1].replace("\N{NO-BREAK SPACE}", " ").startswith(beginning)
    assert parser().format_help().startswith("usage: ")
    with pytest.raises(Unreachable, match="is no address of a site"):
        Connection("ftp://x")


def test_english_reads_no_catalogue(spoken, monkeypatch):
    monkeypatch.setattr(tongue, "_catalogue", None)
    assert spoken("en", "submit", "a", "b", "c")[0] == 1
    assert [ngettext("one", "several", number) for number in (1, 2)] == ["one", "several"]


def test_forms_go_with_their_numbers():
    forms = ("%(left_today)s submission remaining today.", "%(left_today)s submissions remaining today.")
    numbers = (0, 1, 2, 5, 20, 100)
    for language, different in (("en", 2), ("fr", 2), ("ar", 6)):
        with speaking(language):
            assert len({ngettext(*forms, number) for number in numbers}) == different


def test_message_that_is_none_stays_as_it_is():
    with speaking("fr"):
        assert (gettext(""), gettext("no such message")) == ("", "no such message")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_whatever_is_said_is_marked_for_the_catalogue(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [argument for call in calls if name_of(call) in SAYS for argument in call.args]
    said += [keyword.value for call in calls for keyword in call.keywords if keyword.arg in HELP]
    assert [text for node in said for text in unmarked(node)] == []
    f_strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]  # xgettext does not look inside
    assert [node.lineno for node in f_strings if any(map(is_literal_mark, ast.walk(node)))] == []


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node) in MARKS


def is_literal_mark(node: ast.AST) -> bool:
    return is_mark(node) and isinstance(node.args[0], ast.Constant)


def unmarked(node: ast.AST) -> list[str]:
    """The sentences below a node that are in no mark; what fills a place is no sentence."""
    if is_mark(node) or isinstance(node, ast.Dict):
        return []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if SENTENCE.search(node.value) and not node.value.startswith("smartport ") else []
    return [text for below in ast.iter_child_nodes(node) for text in unmarked(below)]


@pytest.mark.parametrize(
    ("language", "question", "no", "yes", "left"),
    [
        ("en", "Leave Vigies? [y/N] ", "smartport: You did not leave.\n", "y", "You left the team.\n"),
        (
            "fr",
            "Quitter Vigies\N{NO-BREAK SPACE}? [o/N] ",
            "smartport: Vous n’avez pas quitté l’équipe.\n",
            "o",
            "Vous avez quitté l’équipe.\n",
        ),
        ("ar", "هل تغادرون Vigies؟ [نعم/لا] ", "smartport: لم تغادروا الفريق.\n", "نعم", "غادرتم الفريق.\n"),
    ],
)
def test_question_and_its_answer_are_in_the_readers_language(spoken, language, question, no, yes, left):
    answers = {"teams/mine": {"name": "Vigies"}, "teams/mine/leave": {"team_stays": True}}
    assert spoken(language, "team", "leave", answers=answers) == (1, "", question + no)
    assert spoken(language, "team", "leave", answers=answers, typed=f"{yes}\n") == (0, left, question)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "https://a.ma n’est pas disponible pour le moment (503). Réessayez dans 30 secondes."),
        ("ar", "الموقع https://a.ma غير متاح حاليا (503). أعيدوا المحاولة بعد 30 ثانية."),
    ],
)
def test_site_that_is_away_is_told_in_the_readers_language(spoken, language, line):
    away = httpx.Response(503, content=b"<html>", headers={"Retry-After": "30"})
    said = spoken(language, "--url", "https://a.ma", "news", answers={"announcements": away})
    assert said == (1, "", f"smartport: {line}\n")


def page(*rows):
    return {"results": list(rows), "next": None}


SUBMISSION = {
    "id": "7",
    "file_name": "a.csv",
    "received_at": "2027-01-15T18:00:00Z",
    "message": "",
    "outcome": None,
    "is_counted": True,
    "scores": None,
    "tags": [],
    "is_chosen": True,
}
LISTS = {
    "team": {"teams/mine": {"name": "V", "members": [{"id": 1, "name": "A", "is_captain": True, "joined_at": None}]}},
    "team find": {"teams": page({"id": 1, "name": "V", "size": 3, "size_limit": 5, "about": ""})},
    "team asked": {
        "teams/requests": page(
            {"id": 1, "team": "V", "asked_at": None, "is_accepted": None, "answered_at": None, "message": ""}
        )
    },
    "team invitations": {"teams/mine/invitations": page({"id": 1, "to": "", "email": "", "expires_at": None})},
    "consents": {"consents": [{"purpose": "contact", "is_current": False, "version": 1, "given_at": None}]},
    "submissions rade": {
        "challenges/rade": {"evaluation": None},
        "challenges/rade/submissions": page(
            {**SUBMISSION, "state": "failed", "outcome": "crashed"}, {**SUBMISSION, "state": "broken"}
        ),
    },
    "challenges": {
        "challenges": page(
            {
                "slug": "rade",
                "title": "",
                "theme": "",
                "reward": "",
                "phase": None,
                "team_count": 1,
                "has_entered": True,
                "rank": None,
            }
        )
    },
}


TITLES = {"id", "ref", "purpose"}  # the first of each list


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("format_", ["csv", "json"])
def test_what_programs_read_is_the_same_in_every_language(spoken, words, format_):
    asked = [*words.split(), "--format", format_]
    said = {spoken(language, *asked, answers=LISTS[words])[:2] for language in tongue.LANGUAGES}
    assert [status for status, _ in said] == [0]


@pytest.mark.parametrize(
    ("words", "french"),
    [
        ("team", "capitaine"),
        ("team find", "3 sur 5"),
        ("team asked", "en attente"),
        ("team invitations", "quiconque a le lien"),
        ("consents", "non"),
        ("submissions rade", "le programme s’est arrêté sur une erreur"),
        ("challenges", "oui"),
    ],
)
def test_words_of_a_table_are_for_people_and_its_titles_for_everybody(spoken, words, french):
    english, told = (spoken(language, *words.split(), answers=LISTS[words])[1] for language in ("en", "fr"))
    assert (french in told, french in english) == (True, False)
    assert [line.split() for line in told.splitlines() if line.split()[0] in TITLES] == [
        line.split() for line in english.splitlines() if line.split()[0] in TITLES
    ]
