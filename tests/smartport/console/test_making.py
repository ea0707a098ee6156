"""A port officer makes a challenge step by step: from published data and a metric, from the house, from a copy."""

import re

import pytest
from django.urls import reverse

from challenges.checks.models import Check
from challenges.editions.models import Challenge
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.models import JournalEntry
from challenges.making.models import Making
from evaluator.bundle import Bundle
from smartport.making.zipping import unzip_kept
from tests.factories import labelled_release, make_challenge, make_person

pytestmark = pytest.mark.django_db

TERMS = {
    "slug": "attente",
    "opens_at": "2026-12-01T08:00",
    "closes_at": "2027-01-10T18:00",
    "daily_limit": "3",
    "total_limit": "50",
}


@pytest.fixture
def release(tmp_path):
    return labelled_release(tmp_path / "labelled")


@pytest.fixture
def desk(client, edition, dora):
    """Dora at the console."""
    client.force_login(dora)
    return client


def begun(desk, edition, way: str) -> Making:
    desk.post(reverse("console-new-challenge", args=[edition.slug]), {"way": way})
    return Making.objects.get(way=way)


def step(desk, making: Making, word: str, **sent: str):
    return desk.post(reverse("console-making", args=[making.pk, word]), sent)


def texts_on(answer) -> dict[str, str]:
    """What the form of the texts holds, as it would be sent."""
    shown = answer.context["texts"]
    return {f"{name}_{language}": text for name, said in shown.items() for language, text in said.items()}


def answered(desk, edition, release, *, metric: str = "mae", target: str = "waiting_hours") -> Making:
    """All steps but the last."""
    making = begun(desk, edition, "release")
    assert step(desk, making, "data", choice=str(release.pk)).status_code == 302
    assert step(desk, making, "metric", choice=metric, target=target).status_code == 302
    texts = texts_on(desk.get(reverse("console-making", args=[making.pk, "texts"])))
    assert step(desk, making, "texts", **texts).status_code == 302
    assert step(desk, making, "terms", **TERMS).status_code == 302
    return making


def test_release_and_metric_become_a_challenge(desk, edition, release, dora, tmp_path):
    making = answered(desk, edition, release)
    assert desk.get(reverse("console-making", args=[making.pk, "summary"])).status_code == 200
    answer = step(desk, making, "summary")
    assert answer.headers["Location"] == reverse("console-scoring", args=[edition.slug, "attente"])
    challenge = Challenge.objects.get(edition=edition, slug="attente")
    assert (challenge.is_published, challenge.release, list(challenge.organizers.all())) == (False, release, [dora])
    assert set(challenge.statement) == {"fr", "ar", "en"}
    phase = challenge.phases.get()
    assert (phase.daily_limit, phase.total_limit) == (3, 50)
    unzip_kept(bundle_in_force(phase).content, tmp_path / "bundle")
    bundle = Bundle.read(tmp_path / "bundle")
    assert [score.key for score in bundle.scores] == ["mae"]
    assert bundle.predictions.header == ("call_id", "waiting_hours")
    with release.labels.open("rb") as labels:
        assert (tmp_path / "bundle" / "reference" / "truth.csv").read_bytes() == labels.read()


def test_what_is_made_is_checked_and_written_down(desk, edition, release):
    step(desk, answered(desk, edition, release), "summary")
    check = Check.objects.get()
    assert (check.state, bool(check.pack)) == ("queued", True)
    deeds = list(JournalEntry.objects.values_list("deed", flat=True))
    assert [deed for deed in deeds if deed.startswith(("challenge", "check", "bundle"))] == [
        "bundle.published",
        "challenge.made",
        "check.asked",
    ]


def test_made_twice_it_is_made_once(desk, edition, release):
    making = answered(desk, edition, release)
    assert [step(desk, making, "summary").status_code for _ in range(2)] == [302, 302]
    assert Challenge.objects.filter(edition=edition, slug="attente").count() == 1


