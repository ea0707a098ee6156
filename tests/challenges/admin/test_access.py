"""Organizers look and edit; nobody else enters; nothing private is in there; changes leave a trace."""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from challenges.apps import ChallengesConfig
from challenges.editions.models import Challenge
from challenges.journal.models import JournalEntry
from tests.factories import score_submission

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == ChallengesConfig.name),
    key=lambda model: model.__name__,
)
EDITED = {"challenge", "edition"}
TEXTS = ("title", "summary", "statement", "metric", "rules")


@pytest.fixture(autouse=True)
def secret(submission, leaderboard):
    """A private score and a report with it are there to leak."""
    return score_submission(submission, public=1.0, private=0.987654)


def list_of(model: type) -> str:
    return reverse(f"admin:challenges_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", MODELS)
def test_organizer_looks_at_every_list_and_row(client, dora, model):
    client.force_login(dora)
    assert client.get(list_of(model)).status_code == 200
    row = model.objects.first()
    if row:
        answer = client.get(reverse(f"admin:challenges_{model._meta.model_name}_change", args=[row.pk]))
        assert answer.status_code == 200
        assert "0.987654" not in answer.content.decode()


@pytest.mark.parametrize("person", ["alice", "mallory", None])
@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_enters(client, alice, mallory, person, model):
    if person:
        client.force_login({"alice": alice, "mallory": mallory}[person])
    answer = client.get(list_of(model))
    assert answer.status_code in {302, 403, 404}
    assert b"Aliz" not in answer.content


@pytest.mark.parametrize("question", ["report__icontains=0.98", "report__scores__private_mae__startswith=0"])
def test_column_that_is_not_shown_is_not_asked_about(client, dora, question):
    """A list that grows or shrinks with the question would tell a private score digit by digit."""
    client.force_login(dora)
    assert client.get(f"/admin/challenges/evaluation/?{question}").status_code == 400


@pytest.mark.parametrize(("state", "is_shown"), [("broken", True), ("scored", False)])
def test_organizer_reads_logs_and_that_of_a_scorer_only_where_it_failed(client, dora, secret, state, is_shown):
    secret.state = state
    secret.entry_log = default_storage.save("", ContentFile(b"entry \x1b[31m<script>"))
    secret.scorer_log = default_storage.save("", ContentFile(b"scorer ended"))
    secret.save()
    client.force_login(dora)
    page = client.get(reverse("admin:challenges_evaluation_change", args=[secret.pk])).content.decode()
    assert "<pre>entry \\x1b[31m&lt;script&gt;</pre>" in page
    assert ("<pre>scorer ended</pre>" in page) == is_shown


def test_admin_has_no_login_of_its_own(client):
    """The site's own login limits guessing; the admin's would not."""
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("model", MODELS)
def test_what_happened_is_not_changed(client, dora, model):
    client.force_login(dora)
    name = model._meta.model_name
    row = model.objects.first()
    assert client.get(reverse(f"admin:challenges_{name}_add")).status_code == (200 if name in EDITED else 403)
    if row:
        assert client.post(reverse(f"admin:challenges_{name}_delete", args=[row.pk])).status_code == 403


def test_change_is_told_in_the_journal(client, dora, challenge):
    client.force_login(dora)
    form = {name: getattr(challenge, name) for name in ("slug", "order", "rules_version")}
    texts = dict.fromkeys(TEXTS, '{"fr": "Rade", "ar": "مرسى", "en": "Roads"}')
    inside = {f"phases-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    address = reverse("admin:challenges_challenge_change", args=[challenge.pk])
    answer = client.post(address, {**form, **texts, **inside, "edition": challenge.edition_id, "order": 3})
    assert answer.status_code == 302, answer.content.decode()
    assert Challenge.objects.get().order == 3
    entry = JournalEntry.objects.get(deed="challenge.changed")
    assert (entry.by, "order" in entry.details["fields"]) == (dora, True)
