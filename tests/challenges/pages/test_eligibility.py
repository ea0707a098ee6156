"""The conditions: read by everybody, accepted by version."""

import pytest

from challenges.teams.models import EligibilityAcceptance, Team


@pytest.fixture
def conditions(edition):
    edition.eligibility = {"en": "Only **students**. <script>x</script>", "fr": "Étudiants."}
    edition.eligibility_version = 3
    edition.save()
    return edition


def test_visitor_reads_them_and_is_sent_to_log_in(visitor, conditions):
    page = visitor.get("/eligibility/").content.decode()
    assert "<strong>students</strong>" in page
    assert "<script>x" not in page
    assert visitor.post("/eligibility/", {"eligible": "yes"}).url == "/accounts/login/?next=/eligibility/"


def test_edition_without_conditions_says_so(visitor, edition):
    assert "sets no conditions" in visitor.get("/eligibility/").content.decode()


@pytest.mark.parametrize("form", [{}, {"eligible": "yes"}, {"eligible": "yes", "eligible_version": "2"}])
def test_no_tick_or_an_older_version_is_no_yes(carols, conditions, form):
    answer = carols.post("/eligibility/", form)
    assert answer.status_code == 422
    assert not EligibilityAcceptance.objects.exists()


def test_tick_is_kept_with_its_version(carols, carol, conditions):
    assert "checked" not in carols.get("/eligibility/").content.decode()
    answer = carols.post("/eligibility/", {"eligible": "yes", "eligible_version": "3", "next": "/teams/"})
    assert answer.url == "/teams/"
    assert [(one.user, one.version) for one in EligibilityAcceptance.objects.all()] == [(carol, 3)]
    assert "You have accepted these conditions." in carols.get("/eligibility/").content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(carols, conditions, address):
    answer = carols.post("/eligibility/", {"eligible": "yes", "eligible_version": "3", "next": address})
    assert answer.url == "/eligibility/"


def test_team_is_created_with_the_tick_only(carols, conditions):
    answer = carols.post("/team/", {"name": "Vents"})
    assert answer.status_code == 403
    assert 'id="eligible-error"' in answer.content.decode()
    assert not Team.objects.exists()
    assert carols.post("/team/", {"name": "Vents", "eligible": "yes", "eligible_version": "3"}).url == "/team/"
    assert Team.objects.get().name == "Vents"
