"""Declared ties and the projects they may concern."""

from challenges.panels.models import Relation, Tie
from challenges.panels.tying import candidates_with_people, suggestions
from tests.factories.jury import make_candidate, make_juror, make_panel
from tests.factories.projects import make_project


def test_suggested_by_team_member_and_text(
    challenge, alices_team, mallorys_team, alice, mallory, carol, django_assert_num_queries
):
    alices_team.about = "Étudiants de l’ENSA d’Agadir"
    alices_team.save()
    panel = make_panel(challenge)
    hers = make_candidate(panel, make_project(alices_team, challenge, by=alice))
    other = make_candidate(panel, make_project(mallorys_team, challenge, by=mallory))
    seat = make_juror(panel, carol)
    names = ("ENSA Agadir", "Contre-courant", "M. Bob", "Nobody Known")
    ties = [Tie.objects.create(juror=seat, relation=Relation.OTHER, name=name) for name in names]
    with django_assert_num_queries(2):
        candidates = candidates_with_people(panel)
        found = suggestions(ties, candidates)
    told = {tie.name: [(one.candidate, one.where) for one in rows] for tie, rows in found}
    assert told == {
        "ENSA Agadir": [(hers, "text")],
        "Contre-courant": [(other, "team")],
        "M. Bob": [(hers, "member")],
        "Nobody Known": [],
    }


def test_project_whose_page_is_gone_is_none(challenge, alices_team, alice):
    panel = make_panel(challenge)
    make_candidate(panel, make_project(alices_team, challenge, by=alice)).project.delete()
    assert candidates_with_people(panel) == []
