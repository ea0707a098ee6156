"""Who has an award: taken, taken anew, chosen, and what the journal does not say of them."""

import json

import pytest

from challenges.ceremony.award_rules import (
    AwardsArmed,
    ChosenElsewhere,
    ChosenTwice,
    DecidersNeeded,
    LaureatesMoved,
    NobodyChosen,
    NotEligible,
    PlacesTooMany,
)
from challenges.ceremony.laureates import (
    Pick,
    choose_laureates,
    clear_laureates,
    digest_in_view,
    is_as_said,
    say_of,
    take_laureates,
)
from challenges.ceremony.models import Laureate, State
from challenges.ceremony.sources import winners_of
from challenges.journal.models import JournalEntry
from challenges.projects.models import Project
from challenges.teams.models import Team
from tests.factories import NOW, make_submission
from tests.factories.editions import texts
from tests.factories.stage import make_ceremony, make_laureate

pytestmark = pytest.mark.django_db
WHO = {"deciders": "Amina Idrissi, Brahim Tazi", "reason": "They asked the pilots first."}


def take(award, dora, *, seen=None):
    award.refresh_from_db()
    found = winners_of(award, now=NOW)
    return take_laureates(award, seen=digest_in_view(award, found) if seen is None else seen, by=dora, now=NOW)


def rows(award):
    return [(row.rank, row.team_name) for row in award.laureates.order_by("rank", "team_name")]


def show(team, challenge, title="Vigie"):
    return Project.objects.create(team=team, challenge=challenge, title=title, is_public=True, changed_at=NOW)


def choose(award, dora, *picks, **said):
    award.refresh_from_db()
    given = {**WHO, "seen": digest_in_view(award), "by": dora, "now": NOW, **said}
    return choose_laureates(award, [Pick(key, place) for key, place in picks], **given)


def test_laureates_are_taken_once_with_the_decision_they_come_from(award, decision, dora):
    assert [take(award, dora) for _ in range(2)] == [True, False]
    award.refresh_from_db()
    assert award.decision == decision
    assert rows(award) == [(1, "Hidden crew 1"), (2, "Hidden crew 2"), (3, "Hidden crew 3")]
    assert JournalEntry.objects.filter(deed="award.laureates_taken").count() == 1


def test_taken_anew_what_was_written_stays_and_names_are_those_of_now(award, hearing, dora):
    take(award, dora)
    row = award.laureates.get(rank=2)
    Laureate.objects.filter(pk=row.pk).update(citation=texts("For calm."), pronunciation="hi-deune")
    Team.objects.filter(pk=row.team_id).update(name="Vent debout")
    assert take(award, dora)
    row.refresh_from_db()
    assert (row.team_name, row.citation, row.pronunciation) == ("Vent debout", texts("For calm."), "hi-deune")


def test_citation_goes_with_a_team_into_the_one_it_became_part_of(award, hearing, dora, alices_team):
    take(award, dora)
    row = award.laureates.get(rank=1)
    Laureate.objects.filter(pk=row.pk).update(citation=texts("For calm."))
    Team.objects.filter(pk=row.team_id).update(merged_into=alices_team)
    assert take(award, dora)
    row.refresh_from_db()
    assert (row.team, row.team_name, row.citation) == (alices_team, alices_team.name, texts("For calm."))


def test_title_of_a_page_that_was_deleted_is_what_it_was(award, hearing, dora):
    take(award, dora)
    row = award.laureates.get(rank=1)
    JournalEntry.objects.create(
        number=10_000,
        at=NOW,
        deed="project.written",
        subject=f"project:{row.project_id}",
        hash="x" * 64,
        details={"team": str(row.team_id)},
    )
    Project.objects.filter(pk=row.project_id).delete()
    Team.objects.filter(pk=row.team_id).update(name="Vent debout")
    assert take(award, dora)
    row.refresh_from_db()
    assert (row.project, row.project_title, row.team_name) == (None, "Secret title 1", "Vent debout")
    assert not take(award, dora)


def test_what_changed_since_the_page_was_opened_is_shown_first(award, hearing, dora):
    seen = digest_in_view(award, winners_of(award, now=NOW))
    make_laureate(award, hearing.candidates["W3ZN"].project.team)
    with pytest.raises(LaureatesMoved):
        take(award, dora, seen=seen)
    assert rows(award) == [(1, "Hidden crew 4")]


def test_award_of_a_jury_is_not_chosen(award, dora):
    with pytest.raises(ChosenElsewhere):
        choose(award, dora, ("team:x", 1))


def test_award_that_people_choose_is_not_taken(favourite, dora):
    with pytest.raises(LaureatesMoved):
        take_laureates(favourite, seen="", by=dora, now=NOW)