@pytest.mark.parametrize(
    ("metric", "target", "columns"),
    [
        ("mae", "waiting_hours", ("waiting_hours",)),
        ("pinball", "waiting_hours", ("q10", "q50", "q90")),
        ("roc_auc", "late", ("waiting_hours",)),
        ("balanced_accuracy", "late", ("waiting_hours",)),
        ("integrated_brier", "waiting_hours", None),
    ],
)
def test_metrics_of_every_kind_make_a_bundle(desk, edition, release, metric, target, columns):
    step(desk, answered(desk, edition, release, metric=metric, target=target), "summary")
    bundle = bundle_in_force(Challenge.objects.get(edition=edition, slug="attente").phases.get())
    assert bundle.manifest["scores"][0]["key"] == metric
    assert columns is None or tuple(bundle.manifest["predictions"]["columns"]) == columns


def test_ranking_takes_its_query_from_the_test(desk, edition, release):
    making = begun(desk, edition, "release")
    step(desk, making, "data", choice=str(release.pk))
    assert step(desk, making, "metric", choice="ndcg", target="waiting_hours").status_code == 422
    assert step(desk, making, "metric", choice="ndcg", target="waiting_hours", query="quay").status_code == 302
    step(desk, making, "texts", **texts_on(desk.get(reverse("console-making", args=[making.pk, "texts"]))))
    step(desk, making, "terms", **TERMS)
    assert step(desk, making, "summary").status_code == 302


def test_metric_that_does_not_fit_is_refused_with_its_need(desk, edition, release):
    making = begun(desk, edition, "release")
    step(desk, making, "data", choice=str(release.pk))
    answer = step(desk, making, "metric", choice="roc_auc", target="waiting_hours")
    assert answer.status_code == 422
    assert "deux valeurs" in answer.content.decode() or "two values" in answer.content.decode()


def test_steps_are_kept_and_lead_on(desk, edition, release):
    making = answered(desk, edition, release)
    page = desk.get(reverse("console-new-challenge", args=[edition.slug])).content.decode()
    assert reverse("console-making", args=[making.pk, "summary"]) in page


def test_step_without_its_ground_leads_back(desk, edition, release):
    making = begun(desk, edition, "release")
    for word in ("metric", "texts", "summary"):
        answer = desk.get(reverse("console-making", args=[making.pk, word]))
        assert answer.headers["Location"] == reverse("console-making", args=[making.pk, "data"])


def test_other_data_ask_for_the_metric_again(desk, edition, release, tmp_path):
    making = answered(desk, edition, release)
    other = labelled_release(tmp_path / "other", slug="quais")
    step(desk, making, "data", choice=str(other.pk))
    answer = desk.get(reverse("console-making", args=[making.pk, "summary"]))
    assert answer.headers["Location"] == reverse("console-making", args=[making.pk, "metric"])
    step(desk, making, "metric", choice="mae", target="waiting_hours")
    assert desk.get(reverse("console-making", args=[making.pk, "texts"])).context["is_old"]


def test_release_of_another_organizers_challenge_is_not_offered(desk, edition, release):
    make_challenge(edition, slug="quais", release=release).organizers.add(make_person("otto", is_staff=True))
    making = begun(desk, edition, "release")
    page = desk.get(reverse("console-making", args=[making.pk, "data"])).content.decode()
    assert str(release.pk) not in page
    assert step(desk, making, "data", choice=str(release.pk)).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"slug": "Attente"},
        {"slug": "new"},
        {"slug": "a" * 51},
        {"opens_at": "demain"},
        {"opens_at": "9999-12-31T23:59:59+23:59"},
        {"closes_at": "2026-11-01T08:00"},
        {"daily_limit": "0"},
        {"daily_limit": "١"},
        {"total_limit": "1e9"},
    ],
)
def test_terms_that_will_not_do_are_refused(desk, edition, release, sent):
    making = begun(desk, edition, "release")
    step(desk, making, "data", choice=str(release.pk))
    step(desk, making, "metric", choice="mae", target="waiting_hours")
    step(desk, making, "texts", **texts_on(desk.get(reverse("console-making", args=[making.pk, "texts"]))))
    assert step(desk, making, "terms", **{**TERMS, **sent}).status_code == 422


