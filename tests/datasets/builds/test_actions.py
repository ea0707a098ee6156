"""Recipes are begun and changed, builds are asked for and discarded."""

from datetime import timedelta

import pytest

from datasets.builds import keeping
from datasets.builds.actions import ask_build, begin_draft, discard_build, go_back, raise_version, save_revision
from datasets.builds.models import Build, BuildState, Draft, Revision
from datasets.builds.queries import last_revision
from datasets.builds.rules import (
    AlreadyBuilding,
    BuildOver,
    DraftNameTaken,
    ExtractNotReady,
    NameFixed,
    NameUnfit,
    RecipeTooLong,
    RevisionStale,
    VersionTaken,
)
from datasets.recipes.reading import parse_yaml, recipe_of
from datasets.releases.models import Release
from datasets.releasing.rules import VersionUnreadable
from datasets.rules import RecipeBroken
from datasets.vault.actions import Actor, delete
from tests.factories import NOW

pytestmark = pytest.mark.database


def text_of(draft: Draft, *replacements: tuple[str, str]) -> str:
    text = last_revision(draft).text
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_draft_begins_with_its_first_revision(draft, extract, dora):
    first = draft.revisions.get()
    assert (draft.extract, draft.created_by, first.number, first.by, first.at) == (extract, dora, 1, dora, NOW)


def test_name_is_one_of_a_kind(draft, extract, dora):
    with pytest.raises(DraftNameTaken) as refused:
        begin_draft(extract, name="passages", text=text_of(draft), by=dora, now=NOW)
    assert refused.value.details == {"name": "passages"}
    with pytest.raises(NameUnfit):
        begin_draft(extract, name="Passages d'été", text=text_of(draft), by=dora, now=NOW)


def test_draft_without_a_valid_recipe_is_not_begun(draft, extract, dora):
    with pytest.raises(RecipeBroken):
        begin_draft(extract, name="others", text="name: others", by=dora, now=NOW)
    assert Draft.objects.count() == 1


def test_change_is_the_next_revision_and_the_one_before_stays(draft, dora):
    before = text_of(draft)
    later = NOW + timedelta(hours=1)
    made = save_revision(draft, text=text_of(draft, ("k: 5", "k: 7")), after=1, by=dora, now=later)
    assert (made.number, made.at) == (2, later)
    assert draft.revisions.get(number=1).text == before


def test_same_text_is_no_revision(draft, dora):
    assert save_revision(draft, text=text_of(draft), after=1, by=dora, now=NOW).number == 1


def test_who_saves_second_is_told_of_the_first(draft, dora, carol):
    save_revision(draft, text=text_of(draft, ("k: 5", "k: 7")), after=1, by=carol, now=NOW)
    with pytest.raises(RevisionStale) as refused:
        save_revision(draft, text=text_of(draft, ("k: 7", "k: 9")), after=1, by=dora, now=NOW)
    assert refused.value.details == {"number": 2, "by": str(carol)}
    assert last_revision(draft).number == 2


@pytest.mark.parametrize(
    ("change", "refusal"),
    [(("name: passages", "name: others"), NameFixed), (("k: 5", "k: 0"), RecipeBroken)],
)
def test_text_that_is_refused_changes_nothing(draft, dora, change, refusal):
    with pytest.raises(refusal):
        save_revision(draft, text=text_of(draft, change), after=1, by=dora, now=NOW)
    assert last_revision(draft).number == 1


def test_text_has_an_end(draft, dora):
    with pytest.raises(RecipeTooLong):
        save_revision(draft, text=text_of(draft) + "#" * 400_000, after=1, by=dora, now=NOW)


def test_going_back_is_a_change_like_others(draft, dora):
    first = text_of(draft)
    save_revision(draft, text=text_of(draft, ("k: 5", "k: 7")), after=1, by=dora, now=NOW)
    made = go_back(draft, to=1, after=2, by=dora, now=NOW)
    assert (made.number, made.text) == (3, first)
    with pytest.raises(RevisionStale):
        go_back(draft, to=2, after=2, by=dora, now=NOW)
    with pytest.raises(Revision.DoesNotExist):
        go_back(draft, to=99, after=3, by=dora, now=NOW)


def test_build_is_of_the_last_revision_and_asked_for_once(draft, dora, django_capture_on_commit_callbacks, monkeypatch):
    rung = []
    monkeypatch.setattr("datasets.builds.actions.ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        first = ask_build(draft, by=dora, now=NOW)
        assert ask_build(draft, by=dora, now=NOW) == first
    assert (first.state, first.revision.number, first.asked_by) == (BuildState.QUEUED, 1, dora)
    assert set(rung) == {"datasets.tasks.sweep_builds"}


def test_another_revision_waits_until_the_build_is_over(asked, draft, dora):
    save_revision(draft, text=text_of(draft, ("k: 5", "k: 7")), after=1, by=dora, now=NOW)
    with pytest.raises(AlreadyBuilding):
        ask_build(draft, by=dora, now=NOW)
    discard_build(asked, by=dora, now=NOW)
    assert ask_build(draft, by=dora, now=NOW).revision.number == 2


def test_extract_that_is_deleted_is_not_built(draft, extract, dora):
    delete(extract, reason="asked", by=Actor(dora), now=NOW)
    with pytest.raises(ExtractNotReady):
        ask_build(draft, by=dora, now=NOW)


def test_version_that_is_published_is_not_built_again(draft, dora):
    Release.objects.create(slug="passages", version="1.0.0", title={}, licence="CC0-1.0", published_at=NOW)
    with pytest.raises(VersionTaken):
        ask_build(draft, by=dora, now=NOW)


def test_build_is_discarded_with_its_files_and_once(ready, dora):
    assert keeping.folder(ready.pk).exists()
    discard_build(ready, by=dora, now=NOW)
    assert ready.state == BuildState.DISCARDED
    assert not keeping.folder(ready.pk).exists()
    with pytest.raises(BuildOver):
        discard_build(Build.objects.get(pk=ready.pk), by=dora, now=NOW)


def test_version_is_raised_as_a_revision(draft, dora):
    made = raise_version(draft, to="2.0.0", after=1, by=dora, now=NOW)
    assert (made.number, recipe_of(parse_yaml(made.text)).version) == (2, "2.0.0")
    with pytest.raises(RevisionStale):
        raise_version(draft, to="3.0.0", after=1, by=dora, now=NOW)
    with pytest.raises(VersionUnreadable):
        raise_version(draft, to="next", after=2, by=dora, now=NOW)


def test_version_that_is_none_is_not_built(draft, dora):
    save_revision(draft, text=text_of(draft, ("version: 1.0.0", "version: one")), after=1, by=dora, now=NOW)
    with pytest.raises(VersionUnreadable):
        ask_build(draft, by=dora, now=NOW)
