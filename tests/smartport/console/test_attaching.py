"""The data of a challenge that was made without any, chosen later: what is missing leads there."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.models import JournalEntry
from challenges.making.actions import keep_source
from challenges.making.models import Making, Source, Way
from datasets.models import Release
from tests.factories import NOW, labelled_release, make_challenge, make_person, make_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(edition, dora):
    """A draft with a phase, and neither data nor a bundle."""
    found = make_challenge(edition, slug="quais", is_published=False)
    found.organizers.add(dora)
    make_phase(found)
    return found


@pytest.fixture
def release(tmp_path):
    return labelled_release(tmp_path / "labelled")


@pytest.fixture
def desk(client, bare, dora):
    client.force_login(dora)
    return client


def address(name: str, challenge) -> str:
    return reverse(f"console-{name}", args=[challenge.edition.slug, challenge.slug])


def choose(desk, challenge, release):
    return desk.post(address("data-of-challenge", challenge), {"choice": str(release.pk)})


def test_what_is_missing_leads_to_where_it_is_done(desk, bare):
    page = desk.get(address("challenge", bare)).content.decode()
    assert address("data-of-challenge", bare) in page
    assert f"{address('renew', bare)}?phase=main" in page
    assert address("data-of-challenge", bare) in desk.get(address("scoring", bare)).content.decode()
    assert address("data-of-challenge", bare) in desk.get(address("renew", bare)).content.decode()


def test_from_texts_alone_to_a_challenge_that_lacks_nothing(desk, bare, release):
    answer = choose(desk, bare, release)
    assert answer.headers["Location"] == address("renew", bare)
    sent = {"way": "metric", "target": "waiting_hours", "choice": "mae"}
    assert desk.post(answer.headers["Location"], sent).headers["Location"] == address("scoring", bare)
    bare.refresh_from_db()
    assert bare.release == release
    assert bundle_in_force(bare.phases.get()) is not None
    assert JournalEntry.objects.get(deed="challenge.data_chosen").details["changes"]["release"] == ["", str(release)]
    assert 'id="lacks"' not in desk.get(address("challenge", bare)).content.decode()


def test_others_may_be_chosen_until_something_scores_it(desk, bare, release, tmp_path):
    other = labelled_release(tmp_path / "other", slug="quais")
    for one in (other, release, release):
        assert choose(desk, bare, one).status_code == 302
    assert JournalEntry.objects.filter(deed="challenge.data_chosen").count() == 2
    desk.post(address("renew", bare), {"way": "metric", "target": "waiting_hours", "choice": "mae"})
    assert Bundle.objects.count() == 1
    assert choose(desk, bare, other).status_code == 409
    assert choose(desk, bare, release).status_code == 302
    bare.refresh_from_db()
    assert bare.release == release


def test_data_without_hidden_labels_want_a_program(desk, bare, release):
    Release.objects.update(labels="")
    assert choose(desk, bare, release).headers["Location"] == address("scoring", bare)


def test_another_organizers_data_are_not_offered(desk, bare, edition, release):
    taken = make_challenge(edition, slug="camions", release=release)
    taken.organizers.add(make_person("otto", is_staff=True))
    assert str(release.pk) not in desk.get(address("data-of-challenge", bare)).content.decode()
    assert choose(desk, bare, release).status_code == 422


@pytest.mark.parametrize(("pack", "is_kept"), [("air", False), ("attente", True)])
def test_baselines_of_the_house_are_left_behind_with_its_data(desk, bare, edition, release, dora, pack, is_kept):
    Making.objects.create(
        edition=edition,
        way=Way.TEMPLATE,
        by=dora,
        begun_at=NOW,
        changed_at=NOW,
        answers={"template": {"pack": pack}},
        challenge=bare,
    )
    keep_source(bare, ContentFile(b"PK"), now=NOW)
    choose(desk, bare, release)
    assert Source.objects.filter(challenge=bare).exists() is is_kept


@pytest.mark.parametrize("choice", ["", "x", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_what_is_no_release_is_refused(desk, bare, choice):
    assert desk.post(address("data-of-challenge", bare), {"choice": choice}).status_code == 422


def test_another_organizers_challenge_is_not_there(client, bare, release):
    client.force_login(make_person("otto", is_staff=True))
    assert client.get(address("data-of-challenge", bare)).status_code == 404
    assert choose(client, bare, release).status_code == 404