def test_choice_is_recorded_with_who_and_why(favourite, dora, challenge, phase, alices_team, mallorys_team):
    project = show(alices_team, challenge)
    make_submission(mallorys_team, phase)
    picks = ((f"project:{project.pk}", 1), (f"team:{mallorys_team.pk}", 2))
    assert [choose(favourite, dora, *picks) for _ in range(2)] == [True, False]
    favourite.refresh_from_db()
    assert (favourite.deciders, favourite.reason) == (WHO["deciders"], WHO["reason"])
    assert favourite.chosen_by == dora
    assert rows(favourite) == [(1, alices_team.name), (2, mallorys_team.name)]
    assert favourite.laureates.get(rank=1).project_title == "Vigie"
    assert JournalEntry.objects.latest("number").deed == "award.laureates_chosen"


def test_chosen_on_one_place_they_are_ex_aequo(favourite, dora, challenge, alices_team, mallorys_team):
    favourite.told = 1
    favourite.save()
    keys = [f"project:{show(team, challenge).pk}" for team in (alices_team, mallorys_team)]
    choose(favourite, dora, (keys[0], 1), (keys[1], 1))
    assert [rank for rank, _ in rows(favourite)] == [1, 1]
    with pytest.raises(PlacesTooMany):
        choose(favourite, dora, (keys[0], 1), (keys[1], 2))


def test_choice_that_is_none_is_refused(favourite, dora, challenge, alices_team, mallorys_team):
    key = f"project:{show(alices_team, challenge).pk}"
    for picks, said, refusal in (
        ((), {}, NobodyChosen),
        (((key, 1), (key, 2)), {}, ChosenTwice),
        (((f"team:{mallorys_team.pk}", 1),), {}, NotEligible),
        ((("x", 1),), {}, NotEligible),
        (((key, 1),), {"deciders": " "}, DecidersNeeded),
        (((key, 1),), {"seen": "stale"}, LaureatesMoved),
    ):
        with pytest.raises(refusal):
            choose(favourite, dora, *picks, **said)
    assert not Laureate.objects.exists()


def test_two_who_choose_at_once_do_not_overwrite_each_other(
    favourite, dora, carol, challenge, alices_team, mallorys_team
):
    seen = digest_in_view(favourite)
    keys = [f"project:{show(team, challenge).pk}" for team in (alices_team, mallorys_team)]
    choose(favourite, dora, (keys[0], 1))
    with pytest.raises(LaureatesMoved):
        choose(favourite, carol, (keys[1], 1), seen=seen)
    assert rows(favourite) == [(1, alices_team.name)]


def test_laureates_are_taken_away_with_the_choice(favourite, dora, challenge, alices_team):
    choose(favourite, dora, (f"project:{show(alices_team, challenge).pk}", 1))
    assert [clear_laureates(favourite, by=dora, now=NOW) for _ in range(2)] == [True, False]
    favourite.refresh_from_db()
    assert (favourite.deciders, favourite.reason, favourite.chosen_by, rows(favourite)) == ("", "", None, [])


def test_what_is_said_of_a_laureate_is_kept_once(favourite, dora, alices_team):
    row = make_laureate(favourite, alices_team)
    row.citation, row.pronunciation = texts("For calm."), "a-li-zé"
    assert [say_of(row, by=dora, now=NOW) for _ in range(2)] == [True, False]
    assert JournalEntry.objects.latest("number").details["fields"] == ["citation", "pronunciation"]
    row.delete()
    with pytest.raises(LaureatesMoved):
        say_of(Laureate(award=favourite, pk=row.pk, team=alices_team), by=dora, now=NOW)


def test_nothing_of_laureates_changes_once_the_ceremony_is_armed(award, favourite, dora, alices_team):
    row = make_laureate(favourite, alices_team)
    make_ceremony(award.edition, state=State.ARMED)
    for deed in (
        lambda: take(award, dora),
        lambda: choose(favourite, dora, ("x", 1)),
        lambda: clear_laureates(favourite, by=dora, now=NOW),
        lambda: say_of(row, by=dora, now=NOW),
    ):
        with pytest.raises(AwardsArmed):
            deed()


def test_journal_says_nothing_of_who_has_an_award(award, favourite, hearing, dora, challenge, alices_team):
    take(award, dora)
    project = show(alices_team, challenge)
    choose(favourite, dora, (f"project:{project.pk}", 1), reason="Les Alizés asked the pilots.")
    for row in Laureate.objects.all():
        row.citation = texts(f"Bravo {row.team_name}")
        say_of(row, by=dora, now=NOW)
    clear_laureates(favourite, by=dora, now=NOW)
    lines = JournalEntry.objects.filter(deed__startswith="award.")
    assert lines.count() == 7
    told = json.dumps([[line.subject, line.details] for line in lines], ensure_ascii=False)
    teams = Team.objects.values_list("pk", "name")
    projects = Project.objects.values_list("pk", "title")
    hidden = [str(word) for row in (*teams, *projects, *Laureate.objects.values_list("pk")) for word in row]
    assert [word for word in (*hidden, "Bravo", "pilots", "Amina") if word in told] == []


def test_laureates_are_as_said_to_the_last_name(award, hearing, dora):
    take(award, dora)
    award.refresh_from_db()
    finding = winners_of(award, now=NOW)
    assert is_as_said(award, finding)
    Laureate.objects.filter(award=award, rank=3).update(project_title="Another")
    assert not is_as_said(award, finding)
