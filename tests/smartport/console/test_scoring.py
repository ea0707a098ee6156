"""What scores a challenge: checked on a machine, renewed, and never in the place of results without a look."""

import io
import zipfile

import pytest
from django.urls import reverse

from challenges.checks.actions import ask_check, record_check, send_waiting_checks
from challenges.checks.models import Check
from challenges.evaluations.models import Bundle, Rejudge
from challenges.evaluations.queries import bundle_in_force
from tests.factories import NOW, labelled_release, make_machine, make_person, make_submission, score_submission
from tests.factories.bundles import BUNDLE

pytestmark = pytest.mark.django_db

FINDING = {
    "level": "repair",
    "about": "scorer",
    "title": "An empty cell",
    "text": "The <b>scorer</b> failed: x",
    "code": "c",
}
REPORT = {
    "is_well": False,
    "findings": [FINDING, {**FINDING, "level": "look"}],
    "block": "baselines:\n",
    "baselines": [],
}


@pytest.fixture
def desk(client, challenge, dora):
    challenge.organizers.add(dora)
    client.force_login(dora)
    return client


@pytest.fixture
def elsewhere(client, challenge, dora):
    """An organizer of another challenge."""
    challenge.organizers.add(dora)
    client.force_login(make_person("otto", is_staff=True))
    return client


def address(name: str, challenge, *more) -> str:
    return reverse(f"console-{name}", args=[challenge.edition.slug, challenge.slug, *more])


