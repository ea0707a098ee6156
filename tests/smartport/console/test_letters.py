"""Letters to groups on the page: written, looked at, tried, sent."""

import pytest

from challenges import clock
from challenges.mailing.models import GroupLetter
from challenges.post.models import Letter
from tests.factories import NOW, make_mail_text
from tests.factories.letters import make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def doras(client, dora, alices_team, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def texts(word="Avis"):
    fields = {f"{field}_{one}": f"{word} {one}" for field in ("subject", "body") for one in ("fr", "ar", "en")}
    return {"audience": "members", "ground": "news", **fields}


def test_written_looked_at_tried_and_sent(doras, dora):
    answer = doras.post("/console/letters/new/", texts("Salut {person}"))
    made = GroupLetter.objects.get()
    path = f"/console/letters/{made.pk}/"
    page = doras.get(answer.url).content.decode()
    assert (answer.url, page.count("Salut Dora"), 'dir="rtl"' in page) == (path, 6 + 0, True)
    doras.post(f"{path}try/")
    assert Letter.objects.filter(address=dora.email).count() == 3
    asked = doras.get(f"{path}send/").content.decode()
    assert "It goes to 2 people now." in asked
    sent = {"changed": made.changed_at.isoformat()}
    assert doras.post(f"{path}send/", sent).url == path
    assert doras.post(f"{path}send/", sent).status_code == 409
    assert "Went out" in doras.get(path).content.decode()
    assert doras.get(f"{path}edit/").url == path
    assert doras.post(f"{path}delete/").status_code == 409


def test_refused_draft_keeps_what_was_typed(doras):
    answer = doras.post("/console/letters/new/", texts("{nothing}"))
    assert (answer.status_code, "{nothing} fr" in answer.content.decode()) == (422, True)
    assert not GroupLetter.objects.exists()


@pytest.mark.database
def test_challenge_that_no_database_holds_is_none(doras):
    assert doras.post("/console/letters/new/", {**texts(), "challenge": "\0"}).status_code == 302
    assert GroupLetter.objects.get().challenge is None


def test_draft_that_is_to_go_is_named_in_the_readers_language(doras, dora, edition):
    made = make_letter(edition, by=dora)
    assert "Avis en" in doras.get(f"/console/letters/{made.pk}/delete/").content.decode()
    doras.cookies["language"] = "fr"
    page = doras.get(f"/console/letters/{made.pk}/delete/").content.decode()
    assert ("Avis fr" in page, "Avis en" in page) == (True, False)


def test_second_organizer_overwrites_nothing_unseen(doras, dora, edition):
    made = make_letter(edition, by=dora)
    path = f"/console/letters/{made.pk}/edit/"
    seen = doras.get(path).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert doras.post(path, {**texts("Premier"), "seen": seen}).status_code == 302
    answer = doras.post(path, {**texts("Second"), "seen": seen})
    page = answer.content.decode()
    assert (answer.status_code, "Second fr" in page, "Premier" in page) == (409, True, True)
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert doras.post(path, {**texts("Second"), "seen": again}).status_code == 302
    assert GroupLetter.objects.get().subject["fr"] == "Second fr"


def test_preview_that_is_old_sends_nothing(doras, dora, edition):
    made = make_letter(edition, by=dora)
    for changed in ("", "rubbish", "2020-01-01"):
        assert doras.post(f"/console/letters/{made.pk}/send/", {"changed": changed}).status_code == 409
    assert GroupLetter.objects.get().sent_at is None


def test_what_a_draft_lacks_is_said_before_it_is_sent(doras, dora, edition):
    made = make_letter(edition, by=dora)
    GroupLetter.objects.update(subject={"fr": "Avis"}, body={"fr": "Texte", "ar": "نص"})
    said = {
        "en": "missing in: Arabic, English.",
        "fr": "manque en\u00a0: arabe, anglais.",
        "ar": "في: العربية، الإنجليزية.",
    }
    for language, sentence in said.items():
        doras.cookies["language"] = language
        page = doras.get(f"/console/letters/{made.pk}/").content.decode()
        assert (sentence in page, f"/console/letters/{made.pk}/send/" in page) == (True, False)
    refused = doras.post(f"/console/letters/{made.pk}/send/", {"changed": made.changed_at.isoformat()})
    assert (refused.status_code, said["ar"] in refused.content.decode()) == (422, True)


def test_draft_is_deleted(doras, dora, edition):
    made = make_letter(edition, by=dora)
    assert doras.post(f"/console/letters/{made.pk}/delete/").status_code == 302
    assert doras.get(f"/console/letters/{made.pk}/").status_code == 404


def test_organizer_of_named_challenges_writes_to_nobody(doras, dora):
    dora.organizes_named_only = True
    dora.save()
    assert doras.get("/console/letters/").status_code == 404


def test_list_asks_as_many_queries_for_many(doras, dora, edition, django_assert_num_queries):
    for _ in range(3):
        make_letter(edition, by=dora)
    doras.get("/console/letters/")
    with django_assert_num_queries(5):
        doras.get("/console/letters/")


def test_letter_begins_with_a_text_that_is_kept(doras, dora):
    kept = make_mail_text("Bienvenue")
    assert f"/console/letters/new/?text={kept.pk}" in doras.get(f"/console/mail-texts/{kept.pk}/").content.decode()
    page = doras.get(f"/console/letters/new/?text={kept.pk}").content.decode()
    assert ("Bonjour {name} de {team}." in page, "Welcome to {edition}" in page) == (True, True)
    for name in ("subject", "body"):
        getattr(kept, name)["ar"] += " {site} {closes}"
    words = {f"{name}_{one}": getattr(kept, name)[one] for name in ("subject", "body") for one in ("fr", "ar", "en")}
    answer = doras.post("/console/letters/new/", {"audience": "members", "ground": "news", **words})
    shown = doras.get(answer.url).content.decode()
    assert ("Bonjour Dora de –." in shown, "{" in shown.partition("<main")[2].partition("</main")[0]) == (True, False)


@pytest.mark.parametrize("text", ["999", "x", "²", "9" * 30])
def test_text_that_is_not_kept_begins_no_letter(doras, text):
    assert doras.get("/console/letters/new/", {"text": text}).status_code == 404


def test_place_of_a_challenge_needs_one(doras, edition):
    sent = texts("{challenge}")
    assert doras.post("/console/letters/new/", sent).status_code == 422
    slug = edition.challenges.get().slug
    assert doras.post("/console/letters/new/", {**sent, "challenge": slug}).status_code == 302


def test_letter_to_nobody_is_told_before_it_is_sent(doras, dora, edition):
    made = make_letter(edition, by=dora, ground="partner")
    path = f"/console/letters/{made.pk}/send/"
    assert "Nobody would get this letter." in doras.get(path).content.decode()
    assert doras.post(path, {"changed": made.changed_at.isoformat()}).status_code == 409
