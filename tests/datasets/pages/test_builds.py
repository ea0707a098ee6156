"""The page of a build: its progress, what was found, the signatures, and publication."""

import pytest
from django.urls import reverse

from datasets.builds.models import Build, BuildState
from datasets.builds.queries import last_revision
from datasets.builds.rules import QUESTIONS
from datasets.builds.signing import sign
from datasets.recipes.reading import parse_recipe
from datasets.releases.models import Release
from datasets.risk.fonts import FontsMissing
from tests.datasets.builds import conftest as builds
from tests.datasets.builds.test_signing import answer as answer_of
from tests.factories import NOW

pytestmark = pytest.mark.database

built, made, ready = builds.built, builds.made, builds.ready
asked, draft, extract = builds.asked, builds.draft, builds.extract

SIGNED = {"signer": "Dora Alami", "role": "DPO", "answer": "yes", "reason": ""}


def address(build: Build, deed: str = "", *words: str) -> str:
    return reverse(f"build-{deed}" if deed else "build", args=[build.pk, *words])


@pytest.fixture
def signed(ready, dora) -> Build:
    for question in QUESTIONS:
        sign(ready, answer_of(question), by=dora, now=NOW)
    return ready


def test_build_is_asked_for_from_the_recipe(doras, draft, dora):
    answer = doras.post("/data/recipes/passages/build/")
    build = Build.objects.get()
    assert answer.headers["Location"] == address(build)
    assert (build.state, build.asked_by) == (BuildState.QUEUED, dora)


def test_next_version_is_written_and_built(doras, draft):
    doras.post("/data/recipes/passages/version/", {"revision": "1", "version": "2.0.0"})
    assert parse_recipe(last_revision(draft).text).version == "2.0.0"
    assert Build.objects.get().revision.number == 2


def test_build_that_cannot_be_asked_for_says_why(doras, draft):
    Release.objects.create(slug="passages", version="1.0.0", title={}, licence="x", published_at=NOW)
    answer = doras.post("/data/recipes/passages/build/")
    assert answer.status_code == 409
    assert "passages 1.0.0 is published already" in answer.content.decode()


