"""The list of panels, a new one, one at a glance, its setting, and the removal of a draft."""

from datetime import timedelta
from uuid import uuid4

import pytest

from challenges.panels.models import Panel
from tests.factories import NOW, make_challenge, make_person
from tests.factories.jury import at_stage, make_ballot, make_full_panel, make_panel
from tests.smartport.console.desks import at_the_desk, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
BELOW = "/console/panels/"


@pytest.fixture
def panel(challenge) -> Panel:
    return make_full_panel(challenge)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_shows_ones_own_panels(organizer, panel, challenge, dora):
    other = make_panel(make_challenge(challenge.edition, slug="quais"), title={"fr": "Autre"})
    other.challenge.organizers.add(make_person("otto", is_staff=True))
    wide = make_panel(challenge, title={"fr": "Grand prix"})
    Panel.objects.filter(pk=wide.pk).update(challenge=None)
    told = page(organizer, BELOW)
    assert ("Main jury" in told, "Autre" in told, "Grand prix" in told) == (True, False, True)
    dora.organizes_named_only = True
    dora.save()
    challenge.organizers.add(dora)
    told = page(organizer, BELOW)
    assert ("Main jury" in told, "Grand prix" in told) == (True, False)
    assert organizer.get(f"{BELOW}{other.pk}/").status_code == 404
    assert organizer.get(f"{BELOW}{wide.pk}/").status_code == 404


def test_list_asks_as_many_queries_for_many(organizer, challenge, django_assert_num_queries):
    make_panel(challenge)
    organizer.get(BELOW)
    with django_assert_num_queries(5):
        organizer.get(BELOW)
    for _ in range(3):
        make_panel(challenge)
    with django_assert_num_queries(5):
        organizer.get(BELOW)


def test_new_panel_is_made_once(organizer, challenge):
    sent = form_of(organizer, f"{BELOW}new/") | {
        "key": str(uuid4()),
        "title_fr": "Jury",
        "challenge": challenge.pk,
        "final_closes_at": "2026-12-20T18:00",
    }
    answers = [organizer.post(f"{BELOW}new/", sent) for _ in range(2)]
    made = Panel.objects.get()
    assert [answer.url for answer in answers] == [f"{BELOW}{made.pk}/"] * 2
    assert (made.challenge, made.ballots_each, made.title) == (challenge, 3, {"fr": "Jury"})
    assert made.final_closes_at.astimezone(challenge.edition.timezone).hour == 18


def test_key_of_a_panel_that_is_anothers_makes_nothing(organizer, challenge):
    other = make_panel(make_challenge(challenge.edition, slug="quais"), title={"fr": "Autre"})
    other.challenge.organizers.add(make_person("otto", is_staff=True))
    sent = form_of(organizer, f"{BELOW}new/") | {
        "key": str(other.pk),
        "title_fr": "Jury",
        "challenge": challenge.pk,
        "final_closes_at": "2026-12-20T18:00",
    }
    answer = organizer.post(f"{BELOW}new/", sent)
    assert (answer.status_code, "used already" in answer.content.decode()) == (409, True)
    assert (Panel.objects.get().title, Panel.objects.get().challenge) == ({"fr": "Autre"}, other.challenge)


def test_new_panel_that_does_not_fit_says_why(organizer, challenge):
    sent = form_of(organizer, f"{BELOW}new/") | {"title_fr": "Jury", "final_closes_at": "2026-11-20T10:00"}
    answer = organizer.post(f"{BELOW}new/", sent)
    assert (answer.status_code, "This hour is over" in answer.content.decode()) == (422, True)
    answer = organizer.post(f"{BELOW}new/", {"title_fr": "", "ballots_each": "x", "jury_weight": "0"})
    assert (answer.status_code, Panel.objects.count()) == (422, 0)


def test_who_organizes_named_challenges_makes_none_for_the_edition(organizer, challenge, dora):
    dora.organizes_named_only = True
    dora.save()
    challenge.organizers.add(dora)
    sent = form_of(organizer, f"{BELOW}new/") | {"title_fr": "Jury", "challenge": ""}
    assert organizer.post(f"{BELOW}new/", sent).status_code == 422
    assert not Panel.objects.exists()


def test_draft_at_a_glance_says_what_is_missing(organizer, panel, challenge):
    assert "Everything is there." in page(organizer, f"{BELOW}{panel.pk}/")
    bare = make_panel(challenge, criteria=())
    told = page(organizer, f"{BELOW}{bare.pk}/")
    assert "A president" in told
    assert f'href="{BELOW}{bare.pk}/criteria/"' in told


def test_open_panel_at_a_glance_says_how_far_it_is(organizer, panel):
    at_stage(panel, "screening")
    Panel.objects.update(opened_at=NOW)
    make_ballot(panel.jurors.first(), panel.candidates.first(), {"clarity": 5})
    assert "1 of 1 ballots are cast" in page(organizer, f"{BELOW}{panel.pk}/")


def test_setting_is_saved_and_two_organizers_do_not_overwrite_each_other(organizer, colleague, panel):
    path = f"{BELOW}{panel.pk}/edit/"
    mine, theirs = form_of(organizer, path), form_of(colleague, path)
    assert colleague.post(path, theirs | {"finalists": "6"}).status_code == 302
    answer = organizer.post(path, mine | {"finalists": "9"})
    assert (answer.status_code, Panel.objects.get().finalists) == (409, 6)


def test_open_panel_keeps_its_setting(organizer, panel):
    path = f"{BELOW}{panel.pk}/edit/"
    sent = form_of(organizer, path)
    Panel.objects.update(opened_at=NOW)
    answer = organizer.post(path, sent | {"finalists": "9"})
    assert (answer.status_code, "does not change any more" in answer.content.decode()) == (409, True)


def test_draft_is_removed_once_and_an_open_panel_is_not(organizer, panel, challenge):
    path = f"{BELOW}{panel.pk}/remove/"
    assert "cannot be undone" in page(organizer, path)
    assert organizer.post(path).url == BELOW
    assert organizer.get(path).status_code == 404
    other = make_panel(challenge, opened_at=NOW - timedelta(days=1))
    assert organizer.post(f"{BELOW}{other.pk}/remove/").status_code == 409


def test_others_find_nothing(panel, challenge, alice, carol, dora):
    challenge.organizers.add(dora)
    otto = make_person("otto", is_staff=True)
    for person in (alice, carol, otto):
        assert at_the_desk(person).get(f"{BELOW}{panel.pk}/").status_code == 404
        assert at_the_desk(person).post(f"{BELOW}{panel.pk}/open/").status_code == 404