def changed_zip(top: str = "", **files: str) -> io.BytesIO:
    """The tiny bundle with something else in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**BUNDLE, "reference/note.txt": "v2", **files}.items():
            archive.writestr(top + name, text)
    out.seek(0)
    out.name = "bundle.zip"
    return out


def done(check: Check, report=REPORT) -> Check:
    make_machine()
    sent = []
    send_waiting_checks(now=NOW, send=sent.append)
    record_check(check.pk, sent[0].ticket, report=report, now=NOW)
    return check


def test_page_shows_what_scores_now(desk, challenge, bundle):
    page = desk.get(address("scoring", challenge)).content.decode()
    assert bundle.sha256[:12] in page


def test_page_leads_back_to_its_challenge(desk, challenge, bundle):
    page = desk.get(address("scoring", challenge)).content.decode()
    assert f'href="{address("challenge", challenge)}"' in page
    assert f'href="{reverse("console-edition", args=[challenge.edition.slug])}"' in page


def test_page_asks_as_many_queries_for_many(desk, challenge, bundle, dora, django_assert_num_queries):
    for number in range(5):
        row = Bundle.objects.create(
            phase=bundle.phase, sha256=f"{number}" * 64, content=bundle.content.name, manifest=bundle.manifest
        )
        ask_check(row, by=dora, now=NOW)
    desk.get(address("scoring", challenge))
    with django_assert_num_queries(9):
        desk.get(address("scoring", challenge))


def test_check_is_asked_once(desk, challenge, bundle):
    for _ in range(2):
        answer = desk.post(address("check-bundle", challenge, bundle.pk))
    assert answer.headers["Location"] == reverse("console-check", args=[Check.objects.get().pk])


def test_check_moves_by_itself_until_it_is_done(desk, bundle, dora):
    check = ask_check(bundle, by=dora, now=NOW)
    where = reverse("console-check", args=[check.pk])
    assert "hx-trigger" in desk.get(where).content.decode()
    done(check)
    part = desk.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part
    assert "<html" not in part
    assert "The &lt;b&gt;scorer" in part


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("bundle_broken: reference/truth.csv, row 3, column id, '': the id is empty", "ligne 3, colonne id"),
        ("scorer_failed: <b>x", 'lang="en" dir="ltr">&lt;b&gt;x'),
    ],
)
def test_check_that_broke_says_what_is_to_be_mended(desk, bundle, dora, trouble, said):
    check = ask_check(bundle, by=dora, now=NOW)
    Check.objects.filter(pk=check.pk).update(state="broken", trouble=trouble)
    assert said in desk.get(reverse("console-check", args=[check.pk])).content.decode()


def test_report_is_given_as_it_came(desk, bundle, dora):
    check = ask_check(bundle, by=dora, now=NOW)
    where = reverse("console-check-report", args=[check.pk])
    assert desk.get(where).status_code == 404
    done(check)
    assert desk.get(where).json() == REPORT


@pytest.mark.parametrize("name", ["scoring", "renew", "export"])
def test_another_organizers_pages_are_not_there(elsewhere, challenge, bundle, name):
    assert elsewhere.get(address(name, challenge)).status_code == 404


def test_another_organizers_checks_are_not_there(elsewhere, challenge, bundle, dora):
    check = done(ask_check(bundle, by=dora, now=NOW))
    for name in ("console-check", "console-check-report"):
        assert elsewhere.get(reverse(name, args=[check.pk])).status_code == 404
    for name in ("check-bundle", "use-bundle"):
        assert elsewhere.post(address(name, challenge, bundle.pk)).status_code == 404


def test_new_version_is_kept_and_leads_to_the_question(desk, challenge, bundle):
    answer = desk.post(address("renew", challenge), {"way": "zip", "file": changed_zip()})
    new = Bundle.objects.get(published_at=None)
    assert answer.headers["Location"] == address("use-bundle", challenge, new.pk)
    assert Check.objects.get().bundle == new
    page = desk.get(answer.headers["Location"])
    assert page.context["is_final"]  # no check of it has passed
    assert "Le score en bref" not in page.content.decode()
    desk.post(answer.headers["Location"])
    assert bundle_in_force(bundle.phase) == new


def test_version_of_a_whole_pack_takes_what_scores_alone(desk, challenge, bundle):
    desk.post(address("renew", challenge), {"way": "zip", "file": changed_zip("mon-defi/")})
    assert Bundle.objects.filter(published_at=None).count() == 1


def test_version_with_results_leads_to_a_rejudge(desk, challenge, leaderboard, alices_team):
    score_submission(make_submission(alices_team, leaderboard.phase), public=1.0, private=1.0)
    old = bundle_in_force(leaderboard.phase)
    answer = desk.post(address("renew", challenge), {"way": "zip", "file": changed_zip()})
    where = answer.headers["Location"]
    assert desk.get(where).context["is_rejudge"]
    assert desk.post(where, {"reason_fr": ""}).status_code == 422
    answer = desk.post(where, {"reason_fr": "Une erreur dans la vérité"})
    rejudge = Rejudge.objects.get()
    assert answer.headers["Location"] == reverse("rejudge", args=[rejudge.pk])
    assert rejudge.bundle != old == bundle_in_force(leaderboard.phase)


@pytest.mark.parametrize(
    "sent",
    [
        {"way": "zip"},
        {"way": "zip", "file": io.BytesIO(b"hello")},
        {"way": "metric", "target": "x", "choice": "mae"},
        {},
    ],
)
def test_what_is_no_version_is_refused(desk, challenge, bundle, sent):
    if "file" in sent:
        sent["file"].name = "x.zip"
    assert desk.post(address("renew", challenge), sent).status_code == 422
    assert Bundle.objects.count() == 1


def test_broken_bundle_is_refused_with_its_faults(desk, challenge, bundle):
    broken = changed_zip(**{"challenge.yaml": BUNDLE["challenge.yaml"].replace("better: lower", "better: left")})
    answer = desk.post(address("renew", challenge), {"way": "zip", "file": broken})
    assert answer.status_code == 422
    assert "renewed-" not in answer.content.decode()


def test_metric_that_is_misspelt_is_said_in_french(desk, challenge, bundle):
    broken = changed_zip(**{"challenge.yaml": BUNDLE["challenge.yaml"].replace("unit: h", "metric: mea")})
    page = desk.post(address("renew", challenge), {"way": "zip", "file": broken}).content.decode()
    assert "il n’existe pas de métrique &#x27;mea&#x27;" in page
    assert "there is no metric" not in page


def test_another_metric_over_the_same_data(desk, challenge, bundle, tmp_path):
    challenge.release = labelled_release(tmp_path / "labelled")
    challenge.save()
    sent = {"way": "metric", "target": "waiting_hours", "choice": "rmse"}
    answer = desk.post(address("renew", challenge), sent)
    new = Bundle.objects.get(published_at=None)
    assert answer.headers["Location"] == address("use-bundle", challenge, new.pk)
    assert new.manifest["scores"][0]["key"] == "rmse"
    assert "Le score en bref" in desk.get(answer.headers["Location"]).content.decode()


def test_export_is_asked_and_noted(desk, challenge, bundle):
    assert desk.get(address("export", challenge)).status_code == 200
    answer = desk.post(address("export", challenge))
    content = b"".join(answer.streaming_content)
    answer.close()
    assert answer.headers["Content-Length"] == str(len(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "built/bundle/reference/truth.csv" in archive.namelist()
