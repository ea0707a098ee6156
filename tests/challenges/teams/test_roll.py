"""Teams are found by their own name or a member's, whatever the accents."""

import pytest

from challenges.teams.roll import all_teams

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", ["Contre-courant", "Les Alizés"]),
        ("ALIZES", ["Les Alizés"]),
        ("bob alizés", ["Les Alizés"]),
        ("mallory", ["Contre-courant"]),
        ("mallory alizés", []),
    ],
)
def test_all_words_are_somewhere_in_a_team(alices_team, mallorys_team, edition, search, names):
    assert [team.name for team in all_teams(edition, search=search)] == names


def test_size_is_counted(alices_team, edition, django_assert_num_queries):
    alices_team.memberships.filter(is_captain=False).delete()
    with django_assert_num_queries(1):
        assert [team.size for team in all_teams(edition)] == [1]
    alices_team.memberships.all().delete()
    assert all_teams(edition).get().size == 0
