"""What is prepared for an evening, what was published after an earlier one, and an evening that goes on.

Three editions, for no edition is all of it at once: the crowds' own, with some boards closed and held, awards and the
first signature under the script of its ceremony, while a rehearsal runs; `told`, whose results are published, with
errata, certificates and copies; and `live`, on its stage now.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.laureates import digest_in_view, take_laureates
from challenges.ceremony.models import Award, AwardKind, Ceremony, Laureate, Screen, Show, State
from challenges.ceremony.preparing import keep_words
from challenges.ceremony.queries import script_now
from challenges.ceremony.running import rehearse
from challenges.ceremony.sources import winners_of
from challenges.editions.models import Edition, Phase
from challenges.jury.models import Feedback
from challenges.leaderboards.actions import close_leaderboard
from challenges.panels.models import Panel, Stage
from challenges.projects.models import Project, ProjectPicture
from challenges.results.certifying import signed
from challenges.results.codes import new_code
from challenges.results.models import Certificate, Erratum, Keepsake, KeepsakeState, Publication
from challenges.results.publication_rules import digest_of
from challenges.results.results import results_of
from challenges.results.waiting import waiting_of
from smartport.accounts.models import User
from tests.benchmarks.crowded import Crowd
from tests.factories import make_edition
from tests.factories.editions import texts
from tests.factories.projects import picture_bytes

TOLD, LIVE = "told", "live"
AWARDS, PLACES, WORDS, SCREENS = 24, 3, 30, 40
CERTIFICATES, ERRATA, COPIES = 4_000, 30, 8
LONG_AGO = timedelta(days=365)


def make_stage(crowds: Sequence[Crowd], *, by: User, now: datetime) -> None:
    """All three; some of the crowds' boards are closed for the first."""
    edition = crowds[0].phase.challenge.edition
    Edition.objects.filter(pk=edition.pk).update(is_told_on_stage=True)
    edition.refresh_from_db()
    for crowd in crowds[3:5]:
        Phase.objects.filter(pk=crowd.phase.pk).update(closes_at=now - timedelta(hours=1))
        crowd.phase.refresh_from_db()
        close_leaderboard(crowd.board, by=None, now=now)
    panel = Panel.objects.get(stage=Stage.LOCKED)
    honoured = [one.project for one in panel.candidates.filter(is_finalist=True).select_related("project__team")]
    letters = [Feedback(candidate=one, text="Clear.", agreed_at=now) for one in panel.candidates.all()]
    Feedback.objects.bulk_create(letters)
    shown = [project for project in honoured if project is not None]
    _picture(shown)
    prepare(edition, panel, shown, by=by, now=now)
    told = make_edition(slug=TOLD, opens_at=now - 2 * LONG_AGO, closes_at=now - LONG_AGO)
    publish(told, shown, by=by, now=now - LONG_AGO)
    live = make_edition(slug=LIVE, opens_at=now - LONG_AGO, closes_at=now - timedelta(days=1))
    begin(live, shown, by=by, now=now)


def prepare(edition: Edition, panel: Panel, projects: Sequence[Project], *, by: User, now: datetime) -> None:
    """An evening with all that is said and shown on it; its first award is the jury's."""
    awards = _awards(edition, projects)
    first = awards[0]
    Laureate.objects.filter(award=first).delete()
    first.panel, first.challenge = panel, panel.challenge
    first.save()
    take_laureates(first, seen=digest_in_view(first, winners_of(first, now=now)), by=by, now=now)
    first.laureates.update(citation=texts("For calm water"), pronunciation="lay za-lee-zay")
    Award.objects.create(edition=edition, kind=AwardKind.PUBLIC, title=texts("Prize of the public"), order=AWARDS)
    ceremony = _ceremony(edition, now=now)
    for n in range(WORDS):
        keep_words(edition, {"title": texts(f"Word {n}"), "speaker": "The minister", "notes": "Short."}, by=by, now=now)
    ceremony.refresh_from_db()
    script = script_now(ceremony)
    signature = {"script": script, "script_sha256": digest_of_script(script), "first_armed_by": by}
    Ceremony.objects.filter(pk=ceremony.pk).update(**signature, first_armed_at=now)
    rehearse(edition, seed=1, by=by, now=now)


