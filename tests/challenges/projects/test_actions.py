"""Written by members until the end of the edition; pictures bounded, ordered and journaled."""

from datetime import timedelta

import pytest
from django.conf import settings

from challenges.journal.models import JournalEntry
from challenges.projects.actions import (
    add_picture,
    caption_picture,
    delete_picture,
    move_picture,
    write_project,
)
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import pictures_of
from challenges.projects.rules import (
    MOST_PICTURES,
    NEW,
    NotOfThisTeam,
    PictureFormatUnknown,
    ProjectChangedMeanwhile,
    ProjectOver,
    Text,
    TooManyPictures,
)
from tests import factories
from tests.factories import NOW
from tests.factories.projects import make_picture, make_project, picture_bytes, picture_file
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.fixture
def project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice)


def captions(project) -> list[str]:
    return [picture.caption for picture in pictures_of(project)]


def test_page_is_made_once_and_then_changed(project, alices_team, challenge, bob):
    later = NOW + timedelta(hours=1)
    text = Text(title="Calm water", pitch="New", is_public=True)
    changed = write_project(alices_team, challenge, text=text, by=bob, now=later)
    kept = Project.objects.get()
    assert (changed.pk, kept.pitch, kept.is_public, kept.changed_by, kept.changed_at) == (
        project.pk,
        "New",
        True,
        bob,
        later,
    )
    entries = JournalEntry.objects.filter(deed="project.written").order_by("number")
    assert [entry.details["changed"] for entry in entries] == [["title"], ["pitch", "is_public"]]


def test_saving_what_is_there_changes_nothing(project, alices_team, challenge, bob):
    text = Text(title=project.title, pitch=project.pitch)
    write_project(alices_team, challenge, text=text, by=bob, now=NOW + timedelta(hours=1))
    assert Project.objects.get().changed_at == NOW
    assert JournalEntry.objects.filter(deed="project.written").count() == 1


def test_who_wrote_meanwhile_is_not_written_over(project, alices_team, challenge, bob):
    with pytest.raises(ProjectChangedMeanwhile) as refusal:
        write_project(alices_team, challenge, text=Text(title="Mine"), by=bob, now=NOW, seen=NEW)
    assert refusal.value.details["by"] == "Alice"
    assert Project.objects.get().title == "Calm water"


@pytest.mark.parametrize("person", ["mallory", "dora"])
def test_stranger_writes_on_no_page(project, alices_team, challenge, mallorys_team, person, request):
    stranger = request.getfixturevalue(person)
    picture = make_picture(project, by=project.changed_by)
    deeds = [
        lambda: write_project(alices_team, challenge, text=Text(title="x"), by=stranger, now=NOW),
        lambda: add_picture(project, picture_file(), caption="", by=stranger, now=NOW),
        lambda: caption_picture(picture, caption="x", by=stranger, now=NOW),
        lambda: move_picture(picture, up=True, by=stranger, now=NOW),
        lambda: delete_picture(picture, by=stranger, now=NOW),
    ]
    for deed in deeds:
        with pytest.raises(NotOfThisTeam):
            deed()
    assert captions(project) == [""]


def test_team_of_another_edition_has_no_page_here(challenge, carol):
    elsewhere = factories.make_edition("elsewhere")
    team = factories.make_team(elsewhere, name="Ailleurs", captain=carol)
    with pytest.raises(NotOfThisTeam):
        write_project(team, challenge, text=Text(title="x"), by=carol, now=NOW)


def test_after_the_edition_nothing_changes(project, alices_team, challenge, alice):
    picture = make_picture(project, by=alice)
    over = challenge.edition.closes_at + timedelta(seconds=1)
    for deed in (
        lambda: write_project(alices_team, challenge, text=Text(title="x"), by=alice, now=over),
        lambda: add_picture(project, picture_file(), caption="", by=alice, now=over),
        lambda: delete_picture(picture, by=alice, now=over),
    ):
        with pytest.raises(ProjectOver):
            deed()


def test_picture_is_kept_last_and_drawn_anew(project, alice):
    make_picture(project, by=alice, caption="one")
    second = make_picture(project, by=alice, caption=" two\n\u202e ", content=picture_bytes((2000, 1000)))
    assert captions(project) == ["one", "two"]
    assert (second.width, second.height) == (1600, 800)
    with second.content.open() as content:
        assert content.read(4) == b"RIFF"


def test_refused_picture_leaves_no_trace(project, alice):
    def stored() -> int:
        return sum(1 for path in (settings.DATA / "files").rglob("*") if path.is_file())

    before = stored()
    with pytest.raises(PictureFormatUnknown):
        add_picture(project, picture_file(b"GIF89a"), caption="", by=alice, now=NOW)
    assert (project.pictures.count(), stored()) == (0, before)


def test_pictures_are_captioned_moved_and_deleted_and_the_journal_tells(project, alice, bob):
    one, two, three = (make_picture(project, by=alice, caption=name) for name in ("one", "two", "three"))
    move_picture(three, up=True, by=bob, now=NOW)
    assert captions(project) == ["one", "three", "two"]
    move_picture(one, up=True, by=bob, now=NOW)
    caption_picture(two, caption="Two", by=bob, now=NOW)
    assert [delete_picture(one, by=bob, now=NOW), captions(project)] == [True, ["three", "Two"]]
    deeds = JournalEntry.objects.filter(subject=f"project:{project.pk}").order_by("number")
    assert [entry.deed.removeprefix("project.") for entry in deeds] == [
        "written",
        *["picture_added"] * 3,
        "pictures_ordered",
        "picture_captioned",
        "picture_deleted",
    ]


@pytest.mark.django_db(transaction=True)
def test_pictures_added_at_once_do_not_pass_the_limit():
    edition = factories.make_edition()
    challenge = factories.make_challenge(edition)
    alice = factories.make_person("alice")
    team = factories.make_team(edition, name="Les Alizés", captain=alice)
    project = make_project(team, challenge, by=alice)
    for _ in range(MOST_PICTURES - 2):
        make_picture(project, by=alice)
    results = at_once(5, lambda number: make_picture(project, by=alice, content=picture_bytes((20 + number, 20))))
    assert [type(result) for result in results].count(TooManyPictures) == 3
    assert ProjectPicture.objects.count() == MOST_PICTURES


@pytest.mark.django_db(transaction=True)
def test_page_made_by_two_at_once_is_one():
    edition = factories.make_edition()
    challenge = factories.make_challenge(edition)
    alice, bob = factories.make_person("alice"), factories.make_person("bob")
    team = factories.make_team(edition, name="Les Alizés", captain=alice, mates=(bob,))

    def write(number: int) -> Project:
        text = Text(title=f"Title {number}")
        return write_project(team, challenge, text=text, by=(alice, bob)[number % 2], now=NOW, seen=NEW)

    results = at_once(4, write)
    assert [type(result) for result in results].count(ProjectChangedMeanwhile) == 3
    assert Project.objects.count() == 1
