"""What is alike is found with real files; what everybody was given, garbage and one's own team are not."""

import random

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from challenges.journal.models import JournalEntry
from challenges.likeness import actions
from challenges.likeness.actions import OF_A_TEAM, compare_new, hour_of, look_at
from challenges.likeness.models import Fingerprint, FingerprintMark, Likeness
from challenges.likeness.queries import pairs_of
from challenges.likeness.rules import LookedAtMeanwhile, WordUnusable
from challenges.submissions.models import Selection, Submission
from tests.challenges.likeness.entries import IDS, csv_of, scored_entry
from tests.challenges.likeness.programs import OTHER, PROGRAM, RENAMED
from tests.factories import NOW, code_zip, make_likeness, make_person, make_submission, make_team

pytestmark = pytest.mark.database
CHANCE = random.Random(1)
VALUES = [CHANCE.uniform(0, 90) for _ in IDS]
NEAR = [value if at % 4 else value + 3 for at, value in enumerate(VALUES)]


@pytest.fixture
def pair(alices_team, mallorys_team, scored):
    return make_likeness(make_submission(alices_team, scored.phase), make_submission(mallorys_team, scored.phase))


def found_kinds():
    return sorted(Likeness.objects.values_list("kind", flat=True))


def test_same_bytes_are_found_once_the_earlier_one_first(alices_team, mallorys_team, scored):
    late = scored_entry(alices_team, scored.phase, csv_of(VALUES), minutes=5)
    early = scored_entry(mallorys_team, scored.phase, csv_of(VALUES))
    assert compare_new(now=NOW) == 2
    assert compare_new(now=NOW) == 0
    found = Likeness.objects.get()
    assert (found.kind, found.first, found.second, found.score) == ("bytes", early, late, 1.0)


def test_nearly_the_same_predictions_are_found_whichever_way_the_rows_stand(alices_team, mallorys_team, scored):
    scored_entry(alices_team, scored.phase, csv_of(VALUES), public=1.0)
    turned = csv_of(NEAR).split(b"\n")
    scored_entry(mallorys_team, scored.phase, b"\n".join([turned[0], *reversed(turned[1:-1])]), public=1.1, minutes=1)
    compare_new(now=NOW)
    found = Likeness.objects.get()
    assert (found.kind, found.score) == ("predictions", pytest.approx(0.75))
    assert found.evidence["compared"] == len(IDS)
    assert sorted(right - left for left, right in found.evidence["points"])[-1] == pytest.approx(3)


def test_nearly_the_same_code_is_found_with_its_passages(alices_team, mallorys_team, scored):
    scored_entry(mallorys_team, scored.phase, code_zip(PROGRAM), kind="code")
    scored_entry(alices_team, scored.phase, code_zip(f"import os\n{RENAMED}"), kind="code", minutes=1)
    compare_new(now=NOW)
    found = Likeness.objects.get()
    assert (found.kind, found.first.team) == ("code", mallorys_team)
    assert found.score > 0.9
    first, second = found.evidence["passages"][0]["texts"]
    assert "rows" in first
    assert "lines" in second


def test_different_work_is_no_pair(alices_team, mallorys_team, scored):
    scored_entry(alices_team, scored.phase, code_zip(PROGRAM), kind="code")
    scored_entry(mallorys_team, scored.phase, code_zip(OTHER), kind="code")
    assert compare_new(now=NOW) == 2
    assert found_kinds() == []


def test_what_the_kit_and_baselines_have_says_nothing(alices_team, mallorys_team, scored, carol):
    challenge = scored.phase.challenge
    challenge.kit = default_storage.save("", ContentFile(code_zip(PROGRAM, **{"sample.csv": csv_of(VALUES).decode()})))
    challenge.save()
    baselines = make_team(challenge.edition, name="Repère", captain=carol, is_baseline=True)
    steady = [float(at) for at in range(40)]
    scored_entry(baselines, scored.phase, csv_of(steady))
    for team in (alices_team, mallorys_team):
        scored_entry(team, scored.phase, code_zip(RENAMED, **{"note.txt": team.name}), kind="code", public=3.0)
        scored_entry(team, scored.phase, csv_of(VALUES), public=2.0)
        compare_new(now=NOW)
    for team, more in ((alices_team, 0.001), (mallorys_team, 0.002)):
        scored_entry(team, scored.phase, csv_of([value + more for value in steady]), public=0.5)
    compare_new(now=NOW)
    assert found_kinds() == []
    assert not Fingerprint.objects.filter(submission__team=baselines).exists()


@pytest.mark.parametrize(
    ("kind", "content"), [("code", b"PK\x03\x04 no zip"), ("code", b""), ("predictions", b"\xff\0")]
)
def test_garbage_is_passed_over_with_a_note_and_not_read_again(alices_team, scored, kind, content):
    made = scored_entry(alices_team, scored.phase, content, kind=kind)
    assert compare_new(now=NOW) == 1
    taken = Fingerprint.objects.get(submission=made)
    assert taken.size == 0
    assert bool(taken.note) == (kind == "code")
    assert compare_new(now=NOW) == 0


def test_file_that_is_gone_is_passed_over(alices_team, scored):
    made = scored_entry(alices_team, scored.phase, code_zip(PROGRAM), kind="code")
    Submission.objects.filter(pk=made.pk).update(content="sha256/aa/nothing")
    compare_new(now=NOW)
    assert Fingerprint.objects.get().note == "unreadable"


