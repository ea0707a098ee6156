"""Everything that is kept is told, or left out for a reason; secrets are in none of it."""

import json

from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps

from challenges.post.actions import Words, write_to
from smartport.accounts.consents import give
from smartport.accounts.export import EXPORTED, INVITED, LEFT_OUT, SAID, everything_about
from smartport.accounts.models import User
from smartport.accounts.tokens import make_token
from tests.factories import NOW
from tests.factories.jury import make_ballot, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project


def columns_of_people():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.remote_field and field.remote_field.model is User:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_that_refers_to_a_person_is_told_or_left_out_for_a_reason():
    """A new one: add it to EXPORTED in smartport/accounts/export.py, or to LEFT_OUT with a reason."""
    assert sorted(columns_of_people()) == sorted([*EXPORTED, *LEFT_OUT])
    assert all(LEFT_OUT.values())


def test_person_finds_everything_again(alice, submission):
    give(alice, purpose="contact", now=NOW)
    make_token(alice, name="laptop", scopes=["read"], now=NOW)
    write_to([alice], lambda: Words("Subject", "Body"), kind="team", about="x", now=NOW)
    told = everything_about(alice, now=NOW)
    assert told["account"]["email"] == alice.email
    assert [row["team_name"] for row in told["teams"]] == ["Les Alizés"]
    assert [row["sha256"] for row in told["submissions"]] == [submission.sha256]
    assert [row["purpose"] for row in told["consents"]] == ["contact"]
    assert [row["name"] for row in told["api_tokens"]] == ["laptop"]
    assert [row["subject"] for row in told["letters"]] == ["Subject"]
    assert "team.created" in {row["deed"] for row in told["journal"]}
    assert json.loads(json.dumps(told)) == told


def test_juror_finds_what_was_said_from_the_seat(challenge, alices_team, alice, carol):
    juror = make_juror(make_panel(challenge), carol)
    candidate = make_candidate(juror.panel, make_project(alices_team, challenge, by=alice))
    make_ballot(juror, candidate, {"rigour": 4}, to_team="Good")
    juror.ties.create(relation="family", name="Salma")
    told = everything_about(carol, now=NOW)
    assert [row["name"] for row in told["ties_declared"]] == ["Salma"]
    assert [(row["grades"], row["to_team"]) for row in told["ballots"]] == [({"rigour": 4}, "Good")]
    assert [row["seat"] for row in told["seats_on_juries"]] == ["juror"]
    assert everything_about(alice, now=NOW)["ballots"] == []


def test_nothing_of_others_is_told(alice, bob, submission):
    told = json.dumps(everything_about(bob, now=NOW))
    assert alice.email not in told
    assert submission.sha256 not in told


def test_secrets_are_in_none_of_it(alices, alice):
    made = make_token(alice, name="laptop", scopes=["read"], now=NOW)
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    told = json.dumps(everything_about(alice, now=NOW))
    for secret in (made.secret, made.token.digest, alice.password, alices.session.session_key, "JBSWY3DPEHPK3PXP"):
        assert secret not in told
    assert all(factor.data["secret"] not in told for factor in alice.authenticator_set.all())


def test_page_gives_one_file_after_a_proof(alices, alice):
    answer = alices.get("/account/data/export/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="smartport-{NOW:%Y-%m-%d}.json"'
    assert json.loads(answer.content)["account"]["email"] == alice.email


def test_open_browser_alone_does_not_give_the_file(browser, alice):
    browser.force_login(alice)
    answer = browser.get("/account/data/export/", follow=True)
    back = "/accounts/reauthenticate/?next=%2Faccount%2Fdata%2F%3Fdownload%3D"
    assert [at for at, _ in answer.redirect_chain] == ["/account/data/?download", back]


def test_file_comes_to_whoever_had_to_prove_who_they_are_and_leaves_them_on_a_page(alices):
    fetches = '<meta http-equiv="refresh" content="0; url=/account/data/export/">'
    assert fetches in alices.get("/account/data/?download").content.decode()
    assert fetches not in alices.get("/account/data/").content.decode()


def test_api_gives_the_same(as_, alice):
    told = as_(alice).get("/api/v1/me/export").json()
    assert told.keys() == everything_about(alice, now=NOW).keys()


def test_length_of_the_file_does_not_multiply_the_queries(alice, submission, django_assert_num_queries):
    for _ in range(3):
        make_token(alice, name="laptop", scopes=["read"], now=NOW)
    with django_assert_num_queries(2 + len(EXPORTED) + len(SAID) + len(INVITED)):
        everything_about(alice, now=NOW)
