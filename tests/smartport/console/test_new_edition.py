"""A new edition, from nothing or from another: texts, partners, questions, challenges; neither teams nor results."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from challenges.editions.models import Edition, Partner, Phase
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.models import JournalEntry
from tests.factories import make_challenge, make_faq, make_person
from tests.factories.editions import texts

pytestmark = pytest.mark.django_db

SENT = {
    "slug": "edition-2027",
    "title_fr": "Édition 2027",
    "summary_fr": "Des problèmes portuaires",
    "opens_at": "2027-11-01T09:00",
    "closes_at": "2028-01-22T19:00",
    "zone": "Africa/Casablanca",
    "team_size": "4",
}


@pytest.fixture
def desk(client, edition, dora):
    client.force_login(dora)
    return client


def test_edition_from_nothing_is_a_draft(desk):
    desk.cookies["language"] = "en"
    answer = desk.post(reverse("console-new-edition"), SENT)
    made = Edition.objects.get(slug="edition-2027")
    assert answer.headers["Location"] == reverse("console-new-challenge", args=["edition-2027"])
    assert (made.is_published, made.team_size, made.title["fr"]) == (False, 4, "Édition 2027")
    assert made.opens_at == datetime(2027, 11, 1, 9, tzinfo=UTC)  # Morocco left summer time
    assert JournalEntry.objects.get(deed="edition.made").details["slug"] == "edition-2027"
    assert "The edition is made, as a draft." in desk.get(answer.headers["Location"]).content.decode()


def test_edition_from_another_takes_what_was_chosen(desk, edition, challenge, bundle, dora, alices_team):
    partner = Partner.objects.create(edition=edition, short_name="ANP", name=texts("ANP"))
    challenge.partners.add(partner)
    challenge.organizers.add(dora)
    make_faq(edition)
    make_faq(edition, challenge=challenge)
    Phase.objects.update(freezes_at=bundle.phase.closes_at - timedelta(hours=2))
    make_challenge(edition, slug="quais")
    address = f"{reverse('console-new-edition')}?from={edition.slug}"
    assert desk.get(address).status_code == 200
    desk.post(address, {**SENT, "challenges": [str(challenge.pk)]})
    made = Edition.objects.get(slug="edition-2027")
    (copy,) = made.challenges.all()
    phase = copy.phases.get()
    assert (copy.slug, copy.is_published, copy.title) == (challenge.slug, False, challenge.title)
    assert phase.opens_at - bundle.phase.opens_at == made.opens_at - edition.opens_at
    assert phase.closes_at - phase.freezes_at == timedelta(hours=2)
    assert [one.short_name for one in copy.partners.all()] == ["ANP"]
    assert copy.partners.get() != partner
    assert (made.faq.filter(challenge=None).count(), copy.faq.count(), made.teams.count()) == (1, 1, 0)
    assert bundle_in_force(phase).sha256 == bundle.sha256


def test_another_organizers_challenge_is_not_copied(desk, edition, challenge):
    challenge.organizers.add(make_person("otto", is_staff=True))
    desk.post(f"{reverse('console-new-edition')}?from={edition.slug}", {**SENT, "challenges": [str(challenge.pk)]})
    assert not Edition.objects.get(slug="edition-2027").challenges.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"slug": "demo"},
        {"slug": "new"},
        {"slug": "É"},
        {"title_fr": " "},
        {"title_fr": "x" * 301},
        {"summary_fr": "x" * 301},
        {"closes_at": "2027-10-01T09:00"},
        {"opens_at": "2027-02-30T09:00"},
        {"zone": "Mars/Olympus"},
        {"zone": "../etc/passwd"},
        {"team_size": "101"},
    ],
)
def test_what_will_not_do_is_refused_and_stays(desk, sent):
    answer = desk.post(reverse("console-new-edition"), {**SENT, **sent})
    assert answer.status_code in {409, 422}
    assert "Édition 2027" in answer.content.decode() or "title_fr" in sent
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"opens_at": "0001-01-01T00:00"}, "year_unfit"),
        ({"closes_at": "9999-12-31T23:59"}, "year_unfit"),
        ({"zone": "Europe/Paris", "closes_at": "2028-03-26T02:30"}, "hour_unclear"),  # it does not come
        ({"zone": "Europe/Paris", "closes_at": "2028-10-29T02:30"}, "hour_unclear"),  # it comes twice
    ],
)
def test_hour_that_no_clock_shows_once_is_refused_with_its_field(desk, sent, code):
    refusal = desk.post(reverse("console-new-edition"), {**SENT, **sent}).context["refusal"]
    assert (refusal.code, refusal.field in sent) == (code, True)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"summary_fr": " "}, "summary-fr"),
        ({"slug": "Édition 2027"}, "slug"),
        ({"opens_at": "0001-01-01T00:00"}, "opens_at"),
        ({"closes_at": "x"}, "closes_at"),
        ({"zone": "Africa/Fes"}, "zone"),
        ({"team_size": "0"}, "team_size"),
    ],
)
def test_page_that_is_refused_opens_at_the_field(desk, sent, field):
    desk.cookies["language"] = "en"
    page = desk.post(reverse("console-new-edition"), {**SENT, **sent}).content.decode()
    (focused,) = re.findall(r"<[^<>]* autofocus[^<>]*>", page)
    assert f'id="{field}"' in focused
    assert "refusal" in focused
    assert "<title>Not saved · " in page


@pytest.mark.parametrize("sent", [{"summary_fr": " "}, {"summary_ar": "x" * 301}])
def test_text_that_will_not_do_is_the_one_that_is_marked(desk, sent):
    assert desk.post(reverse("console-new-edition"), {**SENT, **sent}).context["refusal"].field == "summary"


def test_bytes_that_no_database_keeps_are_left_out(desk):
    desk.post(reverse("console-new-edition"), {**SENT, "title_fr": "Édition\x00 2027"})
    assert Edition.objects.get(slug="edition-2027").title["fr"] == "Édition 2027"


def test_unknown_model_is_none(desk):
    assert desk.get(f"{reverse('console-new-edition')}?from=atlantis").context["model"] is None


@pytest.mark.parametrize("is_ticked", [True, False])
def test_results_of_a_new_edition_are_told_on_the_stage_unless_it_is_unticked(desk, is_ticked):
    assert 'name="is_told_on_stage" checked' in desk.get(reverse("console-new-edition")).content.decode()
    desk.post(reverse("console-new-edition"), {**SENT, **({"is_told_on_stage": "on"} if is_ticked else {})})
    assert Edition.objects.get(slug="edition-2027").is_told_on_stage is is_ticked


def test_unknown_time_zone_is_marked(desk):
    desk.cookies["language"] = "en"
    answer = desk.post(reverse("console-new-edition"), {**SENT, "zone": "Africa/Atlantis"})
    page = answer.content.decode()
    assert (answer.status_code, "There is no such time zone." in page) == (422, True)
    assert '<div class="field" data-wrong><label for="zone">' in page
    assert 'value="Africa/Atlantis"' in page
