"""Accounts and one of them, as an organizer of the whole edition sees them."""

import pytest

from tests.factories import make_person
from tests.factories.jury import make_juror, make_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def doras(client, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def test_list_is_searched(doras, alices_team, mallorys_team):
    page = doras.get("/console/people/?q=alizes").content.decode()
    assert ("alice@smartport.test" in page, "mallory@smartport.test" in page) == (True, False)
    assert "Nobody fits these words." in doras.get("/console/people/?q=zzz").content.decode()


@pytest.fixture
def carol_judges(carol, challenge):
    return make_juror(make_panel(challenge), carol)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("juror", {"carol", "otto"}),
        ("organizer", {"dora", "otto"}),
        ("operator", {"olga"}),
        ("participant", {"alice"}),
        ("harbour-master", {"alice", "carol", "dora", "olga", "otto"}),
    ],
)
def test_list_is_narrowed_to_a_role(doras, alice, carol_judges, role, shown):
    make_person("otto", is_staff=True, judges=True)
    make_person("olga", is_staff=True, is_superuser=True)
    page = doras.get(f"/console/people/?role={role}").content.decode()
    assert {name for name in ("alice", "carol", "dora", "olga", "otto") if f"{name}@smartport.test" in page} == shown


def test_nobody_of_a_role_is_said(doras):
    page = doras.get("/console/people/?role=juror").content.decode()
    assert "Nobody has this role." in page
    assert '<option value="juror" selected>' in page


def test_person_has_every_role_that_is_held(doras, alice, carol, carol_judges):
    otto = make_person("otto", is_staff=True, judges=True)
    said = {carol: "Juror", otto: "Organizer, Juror", alice: "Participant"}
    for person, roles in said.items():
        assert f"<dd>{roles}</dd>" in doras.get(f"/console/people/{person.pk}/").content.decode()


def test_list_asks_as_many_queries_for_many(doras, alices_team, mallorys_team, django_assert_num_queries):
    doras.get("/console/people/?q=a")
    with django_assert_num_queries(7):
        doras.get("/console/people/?q=a")


def test_person_is_told_without_devices(doras, alice, alices_team, submission):
    page = doras.get(f"/console/people/{alice.pk}/").content.decode()
    assert "Les Alizés" in page
    assert f'href="/console/people/{alice.pk}/block/"' in page
    assert doras.get("/console/people/0/").status_code == 404


def test_organizer_is_not_shut_out_by_another(doras, dora):
    otto = make_person("otto", is_staff=True)
    for person in (dora, otto):
        assert "/block/" not in doras.get(f"/console/people/{person.pk}/").content.decode()


def test_organizer_of_named_challenges_sees_nobody(doras, dora, alice):
    dora.organizes_named_only = True
    dora.save()
    assert [doras.get(path).status_code for path in ("/console/people/", f"/console/people/{alice.pk}/")] == [404, 404]
