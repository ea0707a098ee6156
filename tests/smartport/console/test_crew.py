"""The list of who runs the contest, invitations, roles taken back."""

import pytest

from challenges.crew.models import CrewInvitation
from challenges.editions.queries import organized_by
from tests.factories import make_challenge, make_person

pytestmark = pytest.mark.django_db
SENT = {"email": "otto@smartport.test", "scope": "all"}


@pytest.fixture
def doras(client, challenge, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def test_list_says_who_has_which_role(doras, dora):
    page = doras.get("/console/crew/").content.decode()
    assert dora.email in page
    assert f'href="/console/crew/{dora.pk}/end/organizer/"' in page
    assert "/operator/" not in page


def test_invited_stands_in_the_list_until_withdrawn(doras):
    assert doras.post("/console/crew/", SENT).status_code == 302
    (made,) = CrewInvitation.objects.all()
    assert SENT["email"] in doras.get("/console/crew/").content.decode()
    path = f"/console/crew/invitations/{made.pk}/withdraw/"
    assert "Withdraw the invitation?" in doras.get(path).content.decode()
    assert doras.post(path).url == "/console/crew/"
    assert doras.post(path).url == "/console/crew/"
    assert path not in doras.get("/console/crew/").content.decode()


def test_refusal_keeps_what_was_typed(doras):
    answer = doras.post("/console/crew/", {**SENT, "scope": "named"})
    assert (answer.status_code, SENT["email"] in answer.content.decode()) == (422, True)
    assert "needs at least one" in answer.content.decode()


def test_organizer_of_named_challenges_manages_nobody(doras, dora):
    dora.organizes_named_only = True
    dora.save()
    assert doras.get("/console/crew/").status_code == 404
    assert "/console/crew/" not in doras.get("/console/").content.decode()


def test_power_ends_with_the_role_in_every_open_browser(doras, client, challenge):
    otto = make_person("otto", is_staff=True)
    ottos = type(client)()
    ottos.force_login(otto)
    assert ottos.get("/console/").status_code == 200
    path = f"/console/crew/{otto.pk}/end/organizer/"
    assert "told by letter" in doras.get(path).content.decode()
    assert doras.post(path).url == "/console/crew/"
    assert ottos.get("/console/").status_code == 404
    assert doras.get(path).status_code == 404


def test_ones_own_role_is_asked_twice(doras, dora):
    path = f"/console/crew/{dora.pk}/end/organizer/"
    asked = doras.get(path).content.decode()
    assert ('name="knows"' in asked, "Only somebody else" in asked, "You can give" in asked) == (True, True, False)
    assert doras.post(path).status_code == 422
    assert doras.post(path, {"knows": "yes"}).url == "/"
    assert doras.get("/console/").status_code == 404


def test_operators_are_the_operators_affair(doras, client, dora):
    olga = make_person("olga", is_staff=True, is_superuser=True)
    for path in (f"/console/crew/{olga.pk}/end/operator/", f"/console/crew/{dora.pk}/operator/"):
        assert doras.post(path).status_code == 404
    olgas = type(client)()
    olgas.force_login(olga)
    assert olgas.post(f"/console/crew/{olga.pk}/end/operator/", {"knows": "yes"}).status_code == 409
    assert olgas.post(f"/console/crew/{dora.pk}/operator/").url == "/console/crew/"
    assert olgas.get(f"/console/crew/{dora.pk}/end/nothing/").status_code == 404
    assert olgas.post(f"/console/crew/{olga.pk}/end/operator/", {"knows": "yes"}).url == "/"


def test_named_challenges_are_those_of_the_edition_in_view(doras, challenge, dora):
    make_challenge(challenge.edition, slug="quais")
    sent = {**SENT, "scope": "named", "challenges": ["quais", "no-such"]}
    doras.post(f"/console/crew/?edition={challenge.edition.slug}", sent)
    made = CrewInvitation.objects.get()
    assert (made.is_limited, [one.slug for one in made.challenges.all()]) == (True, ["quais"])
    assert organized_by(dora).count() == 2


def test_list_asks_as_many_queries_for_many(doras, django_assert_num_queries):
    make_person("otto", is_staff=True)
    doras.get("/console/crew/")
    with django_assert_num_queries(9):
        doras.get("/console/crew/")
