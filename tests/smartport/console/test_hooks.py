"""Webhooks in the console: set up, tried, changed, removed, by whom they belong to."""

import pytest

from challenges.editions.models import Edition
from challenges.hooks.actions import make_hook
from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.rules import EVENTS
from challenges.hooks.signing import secret_of
from tests.challenges.hooks.receiver import receiving
from tests.factories import NOW, make_challenge, make_person

pytestmark = pytest.mark.django_db
LIST = "/console/hooks/"
URL = "https://example.ma/hook"


@pytest.fixture
def otto(challenge, dora):
    """Organizes another challenge; Dora this one."""
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(dora)
    make_challenge(challenge.edition, slug="quais").organizers.add(otto)
    return otto


@pytest.fixture
def hook(challenge, dora):
    return make_hook(challenge.edition, challenge, url=URL, events=EVENTS, by=dora, now=NOW)


@pytest.fixture
def organizer(client, dora):
    client.force_login(dora)
    client.cookies["language"] = "en"
    return client


def test_webhook_is_set_up_and_its_secret_shown_once(organizer, challenge):
    given = {"place": challenge.pk, "url": URL, "events": ["phase.opened", "nothing"]}
    answer = organizer.post(f"{LIST}new/", given)
    made = Webhook.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{made.pk}/")
    assert (made.challenge, made.events, made.is_active) == (challenge, ["phase.opened"], True)
    secret = secret_of(made)
    first = organizer.get(answer["Location"])
    assert secret in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert secret not in organizer.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "http://example.ma/"}, "This address cannot be used."),
        ({"url": "https://10.0.0.1/"}, "Nothing is sent to 10.0.0.1"),
        ({"events": []}, "Choose at least one event."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(organizer, challenge, given, said):
    answer = organizer.post(f"{LIST}new/", {"place": challenge.pk, "url": URL, "events": ["phase.opened"], **given})
    page = answer.content.decode()
    assert (answer.status_code, said in page, Webhook.objects.count()) == (422, True, 0)
    assert f'value="{given.get("url", URL)}"' in page


def test_whole_edition_is_the_operators(organizer, challenge, client):
    place = f"edition-{challenge.edition_id}"
    given = {"place": place, "url": URL, "events": ["phase.opened"]}
    assert organizer.post(f"{LIST}new/", given).status_code == 404
    client.force_login(make_person("olga", is_staff=True, is_superuser=True))
    assert client.post(f"{LIST}new/", given).status_code == 302
    assert Webhook.objects.get().challenge is None
    assert Edition.objects.count() == 1


def test_another_challenges_webhooks_are_not_there(client, otto, hook, challenge):
    sent = Delivery.objects.create(webhook=hook, about="x", event="test", body="{}", made_at=NOW, not_before=NOW)
    client.force_login(otto)
    assert URL not in client.get(LIST).content.decode()
    for address in ("", "test/", "secret/", "remove/", f"deliveries/{sent.pk}/retry/"):
        assert client.post(f"{LIST}{hook.pk}/{address}").status_code == 404
    assert client.post(f"{LIST}new/", {"place": challenge.pk, "url": URL, "events": EVENTS}).status_code == 404
    assert Webhook.objects.count() == 1


def test_test_says_how_it_went_and_is_in_the_list(organizer, challenge, dora, settings):
    settings.HOOK_HOSTS = ["127.0.0.1"]
    with receiving() as receiver:
        hook = make_hook(challenge.edition, challenge, url=receiver.url, events=EVENTS, by=dora, now=NOW)
        receiver.status, receiver.body = 503, b"<b>busy</b>"
        page = organizer.post(f"{LIST}{hook.pk}/test/", follow=True).content.decode()
        assert "The receiver did not take it: it answered 503." in page
        assert "&lt;b&gt;busy&lt;/b&gt;" in page
        receiver.status = 200
        sent = hook.deliveries.get()
        page = organizer.post(f"{LIST}{hook.pk}/deliveries/{sent.pk}/retry/", follow=True).content.decode()
        assert "The receiver took it: it answered 200." in page
    assert hook.deliveries.get().state == "delivered"


def test_receiver_that_is_not_reached_is_said_with_why(organizer, hook, monkeypatch):
    def nobody(*_, **__):
        raise OSError

    monkeypatch.setattr("challenges.hooks.sending.socket.getaddrinfo", nobody)
    page = organizer.post(f"{LIST}{hook.pk}/test/", follow=True).content.decode()
    assert "The receiver was not reached: there is no machine of that name" in page


def seen_by(client, hook) -> str:
    return client.get(f"{LIST}{hook.pk}/").context["seen"]


def test_webhook_is_changed(organizer, hook):
    given = {"url": f"{URL}/2", "events": ["phase.closed"], "seen": seen_by(organizer, hook)}
    organizer.post(f"{LIST}{hook.pk}/", given)
    hook.refresh_from_db()
    assert (hook.url, hook.events, hook.is_active) == (f"{URL}/2", ["phase.closed"], False)
    given = {"url": "nowhere", "events": ["phase.closed"], "seen": seen_by(organizer, hook)}
    answer = organizer.post(f"{LIST}{hook.pk}/", given)
    assert (answer.status_code, "This address cannot be used." in answer.content.decode()) == (422, True)


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_overwritten(organizer, hook):
    mine = {"url": f"{URL}/mine", "events": EVENTS, "is_active": "on", "seen": seen_by(organizer, hook)}
    organizer.post(f"{LIST}{hook.pk}/", {**mine, "url": f"{URL}/theirs", "is_active": ""})
    answer = organizer.post(f"{LIST}{hook.pk}/", mine)
    page = answer.content.decode()
    assert (answer.status_code, "Somebody else saved this page" in page) == (409, True)
    table = page.split('id="clashes"')[1].split("</table>")[0]
    assert [word in table for word in (f"{URL}/theirs", f"{URL}/mine", "Switched on", "It is told when")] == [
        True,
        True,
        True,
        False,
    ]
    assert Webhook.objects.get().url == f"{URL}/theirs"
    organizer.post(f"{LIST}{hook.pk}/", {**mine, "seen": answer.context["seen"]})
    assert (Webhook.objects.get().url, Webhook.objects.get().is_active) == (f"{URL}/mine", True)


def test_new_secret_and_removal_are_asked_for_first(organizer, hook):
    before = secret_of(hook)
    assert "This cannot be undone" in organizer.get(f"{LIST}{hook.pk}/secret/").content.decode()
    organizer.post(f"{LIST}{hook.pk}/secret/")
    hook.refresh_from_db()
    assert secret_of(hook) != before
    assert "Remove this webhook?" in organizer.get(f"{LIST}{hook.pk}/remove/").content.decode()
    assert organizer.post(f"{LIST}{hook.pk}/remove/").status_code == 302
    assert organizer.post(f"{LIST}{hook.pk}/remove/").status_code == 404
    assert not Webhook.objects.exists()


def test_pages_ask_as_many_queries_for_many(organizer, hook, challenge, dora, django_assert_num_queries):
    organizer.get(LIST)
    make_hook(challenge.edition, challenge, url=URL, events=EVENTS, by=dora, now=NOW)
    for number in range(30):
        Delivery.objects.create(webhook=hook, about=number, event="test", body="{}", made_at=NOW, not_before=NOW)
    with django_assert_num_queries(5):
        organizer.get(LIST)
    with django_assert_num_queries(5):
        organizer.get(f"{LIST}{hook.pk}/")
