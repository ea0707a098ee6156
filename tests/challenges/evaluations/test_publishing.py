"""A bundle comes in force once, and never silently in the place of one that has given results."""

import pytest
from django.conf import settings

from challenges.evaluations.models import Bundle, State
from challenges.evaluations.publishing import prepare_bundle, publish_bundle, put_in_force
from challenges.evaluations.queries import bundle_in_force
from challenges.evaluations.rules import BundleWouldReplaceScores
from challenges.journal.models import JournalEntry
from challenges.leaderboards.rejudging import ask_rejudge
from evaluator.errors import BundleBroken
from tests.factories import BUNDLE, NOW, OPENS_AT, bundle_folder, make_evaluation

pytestmark = pytest.mark.database


@pytest.fixture
def newer(tmp_path):
    """The folder of another scorer."""
    changed = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"].replace("d,private,4", "d,private,5")}
    return bundle_folder(tmp_path / "newer", files=changed)


def published() -> list[str]:
    return [entry.details["sha256"] for entry in JournalEntry.objects.filter(deed="bundle.published")]


def test_publish_bundle_puts_it_in_force(phase, tmp_path):
    bundle = publish_bundle(phase, bundle_folder(tmp_path), now=NOW)
    assert bundle_in_force(phase) == bundle
    assert [column["key"] for column in bundle.manifest["scores"]] == ["mae", "bias"]
    assert published() == [bundle.sha256]


def test_publishing_the_same_content_changes_nothing(bundle, submission, tmp_path):
    make_evaluation(submission, state=State.SCORED)
    assert publish_bundle(bundle.phase, bundle_folder(tmp_path / "again"), now=NOW) == bundle
    assert Bundle.objects.get().published_at == OPENS_AT


def test_broken_bundle_leaves_no_trace(phase, tmp_path):
    with pytest.raises(BundleBroken):
        publish_bundle(phase, bundle_folder(tmp_path, files={"challenge.yaml": ""}), now=NOW)
    assert not Bundle.objects.exists()
    assert not (settings.DATA / "files").exists()


@pytest.mark.parametrize("state", [State.SCORED, State.FAILED])
def test_bundle_that_would_replace_results_is_refused_and_leaves_no_trace(bundle, submission, newer, state):
    make_evaluation(submission, state=state)
    with pytest.raises(BundleWouldReplaceScores):
        publish_bundle(bundle.phase, newer, now=NOW)
    assert (Bundle.objects.get(), len(published())) == (bundle, 1)


def test_bundle_is_not_exchanged_under_an_open_rejudge(bundle, submission, newer, dora):
    """Applied, it would put the former bundle in force again."""
    make_evaluation(submission, state=State.BROKEN)
    ask_rejudge(bundle.phase, reason={"en": "Repaired."}, by=dora, now=NOW)
    with pytest.raises(BundleWouldReplaceScores):
        publish_bundle(bundle.phase, newer, now=NOW)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.BROKEN, State.CANCELLED])
def test_bundle_is_exchanged_where_nobody_has_seen_a_result(bundle, submission, newer, state):
    make_evaluation(submission, state=state)
    changed = publish_bundle(bundle.phase, newer, now=NOW)
    assert bundle_in_force(bundle.phase) == changed != bundle


def test_prepared_bundle_is_not_in_force_until_it_is_put_there(bundle, newer, dora):
    prepared = prepare_bundle(bundle.phase, newer)
    assert (prepared.published_at, bundle_in_force(bundle.phase)) == (None, bundle)
    assert prepare_bundle(bundle.phase, newer) == prepared
    put_in_force(prepared, by=dora, now=NOW)
    assert bundle_in_force(bundle.phase) == prepared
    assert published() == [bundle.sha256, prepared.sha256]
    assert JournalEntry.objects.get(deed="bundle.published", by=dora).at == NOW
