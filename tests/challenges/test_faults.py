"""What is wrong, in the reader's language: every code the evaluator has, on the page, in the API and at the door."""

import io
import re
import zipfile
from datetime import UTC
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from challenges import clock, faults, outcomes
from challenges.faults import ARCHIVES, RUNS, SENTENCES, member_at_fault
from challenges.submissions.rules import ArchiveUnacceptable, PredictionsUnacceptable
from evaluator import archive
from evaluator.report import Fault, Outcome
from tests.factories import NOW, score_submission
from tests.factories.evaluations import FAULTS

FAILURES = [(str(outcome), None) for outcome in Outcome if outcome != Outcome.SCORED]
FAILURES += [("archive_refused", Fault(code, f"English of the evaluator: {'x.py'!r}")) for code in sorted(ARCHIVES)]
FAILURES += [("predictions_refused", Fault(code, "English of the evaluator.", row=2)) for code in sorted(SENTENCES)]


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def reader(alice):
    """Alice in a browser, in the language asked for."""

    def client(language: str) -> Client:
        client = Client()
        client.cookies["language"] = language
        client.force_login(alice)
        return client

    return client


def english() -> set[str]:
    """Whatever this room and the evaluator say in English, up to the first place to fill."""
    told = {*SENTENCES.values(), *RUNS.values(), *ARCHIVES.values(), ArchiveUnacceptable.message}
    told |= {text for advice in outcomes.ADVICE.values() for text in (advice.title, advice.what_to_do)}
    told |= {fault.message for fault in FAULTS.values()} | {"English of", "In the archive"}
    return {start for text in told if len(start := text.partition("%(")[0]) > 2}


def test_codes_of_archive_and_runs_are_all_known():
    given = set(re.findall(r'ArchiveRefused\(\s*"(\w+)"', Path(archive.__file__).read_text()))
    assert {*given, "no_entry_point"} == set(ARCHIVES)
    seen_elsewhere = {Outcome.SCORED, Outcome.ARCHIVE_REFUSED, Outcome.PREDICTIONS_REFUSED}
    assert {str(outcome) for outcome in set(Outcome) - seen_elsewhere} == set(RUNS)


@pytest.mark.database
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(("outcome", "fault"), FAILURES)
def test_failure_is_told_without_a_word_of_english(reader, submission, outcome, fault, language):
    score_submission(submission, outcome=outcome, **({"faults": (fault,)} if fault else {}))
    client = reader(language)
    page = client.get(f"/submissions/{submission.pk}/").content.decode()
    told = client.get(f"/api/v1/submissions/{submission.pk}").json()
    said = " ".join([page, told["advice"]["title"], told["advice"]["what_to_do"], told["faults"][0]["message"]])
    assert {sentence for sentence in english() if sentence in said} == set()
    with translation.override(language):
        assert outcomes.advice_for(outcome).title.replace("'", "&#x27;") in page
    assert told["faults"][0]["message"]


@pytest.mark.database
def test_foreign_code_speaks_for_itself(reader, submission):
    fault = Fault("crashed", "Two ships at one berth.")
    score_submission(submission, outcome="predictions_refused", faults=(fault,))
    told = reader("fr").get(f"/api/v1/submissions/{submission.pk}").json()
    assert told["faults"][0]["message"] == "Two ships at one berth."


@pytest.mark.database
@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("crashed", "Le programme s’est terminé avec le code de sortie 1."),
        ("time_limit", "Le programme a demandé plus de 10 s de temps processeur, ou plus de 20 s en tout."),
        ("memory_limit", "Le programme a demandé plus de 256 Mio de mémoire."),
        ("no_predictions", "Le programme n’a pas écrit le fichier predictions.csv."),
    ],
)
def test_figures_of_the_run_are_told(reader, submission, outcome, said):
    score_submission(submission, outcome=outcome)
    told = reader("fr").get(f"/api/v1/submissions/{submission.pk}").json()
    assert [fault["message"] for fault in told["faults"]] == [said]


@pytest.mark.database
def test_exit_code_of_a_crash_stands_on_the_page(reader, submission):
    score_submission(submission, outcome="crashed")
    assert "(code de sortie 1)" in reader("fr").get(f"/submissions/{submission.pk}/").content.decode()


