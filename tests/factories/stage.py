"""Awards, laureates and ceremonies, as plain rows."""

from challenges.ceremony.models import Award, Ceremony, Laureate
from challenges.editions.models import Edition
from challenges.teams.models import Team
from tests.factories.editions import texts


def make_award(edition: Edition, *, title: str = "Grand prize", **fields: object) -> Award:
    """A main prize of the whole edition, without laureates, unless told otherwise."""
    order = edition.awards.count()
    return Award.objects.create(edition=edition, title=texts(title), **{"order": order, **fields})


def make_laureate(award: Award, team: Team, **fields: object) -> Laureate:
    """The team has the award, at the next rank unless told otherwise."""
    given = {"rank": award.laureates.count() + 1, "team_name": team.name, "project_title": f"Project of {team.name}"}
    return Laureate.objects.create(award=award, team=team, **{**given, **fields})


def make_ceremony(edition: Edition, **fields: object) -> Ceremony:
    """An evening in preparation."""
    return Ceremony.objects.create(edition=edition, **fields)