def test_address_is_taken_once(desk, edition, release):
    making = answered(desk, edition, release)
    make_challenge(edition, slug="attente")
    assert step(desk, making, "summary").status_code == 409


def test_text_without_french_is_refused_and_stays(desk, edition, release):
    making = begun(desk, edition, "release")
    step(desk, making, "data", choice=str(release.pk))
    step(desk, making, "metric", choice="mae", target="waiting_hours")
    answer = step(desk, making, "texts", title_fr="", title_en="Waiting <b>")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Waiting &lt;b&gt;" in page
    (focused,) = re.findall(r"<[^<>]* autofocus[^<>]*>", page)
    assert 'id="title-fr"' in focused


def test_house_challenge_is_made_without_data(desk, edition):
    making = begun(desk, edition, "template")
    assert step(desk, making, "template", choice="rade").status_code == 302
    answer = step(desk, making, "data", choice="later")
    assert answer.headers["Location"] == reverse("console-making", args=[making.pk, "texts"])
    texts = texts_on(desk.get(answer.headers["Location"]))
    assert "](figure.svg)" in texts["statement_fr"]
    step(desk, making, "texts", **{**texts, "title_fr": "Attente à Jorf"})
    step(desk, making, "terms", **TERMS)
    assert step(desk, making, "summary").status_code == 302
    challenge = Challenge.objects.get(edition=edition, slug="attente")
    assert (challenge.title["fr"], challenge.release, challenge.phases.get().bundles.count()) == (
        "Attente à Jorf",
        None,
        0,
    )
    assert "data:image/svg+xml;base64," in challenge.statement["fr"]
    assert desk.get(reverse("console-scoring", args=[edition.slug, "attente"])).status_code == 200


def test_house_challenge_takes_a_release_and_a_metric(desk, edition, release):
    making = begun(desk, edition, "template")
    step(desk, making, "template", choice="rade")
    step(desk, making, "data", choice=str(release.pk))
    step(desk, making, "metric", choice="mae", target="waiting_hours")
    texts = texts_on(desk.get(reverse("console-making", args=[making.pk, "texts"])))
    step(desk, making, "texts", **texts)
    step(desk, making, "terms", **TERMS)
    assert step(desk, making, "summary").status_code == 302
    challenge = Challenge.objects.get(edition=edition, slug="attente")
    assert challenge.release == release
    assert challenge.prizes
    assert "data:image/svg+xml;base64," in challenge.statement["fr"]


def test_another_persons_beginning_is_not_there(desk, edition, client):
    making = begun(desk, edition, "release")
    client.force_login(make_person("otto", is_staff=True))
    assert client.get(reverse("console-making", args=[making.pk, "data"])).status_code == 404


def test_beginning_is_thrown_away_after_it_is_asked(desk, edition):
    making = begun(desk, edition, "release")
    address = reverse("console-throw-making-away", args=[making.pk])
    assert desk.get(address).status_code == 200
    assert Making.objects.exists()
    desk.post(address)
    assert not Making.objects.exists()
    assert desk.post(address).status_code == 404


def test_there_is_an_end_to_beginnings(desk, edition, monkeypatch):
    monkeypatch.setattr("challenges.making.actions.MOST_OPEN", 1)
    begun(desk, edition, "release")
    assert desk.post(reverse("console-new-challenge", args=[edition.slug]), {"way": "release"}).status_code == 409


def test_way_that_is_none_is_refused(desk, edition):
    assert desk.post(reverse("console-new-challenge", args=[edition.slug]), {"way": "luck"}).status_code == 422
