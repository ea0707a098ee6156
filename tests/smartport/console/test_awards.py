"""The awards in the console: the list without a name, a new one, its sheet, its order and removal."""

import uuid

import pytest

from challenges.ceremony.models import Award, State
from challenges.editions.models import Edition
from tests.factories import NOW, make_person
from tests.factories.event import make_partner
from tests.factories.hearing import make_hearing
from tests.factories.jury import make_panel
from tests.factories.stage import lock_decision, make_award, make_ceremony, make_laureate
from tests.smartport.console.desks import at_the_desk, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour", "edition")]
PATH = "/console/awards/"
QUERIES = 9


def sent(client, **typed):
    return form_of(client, f"{PATH}new/") | {"kind": "main", "title_fr": "Grand prix", "told": "1"} | typed


def test_list_says_what_is_missing_and_names_nobody(organizer, edition, alices_team):
    award = make_award(edition, kind="theme", title="Calm water", deciders="Amina", reason="Because.")
    row = make_laureate(award, alices_team, citation={"fr": "Pour le calme."})
    told = organizer.get(PATH).content.decode()
    assert "Theme prize" in told
    assert "Nobody is named who hands it over" in told
    assert f'href="{PATH}{award.pk}/laureates/{row.pk}/">Place 1: the citation is missing (Arabic · English)' in told
    assert "0 of 1 award is ready" in told
    assert alices_team.name not in told


def test_list_says_what_is_ready(organizer, edition, alices_team):
    award = make_award(edition, deciders="Amina", reason="Because.", handed_by="The director")
    said = {"citation": {"fr": "a", "ar": "b", "en": "c"}, "pronunciation": "a-li-zé", "project_title": ""}
    make_laureate(award, alices_team, **said)
    told = organizer.get(PATH).content.decode()
    assert "Every award is ready to be told." in told


def test_new_award_is_added_once(organizer):
    given = sent(organizer, key=str(uuid.uuid4()), told="3", handed_by="The director")
    answers = [organizer.post(f"{PATH}new/", given) for _ in range(2)]
    made = Award.objects.get()
    assert {answer.url for answer in answers} == {f"{PATH}{made.pk}/"}
    assert (made.kind, made.title, made.told, made.handed_by) == ("main", {"fr": "Grand prix"}, 3, "The director")


@pytest.mark.parametrize(
    "typed",
    [
        {"title_fr": ""},
        {"kind": "x"},
        {"kind": "sponsor"},
        {"told": "0"},
        {"told": "11"},
        {"told": "x"},
        {"panel": str(uuid.uuid4())},
        {"panel": "x"},
        {"challenge": "999"},
        {"handed_by": "y" * 161},
        {"title_fr": "y" * 301},
        {"title_fr": "a\x00b"},
    ],
)
def test_award_that_cannot_be_is_refused_in_words(organizer, typed):
    answer = organizer.post(f"{PATH}new/", sent(organizer, **typed))
    assert answer.status_code == 422
    assert "Nothing is saved yet" in answer.content.decode()
    assert not Award.objects.exists()


def test_sponsors_prize_names_its_partner(organizer, edition):
    partner = make_partner(edition)
    assert organizer.post(f"{PATH}new/", sent(organizer, kind="sponsor", partner=partner.pk)).status_code == 302


def test_award_of_a_jury_is_for_its_challenge_and_the_publics_has_none(organizer, challenge):
    panel = make_panel(challenge)
    assert organizer.post(f"{PATH}new/", sent(organizer, kind="public", panel=panel.pk)).status_code == 422
    assert organizer.post(f"{PATH}new/", sent(organizer, panel=panel.pk)).status_code == 302
    assert Award.objects.get().challenge == challenge


def test_panel_of_another_edition_is_not_here(organizer, challenge):
    panel = make_panel(challenge)
    other = Edition.objects.create(slug="next", title={}, opens_at=NOW, closes_at=NOW.replace(year=2028))
    given = sent(organizer, panel=panel.pk)
    assert organizer.post(f"{PATH}new/?edition={other.slug}", given).status_code == 422