def publish(edition: Edition, projects: Sequence[Project], *, by: User, now: datetime) -> None:
    """What everybody reads, with its corrections, certificates and copies."""
    _awards(edition, projects)
    _ceremony(edition, now=now, state=State.DONE)
    results = results_of(waiting_of(edition))
    made = Publication.objects.create(edition=edition, at=now, by=by, results=results, sha256=digest_of(results))
    Edition.objects.filter(pk=edition.pk).update(results_published_at=now)
    errata = [Erratum(publication=made, text=texts("The name was wrong. " * 20), at=now, by=by) for _ in range(ERRATA)]
    Erratum.objects.bulk_create(errata)
    Certificate.objects.bulk_create(_certificates(edition, projects, now=now), batch_size=500)
    given = {"edition": edition, "asked_by": by, "asked_at": now, "finished_at": now}
    ready = [Keepsake(**given, state=KeepsakeState.READY, size=10**8, pages=10**3) for _ in range(COPIES)]
    under_way = Keepsake(edition=edition, asked_by=by, asked_at=now, state=KeepsakeState.RUNNING, step="walk", known=9)
    Keepsake.objects.bulk_create([*ready, under_way])


def begin(edition: Edition, projects: Sequence[Project], *, by: User, now: datetime) -> None:
    """Live, at the first step."""
    _awards(edition, projects)
    ceremony = _ceremony(edition, now=now, state=State.LIVE)
    script = script_now(ceremony)
    Ceremony.objects.filter(pk=ceremony.pk).update(script=script, script_sha256=digest_of_script(script))
    given = {"script": script, "controller": by, "controller_key": uuid.uuid4(), "started_by": by}
    Show.objects.create(ceremony=ceremony, is_rehearsal=False, step_since=now, started_at=now, **given)


def _awards(edition: Edition, projects: Sequence[Project]) -> list[Award]:
    """Of every kind but the public's, each chosen by people, with as many places as are told."""
    kinds = [AwardKind.MAIN, AwardKind.THEME, AwardKind.SPONSOR, AwardKind.FAVOURITE]
    given = {"edition": edition, "told": PLACES, "handed_by": "The director", "deciders": "Dora", "reason": "Useful."}
    awards = [
        Award(kind=kinds[n % len(kinds)], title=texts(f"Prize {n}"), about=texts("For ships"), order=n, **given)
        for n in range(AWARDS)
    ]
    Award.objects.bulk_create(awards)
    said = {"citation": texts("For calm water"), "pronunciation": "lay za-lee-zay"}
    rows = [
        Laureate(award=award, rank=rank, team=one.team, team_name=one.team.name, project=one, **said)
        for award in awards
        for rank, one in enumerate(projects[:PLACES], start=1)
    ]
    Laureate.objects.bulk_create(rows)
    return awards


def _ceremony(edition: Edition, *, now: datetime, **fields: Any) -> Ceremony:
    """With a screen in every hall."""
    given = {"begins_at": now + timedelta(days=1), "place": texts("Casablanca")}
    ceremony = Ceremony.objects.create(edition=edition, **given, **fields)
    life = {"created_at": now, "expires_at": now + timedelta(days=2)}
    screens = [
        Screen(ceremony=ceremony, name=f"Hall {n}", secret_sha256=f"{edition.pk}-{n}", **life) for n in range(SCREENS)
    ]
    Screen.objects.bulk_create(screens)
    return ceremony


def _picture(projects: Sequence[Project]) -> None:
    """Each project's page is open and shows a picture of its own."""
    Project.objects.filter(pk__in=[one.pk for one in projects]).update(is_public=True)
    for n, project in enumerate(projects):
        file = default_storage.save("", ContentFile(picture_bytes((80 + n, 48))))
        ProjectPicture.objects.create(project=project, content=file, width=80 + n, height=48)


def _certificates(edition: Edition, projects: Sequence[Project], *, now: datetime) -> list[Certificate]:
    """Of everybody who plays."""
    people = User.objects.filter(username__startswith="p").order_by("pk")[:CERTIFICATES]
    common = {"format": 1, "edition": {"slug": edition.slug, "title": edition.title}, "issued": f"{now:%Y-%m-%d}"}
    made = []
    for n, holder in enumerate(people):
        code, name = new_code(), str(holder)
        facts = {**common, "code": code, "kind": "participation", "name": name, "issuer": {"name": "", "partners": []}}
        told = {"kind": "participation", "holder": holder, "holder_name": name, "issued_at": now, **signed(facts)}
        made.append(Certificate(code=code, edition=edition, team=projects[n % len(projects)].team, **told))
    return made
