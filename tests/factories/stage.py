"""Awards, laureates and ceremonies, as plain rows; and a jury that has locked its decision."""

from collections.abc import Sequence

from challenges.ceremony.models import Award, Ceremony, Laureate
from challenges.editions.models import Edition
from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, sign_first, sign_second
from challenges.jury.models import Decision, Round
from challenges.jury.moving import record_motion
from challenges.jury.presiding import Vote
from challenges.results.attested import FORMAT
from challenges.results.certifying import signed
from challenges.results.codes import new_code
from challenges.results.models import Certificate, Publication
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.editions import NOW, texts
from tests.factories.hearing import Hearing


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


def lock_decision(hearing: Hearing, *, order: Sequence[str] = ()) -> Decision:
    """Two people have signed what the ballots say; with an `order`, after a motion that moved the projects so."""
    panel, president = hearing.panel, hearing.president.user
    if order:
        votes = {juror.pk: Vote.FOR for juror in hearing.jurors.values()}
        given = {"old": sitting(panel, Round.FINAL).order, "new": order, "reason": "In use this year.", "votes": votes}
        record_motion(panel, **given, by=president, now=NOW)
    seen = digest_in_view(sitting(panel, Round.FINAL))
    first = sign_first(panel, name="Petra President", deliberation="We talked.", seen=seen, by=president, now=NOW)
    return sign_second(panel, name="Deborah Deputy", seen=first.sha256, by=hearing.deputy.user, now=NOW)


def make_publication(edition: Edition, **fields: object) -> Publication:
    """The results are public from NOW on; nothing else is done that a publication does."""
    Edition.objects.filter(pk=edition.pk).update(results_published_at=NOW)
    edition.results_published_at = NOW
    return Publication.objects.create(edition=edition, at=NOW, sha256="0" * 64, **fields)


def make_certificate(edition: Edition, holder: User, *, kind: str = "participation", **facts: object) -> Certificate:
    """Issued at NOW, to the name of the account."""
    code, name = new_code(), str(holder)
    told = {
        "format": FORMAT,
        "code": code,
        "kind": kind,
        "name": name,
        "edition": {"slug": edition.slug, "title": edition.title},
        "issued": f"{NOW:%Y-%m-%d}",
        "issuer": {"name": "Smart Port Challenge", "site": "http://testserver", "partners": []},
        **facts,
    }
    return Certificate.objects.create(
        code=code, edition=edition, kind=kind, holder=holder, holder_name=name, issued_at=NOW, **signed(told)
    )
