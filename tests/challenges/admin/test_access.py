"""Organizers look and edit; nobody else enters; nothing private is in there; changes leave a trace."""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from challenges.apps import ChallengesConfig
from challenges.editions.models import Challenge, Phase
from challenges.evaluations.actions import hello
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from evaluator.order import LOGS
from tests.factories import CLOSES_AT, NOW, score_submission
from tests.factories.strangers import ANSI_ESCAPES

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == ChallengesConfig.name),
    key=lambda model: model.__name__,
)
EDITED = {"announcement", "challenge", "edition", "faqentry"}
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


def test_organizer_reads_what_keeps_a_machine_from_work(client, dora):
    hello("quay-2", slots=0, boot="2026-1", trouble="The engine <b>passes over</b> a flag.", now=NOW)
    client.force_login(dora)
    assert "The engine &lt;b&gt;passes over&lt;/b&gt; a flag." in client.get(list_of(Machine)).content.decode()


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


def log_of(evaluation, which: str) -> str:
    """Planted in the storage; that of the scorer and the losses tell a private score."""
    told = b"private_mae: 0.987654" if which in {"scorer", "losses"} else ANSI_ESCAPES
    stored = default_storage.save("", ContentFile(f"<{which}> ".encode() + told))
    Evaluation.objects.filter(pk=evaluation.pk).update(**{LOGS[which]: stored})
    return stored


def page_of(client, evaluation) -> str:
    return client.get(reverse("admin:challenges_evaluation_change", args=[evaluation.pk])).content.decode()


@pytest.mark.parametrize(
    ("scorer_failed", "closed_at", "is_shown"), [(False, None, False), (True, None, True), (False, CLOSES_AT, True)]
)
@pytest.mark.parametrize("state", State.values)
def test_organizer_reads_every_log_but_the_scorers_only_where_it_failed_or_after_the_close(
    client, dora, secret, leaderboard, state, scorer_failed, closed_at, is_shown
):
    """Whatever the state: a log comes before its report, and a lease may run out between them."""
    names = [log_of(secret, which) for which in LOGS]
    Evaluation.objects.update(state=state, scorer_failed=scorer_failed)
    Leaderboard.objects.update(closed_at=closed_at)
    client.force_login(dora)
    page = page_of(client, secret)
    shown = [which for which in LOGS if f"&lt;{which}&gt;" in page]
    assert shown == ["entry", "hidden", "public", *(["scorer"] if is_shown else [])]
    assert ("0.987654" in page) == is_shown
    assert [name for name in names if name in page] == []


def test_log_in_the_admin_acts_on_nothing(client, dora, secret):
    log_of(secret, "entry")
    client.force_login(dora)
    page = page_of(client, secret)
    assert "\\x1b]52;c;cm0gLXJmIH4=\\x07" in page
    assert "real line\\x0d2026-01-01" in page
    assert not set(page) & {"\x1b", "\x07", "\x08", "\x00", "\u202e", "\u2066"}


def test_log_policy_is_set_with_the_phase(client, dora, challenge, phase):
    client.force_login(dora)
    page = client.get(reverse("admin:challenges_challenge_change", args=[challenge.pk])).content.decode()
    assert 'name="phases-0-log_policy"' in page
    assert "Ce qu’une équipe voit de ce que son programme affiche." in page.replace("&#x27;", "'")


@pytest.mark.parametrize("has_public_input", [True, False])
def test_policy_that_the_bundle_cannot_follow_is_refused(client, dora, bundle, has_public_input):
    """Otherwise every program of the phase would end in a breakdown of ours."""
    bundle.manifest["has_public_input"] = has_public_input
    bundle.save()
    client.force_login(dora)
    answer = change_phase(client, bundle.phase, log_policy="public")
    assert answer.status_code == (302 if has_public_input else 200)
    assert ("public_input" in answer.content.decode()) != has_public_input
    assert Phase.objects.get().log_policy == ("public" if has_public_input else "full")


def test_change_of_a_phase_is_told_in_the_journal_and_its_rest_is_not(client, dora, phase):
    client.force_login(dora)
    assert change_phase(client, phase, log_policy="off").status_code == 302
    entry = JournalEntry.objects.get(deed="phase.changed")
    assert (entry.by, entry.subject) == (dora, f"phase:{phase.pk}")
    assert entry.details["changes"]["log_policy"] == ["full", "off"]
    assert "slug" not in entry.details["changes"]


def change_phase(client, phase, **changes):
    challenge = phase.challenge
    form = {name: getattr(challenge, name) for name in ("slug", "order", "rules_version")}
    texts = dict.fromkeys(TEXTS, '{"fr": "Rade", "ar": "مرسى", "en": "Roads"}')
    inside = {"phases-TOTAL_FORMS": 1, "phases-INITIAL_FORMS": 1}
    told = {
        name: getattr(phase, name)
        for name in ("slug", "daily_limit", "total_limit", "gap_minutes", "log_policy", "selections")
    }
    told |= {f"{name}_0": f"{getattr(phase, name):%Y-%m-%d}" for name in ("opens_at", "closes_at")}
    told |= {f"{name}_1": f"{getattr(phase, name):%H:%M:%S}" for name in ("opens_at", "closes_at")}
    row = {"id": phase.pk, "challenge": challenge.pk, "title": '{"fr": "Phase"}', **told, **changes}
    prefixed = {f"phases-0-{name}": value for name, value in row.items()}
    address = reverse("admin:challenges_challenge_change", args=[challenge.pk])
    return client.post(address, {**form, **texts, **inside, **prefixed, "edition": challenge.edition_id})


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
    assert (entry.by, entry.details["changes"]["order"]) == (dora, [0, 3])