def test_what_ended_the_process_is_not_tried_again(alices_team, scored, monkeypatch):
    scored_entry(alices_team, scored.phase, code_zip(PROGRAM), kind="code")
    monkeypatch.setattr(actions, "sources_in", lambda name: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        compare_new(now=NOW)
    assert Fingerprint.objects.get().note == "unfinished"
    assert compare_new(now=NOW) == 0


def test_busy_database_is_asked_again(alices_team, scored, monkeypatch):
    scored_entry(alices_team, scored.phase, code_zip(PROGRAM), kind="code")
    with monkeypatch.context() as patch:
        patch.setattr(actions, "_keep", lambda fingerprint: (_ for _ in ()).throw(OperationalError))
        with pytest.raises(OperationalError):
            compare_new(now=NOW)
    assert compare_new(now=NOW) == 1


def test_of_two_teams_the_strongest_pair_is_kept_and_one_that_was_looked_at_stays(
    alices_team, mallorys_team, scored, dora
):
    phase = scored.phase
    scored_entry(alices_team, phase, csv_of(VALUES), public=5.0)
    scored_entry(mallorys_team, phase, csv_of(NEAR), public=5.1)
    compare_new(now=NOW)
    weak = Likeness.objects.get()
    nearer = [value if at % 10 else value + 3 for at, value in enumerate(VALUES)]
    strong = scored_entry(mallorys_team, phase, csv_of(nearer), public=4.9, minutes=1)
    compare_new(now=NOW)
    found = Likeness.objects.get()
    assert (found.pk, found.second) == (weak.pk, strong)
    look_at(found, word="The same notebook", seen="", by=dora, now=NOW)
    nearest = [value if at else value + 3 for at, value in enumerate(VALUES)]
    scored_entry(mallorys_team, phase, csv_of(nearest), public=4.8, minutes=2)
    compare_new(now=NOW)
    assert sorted(Likeness.objects.values_list("word", flat=True)) == ["", "The same notebook"]


def test_choice_for_the_close_is_compared_too(alices_team, mallorys_team, scored):
    phase = scored.phase
    chosen = scored_entry(alices_team, phase, csv_of(NEAR), public=5.0)
    scored_entry(alices_team, phase, csv_of(list(range(40))), public=1.0, minutes=1)
    scored_entry(mallorys_team, phase, csv_of(VALUES), public=5.1, minutes=2)
    Selection.objects.create(phase=phase, team=alices_team, submission=chosen, chosen_at=NOW)
    assert compare_new(now=NOW) == 3
    assert Likeness.objects.get().first == chosen


def test_of_a_team_only_the_newest_few_are_compared(alices_team, scored):
    for number in range(OF_A_TEAM + 2):
        content = code_zip(PROGRAM, **{"more.txt": str(number)})
        scored_entry(alices_team, scored.phase, content, kind="code", public=9.0 - number, minutes=number)
        compare_new(now=NOW)
    assert Fingerprint.objects.filter(size__gt=0).count() == OF_A_TEAM
    assert Fingerprint.objects.count() == OF_A_TEAM + 2
    assert FingerprintMark.objects.values("fingerprint").distinct().count() == OF_A_TEAM


def test_round_is_bounded_and_goes_on_where_it_ended(alices_team, mallorys_team, scored):
    for team in (alices_team, mallorys_team):
        scored_entry(team, scored.phase, csv_of(VALUES))
    assert compare_new(now=NOW, goes_on=lambda: False) == 0
    assert compare_new(now=NOW, most=1) == 1
    assert compare_new(now=NOW, most=1) == 1
    assert found_kinds() == ["bytes"]


def test_comparing_asks_as_often_among_many_teams(scored, edition, django_assert_max_num_queries):
    teams = [make_team(edition, name=f"Team {at}", captain=make_person(f"p{at}")) for at in range(12)]
    for at, team in enumerate(teams):
        scored_entry(team, scored.phase, csv_of([value + 7 * at * (number % 5) for number, value in enumerate(VALUES)]))
    compare_new(now=NOW, most=11)
    with django_assert_max_num_queries(40):
        compare_new(now=NOW)


def test_teams_that_merged_are_no_pair_any_more(pair, alices_team, scored):
    challenge = scored.phase.challenge
    assert pairs_of(challenge).count() == 1
    Submission.objects.filter(pk=pair.second_id).update(team=alices_team)
    assert pairs_of(challenge).count() == 0


def test_pair_is_looked_at_and_the_journal_says_so(pair, dora):
    look_at(pair, word=" The same\nschool ", seen="", by=dora, now=NOW)
    found = Likeness.objects.get()
    assert (found.word, found.looked_by, found.looked_at) == ("The same school", dora, NOW)
    entry = JournalEntry.objects.get(deed="likeness.looked_at")
    assert (entry.subject, entry.by) == (f"likeness:{pair.pk}", dora)
    assert "school" not in str(entry.details)


def test_second_click_is_one_look(pair, dora):
    for _ in range(2):
        look_at(pair, word="Seen", seen="", by=dora, now=NOW)
    assert JournalEntry.objects.filter(deed="likeness.looked_at").count() == 1


def test_another_word_is_not_written_over_unread(pair, dora, carol):
    look_at(pair, word="Seen", seen="", by=dora, now=NOW)
    with pytest.raises(LookedAtMeanwhile):
        look_at(pair, word="Seen too", seen="", by=carol, now=NOW)
    look_at(pair, word="Seen too", seen=hour_of(Likeness.objects.get()), by=carol, now=NOW)
    assert Likeness.objects.get().word == "Seen too"


def test_word_is_needed(pair, dora):
    with pytest.raises(WordUnusable):
        look_at(pair, word=" ", seen="", by=dora, now=NOW)
