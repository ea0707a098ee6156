"""From no account to one, a token for a program, and the end of an account."""

import json

import pytest

from smartport.accounts.models import User

PASSWORD = "a-calm-sea-and-a-good-tide"
WORDS = ("--email", "zineb@school.example", "--name", "Zineb", "--password-stdin")


@pytest.mark.parametrize("verb", ["signup", "register"])
def test_whoever_signs_up_is_logged_in(smartport, edition, verb):
    said = smartport(verb, *WORDS, "--accept-terms", "--contact", typed=f"{PASSWORD}\n")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1].startswith("Welcome, Zineb; you are logged in.")
    assert json.loads(smartport("account", "--json").out)["email"] == "zineb@school.example"
    assert [item["given"] for item in _consents(smartport)] == ["yes", "yes", "no"]


def _consents(smartport):
    return [
        {"given": "yes" if item["is_current"] else "no"} for item in json.loads(smartport("consents", "--json").out)
    ]


def test_site_that_verifies_addresses_sends_a_letter_first(smartport, edition, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    said = smartport("signup", *WORDS, "--accept-terms", typed=f"{PASSWORD}\n")
    assert (said.status, said.out.splitlines()[-1]) == (
        0,
        (
            "A letter is on its way to zineb@school.example. "
            "Open its link, then: smartport login --email zineb@school.example"
        ),
    )


def test_no_account_is_made_without_a_yes(smartport, edition):
    said = smartport("signup", *WORDS, typed="n\n")
    assert (said.status, said.err.count("\n"), User.objects.count()) == (1, 1, 0)
    assert "No account was made: it needs your yes." in said.err


def test_everything_wrong_with_a_new_account_is_in_one_line(smartport, edition):
    words = ("--email", "zineb", "--name", "Z", "--password-stdin", "--accept-terms")
    said = smartport("signup", *words, typed=f"{PASSWORD}\n")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert said.err.startswith("smartport: email: Enter a valid email address. display_name: ")


@pytest.mark.parametrize("verb", ["login", "signup --name Zineb --accept-terms", "delete-account"])
def test_empty_password_is_not_sent(smartport, edition, verb):
    said = smartport(*verb.split(), "--email", "zineb@school.example", "--password-stdin", typed="")
    assert said.err == "smartport: There is no password. Type it, or send it as the first line: --password-stdin\n"


def test_token_that_only_reads_is_refused_writing(logged_in, alice, alices_team, environ):
    smartport = logged_in(alice)
    made = smartport("tokens", "--create", "robot", "--scope", "read", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (made.status, made.out.count("\n")) == (0, 1)
    assert made.err.startswith("It may: read; until ")
    environ["SMARTPORT_TOKEN"] = made.out.strip()
    assert smartport("team").status == 0
    said = smartport("team", "invite")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert said.err.endswith("→ smartport tokens --create NAME --scope SCOPE\n")


def test_account_is_deleted_by_who_knows_its_password(logged_in, carol):
    smartport = logged_in(carol)
    assert smartport("delete-account", "--email", carol.email, "--password-stdin", typed="wrong\n").status == 1
    said = smartport("delete-account", "--email", carol.email, "--password-stdin", typed=f"{PASSWORD}\n")
    assert (said.status, said.out.splitlines()[-1]) == (0, "Your account is deleted.")
    assert not User.objects.filter(email=carol.email).exists()
    assert smartport("account").err == "smartport: You are not logged in. Log in: smartport login\n"


def test_account_is_kept_where_no_address_is_typed(logged_in, carol):
    said = logged_in(carol)("delete-account", typed="")
    assert (said.status, said.err.rpartition("smartport: ")[2]) == (1, "The account was not deleted.\n")
