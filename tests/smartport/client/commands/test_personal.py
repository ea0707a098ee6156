"""One's own account from the terminal, at the real site."""

import csv
import io
import json

import pytest

from smartport.accounts.models import User


def rows(said):
    assert (said.status, said.err) == (0, "")
    return list(csv.DictReader(io.StringIO(said.out)))


def test_person_changes_their_name(logged_in, alice, alices_team):
    [line] = rows(logged_in(alice)("account", "--name", "Alice B.", "-v", "-q"))
    assert (line["name"], line["teamName"]) == ("Alice B.", alices_team.name)


def test_consents_are_given_and_withdrawn_one_by_one(logged_in, alice):
    smartport = logged_in(alice)
    assert smartport("consents", "--give", "contact", "--give", "publication").status == 0
    found = {line["purpose"]: line["given"] for line in rows(smartport("consents", "--withdraw", "contact", "-v"))}
    assert (found["contact"], found["publication"]) == ("no", "yes")


def test_terms_that_changed_are_agreed_to(logged_in, alice):
    smartport = logged_in(alice)
    User.objects.filter(pk=alice.pk).update(agreed_terms=0)
    assert smartport("consents", "--give", "terms").status == 0
    alice.refresh_from_db()
    assert not alice.wants_terms


def test_letters_are_ordered_and_ordered_off(logged_in, alice):
    smartport = logged_in(alice)
    found = rows(smartport("letters", "--on", "results", "--off", "team", "-v"))
    assert {line["kind"]: line["wanted"] for line in found} == {
        "announcements": "yes",
        "answers": "yes",
        "mentors": "yes",
        "results": "yes",
        "team": "no",
    }


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["letters", "--on", "result"], "There is no kind of letter “result”. Did you mean results?"),
        (["consents", "--withdraw", "terms"], "There is no free consent “terms”. There are: contact, publication."),
    ],
)
def test_word_that_is_none_is_answered_in_one_line(logged_in, alice, words, line):
    said = logged_in(alice)(*words)
    assert (said.status, said.out, said.err) == (1, "", f"smartport: {line}\n")


def test_everything_about_oneself_is_written(logged_in, alice, tmp_path):
    path = tmp_path / "all.json"
    assert logged_in(alice)("export", "-o", path).status == 0
    assert alice.email in json.dumps(json.loads(path.read_text()))