def test_two_organizers_at_one_award_overwrite_nothing_unseen(organizer, colleague, edition):
    award = make_award(edition)
    own = f"{PATH}{award.pk}/edit/"
    mine, theirs = form_of(organizer, own), form_of(colleague, own)
    assert colleague.post(own, theirs | {"handed_by": "The minister"}).status_code == 302
    answer = organizer.post(own, mine | {"handed_by": "The director"})
    assert answer.status_code == 409
    assert "The minister" in answer.content.decode()
    award.refresh_from_db()
    assert award.handed_by == "The minister"


def test_source_of_laureates_does_not_change_under_them(organizer, edition, alices_team):
    award = make_award(edition)
    make_laureate(award, alices_team)
    own = f"{PATH}{award.pk}/edit/"
    answer = organizer.post(own, form_of(organizer, own) | {"kind": "public"})
    assert answer.status_code == 409
    assert "Take the laureates away first" in answer.content.decode()


def test_awards_are_put_into_order(organizer, edition):
    first, second = make_award(edition, title="First"), make_award(edition, title="Second")
    assert organizer.post(PATH, {"deed": "up", "award": second.pk}).url == f"{PATH}?edition=demo"
    told = organizer.get(PATH).content.decode()
    assert told.index(">Second<") < told.index(">First<")
    assert organizer.post(PATH, {"deed": "sideways", "award": first.pk}).status_code == 302
    for key in ("", "x", "1", str(uuid.uuid4())):
        assert organizer.post(PATH, {"deed": "up", "award": key}).status_code == 404


def test_award_is_removed_once(organizer, edition):
    award = make_award(edition)
    own = f"{PATH}{award.pk}/remove/"
    assert organizer.get(own).status_code == 200
    assert [organizer.post(own).status_code for _ in range(2)] == [302, 302]
    assert not Award.objects.exists()
    assert organizer.get(own).status_code == 404


def test_armed_ceremony_holds_everything_and_says_what_to_do(organizer, edition, alices_team):
    award = make_award(edition)
    given, own = sent(organizer), f"{PATH}{award.pk}/edit/"
    changed = form_of(organizer, own) | {"handed_by": "Another"}
    make_ceremony(edition, state=State.ARMED)
    for answer in (
        organizer.post(f"{PATH}new/", given),
        organizer.post(own, changed),
        organizer.post(PATH, {"deed": "up", "award": award.pk}),
        organizer.post(f"{PATH}{award.pk}/remove/"),
    ):
        assert answer.status_code == 409
        assert "Disarm the ceremony first" in answer.content.decode()
    told = organizer.get(PATH).content.decode()
    assert "Disarm the ceremony first" in told
    assert "New award" not in told


def test_published_results_hold_everything(organizer, edition):
    award = make_award(edition)
    Edition.objects.update(results_published_at=NOW)
    answer = organizer.post(f"{PATH}{award.pk}/remove/")
    assert answer.status_code == 409
    assert "Write an erratum" in answer.content.decode()


@pytest.mark.parametrize(
    "below", ["", "new/", "{}/", "{}/edit/", "{}/remove/", "{}/told/", "{}/take/", "{}/choose/", "{}/clear/"]
)
def test_nobody_else_finds_the_awards(edition, below, alice):
    award = make_award(edition)
    address = PATH + below.format(award.pk)
    limited = make_person("otto", is_staff=True, organizes_named_only=True)
    for person in (alice, limited):
        client = at_the_desk(person)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)


def test_list_asks_as_many_queries_for_many(organizer, challenge, dora, alices_team, django_assert_num_queries):
    challenge.organizers.add(dora)
    hearing = make_hearing(challenge)
    lock_decision(hearing)
    make_award(challenge.edition, panel=hearing.panel)
    organizer.get(PATH)
    with django_assert_num_queries(QUERIES):
        organizer.get(PATH)
    for _ in range(3):
        make_laureate(make_award(challenge.edition, panel=hearing.panel), alices_team)
        make_laureate(make_award(challenge.edition, kind="favourite"), alices_team)
    with django_assert_num_queries(QUERIES):
        organizer.get(PATH)
