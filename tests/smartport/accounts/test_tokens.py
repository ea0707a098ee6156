"""API tokens: what is kept of them, what they open, and when they stop."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from rest_framework.test import APIClient

from smartport.accounts.models import ApiToken
from smartport.accounts.rules import TOKENS_AT_ONCE, TooManyTokens
from smartport.accounts.tokens import living_tokens, make_token, withdraw_token
from tests.factories import NOW
from tests.factories import make_token as given_token


def caller(secret):
    return APIClient(headers={"authorization": f"Token {secret}"})


def test_secret_is_not_kept(alice):
    made = make_token(alice, name="laptop", scopes={"submit"}, now=NOW)
    kept = ApiToken.objects.get()
    assert made.secret.startswith("spc_")
    assert made.secret not in str(vars(kept))
    assert (kept.name, kept.scopes, kept.prefix) == ("laptop", ["read", "submit"], made.secret[:12])
    assert caller(made.secret).get("/api/v1/me").status_code == 200


def test_expired_withdrawn_and_closed_accounts_tokens_open_nothing(alice, at):
    ends = given_token(alice, expires_at=NOW + timedelta(hours=1))
    other = make_token(alice, name="x", scopes=["read"], now=NOW)
    assert caller(ends).get("/api/v1/me").status_code == 200
    withdraw_token(other.token, by=alice, now=NOW)
    assert caller(other.secret).get("/api/v1/me").json()["code"] == "authentication_failed"
    at(NOW + timedelta(hours=1))
    assert caller(ends).get("/api/v1/me").status_code == 401
    at(NOW)
    alice.is_active = False
    alice.save()
    assert caller(ends).get("/api/v1/me").status_code == 401


def test_use_is_noted_now_and_then(alice, at, django_assert_num_queries):
    secret = given_token(alice, last_used_at=None)
    caller(secret).get("/api/v1/consents")
    assert ApiToken.objects.get().last_used_at == NOW
    at(NOW + timedelta(minutes=9))
    with django_assert_num_queries(2):
        caller(secret).get("/api/v1/consents")
    assert ApiToken.objects.get().last_used_at == NOW
    at(NOW + timedelta(minutes=10))
    caller(secret).get("/api/v1/consents")
    assert ApiToken.objects.get().last_used_at == NOW + timedelta(minutes=10)


def test_token_does_what_its_scopes_allow(alice):
    reads = caller(given_token(alice, scopes=["read"]))
    assert reads.get("/api/v1/me").status_code == 200
    refused = reads.patch("/api/v1/me", {"language": "ar"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert reads.delete("/api/v1/token").status_code == 204


def test_one_account_has_so_many_tokens_and_no_more(alice):
    for _ in range(TOKENS_AT_ONCE):
        given_token(alice)
    with pytest.raises(TooManyTokens):
        make_token(alice, name="one more", scopes=["read"], now=NOW)
    withdraw_token(living_tokens(alice, now=NOW)[0], by=alice, now=NOW)
    make_token(alice, name="now it fits", scopes=["read"], now=NOW)


@pytest.mark.database
def test_table_of_the_former_admin_holds_no_account_back(alice, transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_admin_log (id bigint PRIMARY KEY, user_id bigint REFERENCES accounts_user)")
        cursor.execute("INSERT INTO django_admin_log VALUES (1, %s)", [alice.pk])
    drop = import_module("smartport.accounts.migrations.0007_drop_admin_log").drop_admin_log
    for _ in range(2):
        with connection.schema_editor() as editor:
            drop(apps, editor)
    alice.delete()
    assert "django_admin_log" not in connection.introspection.table_names()


@pytest.mark.database
def test_tokens_of_before_go_on_opening_doors(alice, transactional_db):
    """As an older site kept them: in the clear, in a table of their own."""
    key = "0123456789abcdef" * 2
    with connection.cursor() as cursor:
        kind = "timestamp with time zone" if connection.vendor == "postgresql" else "datetime"
        cursor.execute(f"CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, created {kind}, user_id bigint)")
        cursor.execute("INSERT INTO authtoken_token VALUES (%s, %s, %s)", [key, "2026-11-01 10:00:00+00:00", alice.pk])
    keep = import_module("smartport.accounts.migrations.0003_keep_old_tokens").keep_old_tokens
    drop = import_module("smartport.accounts.migrations.0004_drop_old_tokens").drop_old_tokens
    for _ in range(2):  # a site without the table is left as it is
        with connection.schema_editor() as editor:
            keep(apps, editor)
        with connection.schema_editor() as editor:
            drop(apps, editor)
    assert caller(key).get("/api/v1/me").json()["email"] == alice.email
    assert ApiToken.objects.get().created_at.isoformat() == "2026-11-01T10:00:00+00:00"
    assert "authtoken_token" not in connection.introspection.table_names()