@pytest.mark.database
def test_only_refused_predictions_have_a_table(reader, submission):
    score_submission(submission, outcome="archive_refused")
    page = reader("fr").get(f"/submissions/{submission.pk}/").content.decode()
    assert "<table" not in page
    assert "L’archive ne peut pas être acceptée\u00a0: elle contient un lien\u00a0; mettez le fichier" in page
    assert "<bdi>truth.csv</bdi>" in page


@pytest.mark.database
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_refused_archive_is_told_at_the_door_without_a_word_of_english(reader, alices_team, bundle, language):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("../حقيقة.csv", "1")
    client, body = reader(language), {"kind": "code"}
    page = client.post("/challenges/rade/submit/", {**body, "file": SimpleUploadedFile("a.zip", out.getvalue())})
    told = client.post(
        "/api/v1/challenges/rade/submissions", {**body, "file": SimpleUploadedFile("a.zip", out.getvalue())}
    )
    assert (page.status_code, told.status_code) == (422, 422)
    said = page.content.decode() + told.json()["message"] + told.json()["faults"][0]["message"]
    assert {sentence for sentence in english() if sentence in said} == set()
    assert "<bdi>../حقيقة.csv</bdi>" in said
    assert told.json()["faults"][0]["value"] == "../حقيقة.csv"


@pytest.mark.parametrize(
    ("fault", "french", "arabic"),
    [
        (
            Fault("outside_bounds", "This number is outside the bounds of its column: 0 ≤ x ≤ 1", 2, "p", "7"),
            "Ce nombre sort des bornes de sa colonne\u00a0: \u20680 ≤ x ≤ 1\u2069",
            "هذا العدد خارج حدود عموده: \u20680 ≤ x ≤ 1\u2069",
        ),
        (
            Fault("not_a_label", "This is none of the labels of its column: vrac, citerne", 2, "type", "x"),
            "Cette étiquette n’est pas de celles de sa colonne\u00a0: \u2068vrac, citerne\u2069",
            "هذه التسمية ليست من تسميات عمودها: \u2068vrac, citerne\u2069",
        ),
        (
            Fault("sum_is_not_one", "The columns p, q must add up to 1 in every row.", 2, None, "1.2"),
            "La somme des probabilités d’une ligne doit faire 1\u00a0; elle fait ici 1.2.",
            "يجب أن يكون مجموع احتمالات السطر 1؛ وهو هنا 1.2.",
        ),
        (
            Fault("missing_ids", "This many expected ids have no row; write one row for each: a, b", value="2"),
            "Identifiants attendus sans ligne\u00a0: 2. Écrivez une ligne pour chacun\u00a0: \u2068a, b\u2069",
            "عدد المعرّفات المطلوبة التي لا سطر لها: 2. اكتبوا سطرا لكل واحد منها: \u2068a, b\u2069",
        ),
        (
            Fault("missing_ids", "This many ids have no row, such as a; write one row for each.", value="2"),
            "Identifiants attendus sans ligne\u00a0: 2. Écrivez une ligne pour chacun.",
            "عدد المعرّفات المطلوبة التي لا سطر لها: 2. اكتبوا سطرا لكل واحد منها.",
        ),
    ],
)
def test_what_was_expected_is_told(fault, french, arabic):
    for language, said in (("fr", french), ("ar", arabic)):
        with translation.override(language):
            assert faults.sentence_of(fault, header=()) == said


@pytest.mark.parametrize(
    ("total", "french", "english"),
    [
        (1, "comporte 1 erreur\u00a0; rien", "has 1 fault; none of it was counted."),
        (2, "comporte 2 erreurs\u00a0; rien", "has 2 faults; none of it was counted."),
    ],
)
def test_one_fault_is_not_several(total, french, english):
    refusal = PredictionsUnacceptable(faults=(), total=total)
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert said in faults.said_of(refusal, zone=UTC).message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Links are not allowed: 'truth.csv'", "truth.csv"),
        ("This file name is not allowed: " + ascii("it's \u202e.csv"), "it's \\u202e.csv"),
        ("The archive is too large when unpacked: more than 100 MB.", None),
        ("Encrypted files cannot be read: 'a' + 'b'", None),
        ("Encrypted files cannot be read: '\\x'", None),
        ("The archive has no file in it.", None),
    ],
)
def test_member_at_fault_is_read_from_the_sentence(text, name):
    assert member_at_fault(text) == name


def test_unknown_archive_code_has_no_sentence():
    assert faults.archive_sentence("haunted") is None