def test_page_of_a_build_that_runs_moves_by_itself_and_reloads_at_its_end(doras, asked):
    Build.objects.filter(pk=asked.pk).update(state=BuildState.RUNNING, step="risk", percent=41)
    page = doras.get(address(asked)).content.decode()
    assert "41%" in page
    assert f'hx-get="{address(asked)}"' in page
    part = doras.get(address(asked), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    Build.objects.filter(pk=asked.pk).update(state=BuildState.FAILED)
    assert doras.get(address(asked), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_failure_is_told_with_what_to_do(doras, asked):
    refusal = {
        "code": "sample_too_small",
        "message": "The test part has 3 rows; at least 20 are needed: widen its dates.",
    }
    Build.objects.filter(pk=asked.pk).update(state=BuildState.FAILED, refusal=refusal)
    assert refusal["message"] in doras.get(address(asked)).content.decode()


def test_what_was_found_and_what_would_be_published_is_shown(doras, ready, made):
    page = doras.get(address(ready)).content.decode()
    assert "Three questions wait for a person." in page
    assert "The first training rows" in page
    row = made.samples.train.iloc[0]
    assert f"<bdi>{row.iloc[0]}</bdi>" in page
    assert "data/train.parquet" in page
    assert "Immatriculation" not in page.split("The first training rows")[1].split("Three signatures")[0]


def test_page_takes_the_same_queries_signed_or_not(doras, ready, dora, django_assert_num_queries):
    with django_assert_num_queries(6):
        doras.get(address(ready))
    for question in QUESTIONS:
        sign(ready, answer_of(question), by=dora, now=NOW)
    with django_assert_num_queries(6):
        doras.get(address(ready))


def test_finding_that_forbids_is_told_with_its_column(doras, ready):
    leak = {"code": "foretells", "severity": "blocks", "column": "porte", "number": 0.97, "limit": 0.95, "of": "gates"}
    findings = [{**leak, "values": {}}, *ready.findings]
    Build.objects.filter(pk=ready.pk).update(state=BuildState.BLOCKED, findings=findings)
    page = doras.get(address(ready)).content.decode()
    assert "1 finding forbids publication." in page
    assert "/data/recipes/passages/?open=porte#columns" in page
    assert 'name="signer"' not in page


def test_version_that_is_too_small_is_offered_as_it_must_be(doras, ready):
    values = {"version": "1.0.0", "right": "2.0.0", "since": "1.0.0"}
    finding = {"code": "version_too_small", "severity": "blocks", "of": "version", "values": values}
    Build.objects.filter(pk=ready.pk).update(state=BuildState.BLOCKED, findings=[finding])
    page = doras.get(address(ready)).content.decode()
    assert "1.0.0 is too small a version" in page
    assert "Build version 2.0.0" in page


def test_changes_and_the_leaderboards_they_reset_are_told(doras, ready, challenge):
    challenge.release = Release.objects.create(
        slug="passages", version="0.9.0", title={}, licence="x", published_at=NOW
    )
    challenge.save()
    texts = {"fr": "Lignes", "ar": "أسطر", "en": "The rows are no longer the same."}
    changes = {"since": "0.9.0", "level": "major", "affects_scores": True, "changes": [{"code": "x", "texts": texts}]}
    Build.objects.filter(pk=ready.pk).update(changes=changes)
    page = doras.get(address(ready)).content.decode()
    assert "What changed since 0.9.0" in page
    assert texts["en"] in page
    assert f"/challenges/{challenge.slug}/leaderboard/" in page


def test_question_is_signed_once_and_the_name_is_offered_for_the_next(doras, ready, dora):
    answer = doras.post(address(ready, "sign", "singling_out"), SIGNED)
    assert answer.headers["Location"] == address(ready)
    kept = ready.decisions.get()
    assert (kept.question, kept.signer, kept.role, kept.by, kept.is_accepted) == (
        "singling_out",
        "Dora Alami",
        "DPO",
        dora,
        True,
    )
    assert (kept.value, bool(kept.test), kept.limit) == (str(ready.risk["after"]["k"]["min"]), True, "at least 5")
    page = doras.get(address(ready)).content.decode()
    assert page.count('value="Dora Alami"') == 2
    again = doras.post(address(ready, "sign", "singling_out"), {**SIGNED, "signer": "Mallory"})
    assert again.status_code == 409
    assert ready.decisions.get().signer == "Dora Alami"


def test_refusal_without_a_reason_is_asked_again_with_what_was_typed(doras, ready):
    answer = doras.post(address(ready, "sign", "linkability"), {**SIGNED, "answer": "no"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A refusal needs its reason." in page
    assert page.count('value="Dora Alami"') == 1
    doras.post(address(ready, "sign", "linkability"), {**SIGNED, "answer": "no", "reason": "Trop <b>fin</b>."})
    page = doras.get(address(ready)).content.decode()
    assert "Refused by who had to sign" in page
    assert "Trop &lt;b&gt;fin&lt;/b&gt;." in page


def test_signed_build_is_published_after_one_more_question(doras, signed):
    assert address(signed, "publish") in doras.get(address(signed)).content.decode()
    assert doras.get(address(signed, "publish")).status_code == 200
    refused = doras.post(address(signed, "publish"), {"typed": "1.0"})
    assert refused.status_code == 422
    assert "Type “1.0.0” exactly as it is shown" in refused.content.decode()
    assert not Release.objects.exists()
    done = doras.post(address(signed, "publish"), {"typed": "1.0.0"})
    assert done.headers["Location"] == address(signed)
    assert "passages 1.0.0 is published" in doras.get(address(signed)).content.decode()


def test_double_click_publishes_once(doras, signed):
    for _ in range(2):
        assert doras.post(address(signed, "publish"), {"typed": "1.0.0"}).headers["Location"] == address(signed)
    assert Release.objects.count() == 1
    assert doras.get(address(signed, "publish")).headers["Location"] == address(signed)


def test_build_without_signatures_is_not_published(doras, ready):
    assert address(ready, "publish") not in doras.get(address(ready)).content.decode()
    answer = doras.post(address(ready, "publish"), {"typed": "1.0.0"})
    assert answer.status_code == 409
    assert "are not all accepted" in answer.content.decode()


def test_build_is_discarded_after_one_more_question(doras, ready):
    assert "Discard this build?" in doras.get(address(ready, "discard")).content.decode()
    assert doras.post(address(ready, "discard")).headers["Location"] == "/data/recipes/passages/history/"
    assert "This build was discarded" in doras.get(address(ready)).content.decode()
    assert doras.post(address(ready, "discard")).status_code == 409


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_report_is_a_paper_in_two_languages(doras, ready, language):
    answer = doras.get(address(ready, "report", language))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert f"passages-1.0.0-{language}.pdf" in answer.headers["Content-Disposition"]


def test_report_in_another_language_or_before_its_time_is_not_found(doras, ready, asked):
    assert doras.get(address(ready, "report", "en")).status_code == 404
    Build.objects.filter(pk=ready.pk).update(risk={})
    assert doras.get(address(ready, "report", "fr")).status_code == 404


def test_paper_without_fonts_says_whom_to_ask(doras, ready, monkeypatch):
    def missing(*args, **options):
        raise FontsMissing("No typeface.")

    monkeypatch.setattr("datasets.pages.builds.risk_pdf", missing)
    answer = doras.get(address(ready, "report", "fr"))
    assert answer.status_code == 503
    assert "Ask the operator" in answer.content.decode()


@pytest.mark.parametrize("deed", ["", "publish", "discard"])
def test_nobody_else_finds_a_build(client, mallorys, asked, deed):
    assert mallorys.get(address(asked, deed)).status_code == 404
    assert client.get(address(asked, deed)).status_code == 302
    assert mallorys.post(address(asked, "sign", "inference"), SIGNED).status_code == 404


def test_unknown_build_and_unknown_question_are_not_found(doras, ready):
    assert doras.get("/data/builds/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert doras.post(address(ready, "sign", "gossip"), SIGNED).status_code == 404


def test_build_that_has_not_come_so_far_is_not_signed(doras, asked):
    assert doras.post(address(asked, "sign", QUESTIONS[0]), SIGNED).status_code == 404
