"""An edition that holds its results, with telling winners: the same but for who has won, however often it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from challenges.ceremony.awarding import make_award
from challenges.ceremony.eligible import find_eligible
from challenges.ceremony.laureates import Pick, choose_laureates, digest_in_view, say_of, take_laureates
from challenges.ceremony.models import Award, AwardKind, Ceremony, Display, Show
from challenges.ceremony.preparing import keep_words
from challenges.ceremony.rules import Key
from challenges.ceremony.running import finish, press, rehearse
from challenges.ceremony.screens import make_screen
from challenges.ceremony.sources import winners_of
from challenges.chronicle.actions import place_missing
from challenges.editions.models import Challenge, Edition
from challenges.evaluations.models import Evaluation, Rejudge
from challenges.hooks.models import Webhook
from challenges.hooks.telling import tell_hooks
from challenges.jury.feedback import agree_feedback
from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view as digest_of_decision
from challenges.jury.locking import sign_first, sign_second
from challenges.jury.models import Ballot, Round
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rejudging import drop_rejudge
from challenges.popular.models import Poll, Vote
from challenges.projects.models import Project
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories import NOW, OPENS_AT, end_program, make_person, make_submission, make_token, score_submission
from tests.factories.evening import arm
from tests.factories.hearing import GRADES, Hearing, make_hearing
from tests.factories.projects import make_picture
from tests.factories.publishing import AFTER
from tests.factories.stage import make_ceremony
from tests.smartport.stage.seen import SECRET
from tests.smartport.stage.seen import make_screen as make_hall
from tests.smartport.world import World

PRIVATE = (61.738295, 77.123457)
"""The private errors of who has won and of the other; by the public part the other leads."""
PUBLIC = (0.4, 0.3)
COMMENT = "Planted-Ballot: only the chair reads what one juror wrote."
DELIBERATION = "Planted-Deliberation: two of us wanted another."
AWARDED = ("Planted-Grand", "Planted-Public", "Planted-Heart")
TOLD = (*(f"{name}{part}" for name in AWARDED for part in ("", "-About", "-Won", "-Hand", "-Citation")), "Planted-Mail")
"""What is public, or somebody's, once the results are published."""
NEVER = ("Planted-Ballot", "Planted-Deliberation", "Planted-Said", "Planted-Deciders", "Planted-Reason")
"""What nobody reads, ever, but those who decided and prepared."""


@dataclass(frozen=True)
class Planted:
    """What stands there before the publication; the rehearsal runs."""

    edition: Edition
    hearing: Hearing
    rehearsal: Show
    places: Mapping[str, Any]
    token: str


def prepare(world: World) -> World:
    """What does not depend on who wins: instead of the world's own evening, the people who decide and prepare."""
    edition = Edition.objects.get(slug=world.places["edition"])
    Ceremony.objects.all().delete()
    Award.objects.all().delete()
    Edition.objects.filter(pk=edition.pk).update(is_told_on_stage=True)
    Webhook.objects.update(events=["phase.closed", "leaderboard.closed", "results.published"], since=OPENS_AT)
    User.objects.filter(pk=world.people["organizer"].pk).update(organizes_named_only=True)
    User.objects.filter(pk=world.people["elsewhere"].pk).update(organizes_named_only=True)
    for name in ("organizer", "elsewhere"):
        world.people[name].refresh_from_db()
    for rejudge in Rejudge.objects.all():
        drop_rejudge(rejudge, by=world.people["organizer"], now=NOW)
    for submission in Submission.objects.filter(evaluations=None):
        score_submission(submission, public=0.9)
    world.people["chief"] = make_person("chloe", is_staff=True)
    return world


def plant(world: World, *, is_swapped: bool = False) -> Planted:
    """The captain's team wins everything; swapped, the other team does."""
    edition = Edition.objects.get(slug=world.places["edition"])
    challenge = edition.challenges.get(slug=world.places["slug"])
    teams = [Team.objects.get(memberships__user=world.people[role]) for role in ("captain", "other")]
    order = [1, 0] if is_swapped else [0, 1]
    scored = _close(challenge, teams, [PRIVATE[at] for at in order])[0]
    hearing = _decide(challenge, [_shown(team, challenge) for team in teams], is_swapped=is_swapped)
    _vote(edition, hearing, winner=order[0])
    by = world.people["chief"]
    awards = [
        _awarded(edition, AwardKind.MAIN, AWARDED[0], by=by, panel=hearing.panel, told=2),
        _awarded(edition, AwardKind.PUBLIC, AWARDED[1], by=by),
        _chosen(edition, teams[order[0]], by=by),
    ]
    show, places = _evening(world, edition, by=by)
    places |= {"submission_id": scored.submission.pk, "evaluation_id": scored.pk}
    places |= _places_of(hearing)
    places |= {"award_id": awards[0].pk, "laureate_id": awards[0].laureates.get(rank=1).pk}
    world.places.update(places)
    world.people.update({"president": hearing.president.user, "seated": hearing.jurors["jamal"].user})
    User.objects.update(date_joined=NOW)
    place_missing()
    tell_hooks(now=AFTER)
    return Planted(edition, hearing, show, places, make_token(world.people["captain"], now=AFTER))


def _close(challenge: Challenge, teams: Sequence[Team], private: Sequence[float]) -> list[Evaluation]:
    """The board, with these private errors and two programs that have run."""
    challenge.naive_anchor, challenge.target_anchor = 100.0, 0.0
    challenge.save()
    phase, scored = challenge.phases.get(), []
    for team, public, hidden in zip(teams, PUBLIC, private, strict=True):
        captain = team.memberships.get(is_captain=True).user
        made = make_submission(team, phase, by=captain)
        scored.append(end_program(made, log=b"hello", public=public, private=hidden))
    board = Leaderboard.objects.select_related("phase__challenge__edition").get(phase=phase)
    close_leaderboard(board, by=None, now=AFTER)
    return scored


def _shown(team: Team, challenge: Challenge) -> Project:
    captain = team.memberships.get(is_captain=True).user
    given = {"title": f"Vigie {captain}", "changed_at": NOW}
    project, _ = Project.objects.get_or_create(challenge=challenge, team=team, defaults=given)
    Project.objects.filter(pk=project.pk).update(is_public=True)
    make_picture(project, by=captain)
    return project


def _decide(challenge: Challenge, projects: Sequence[Project], *, is_swapped: bool) -> Hearing:
    """Both teams are before a jury of five, which has locked its decision and agreed what it says to each."""
    codes = list(GRADES)
    grades = {**GRADES, codes[0]: GRADES[codes[is_swapped]], codes[1]: GRADES[codes[not is_swapped]]}
    hearing = make_hearing(challenge, grades=grades, jury_weight=70)
    for code, project in zip(codes, projects, strict=False):
        hearing.candidates[code].project = project
        hearing.candidates[code].save()
    Ballot.objects.filter(assignment__juror__panel=hearing.panel).update(to_team=COMMENT)
    panel, chair = hearing.panel, hearing.president.user
    given = {"name": "Petra", "deliberation": DELIBERATION, "seen": digest_of_decision(sitting(panel, Round.FINAL))}
    first = sign_first(panel, **given, by=chair, now=AFTER)
    sign_second(panel, name="Deborah", seen=first.sha256, by=hearing.deputy.user, now=AFTER)
    panel.refresh_from_db()
    for code in codes[:2]:
        agree_feedback(hearing.candidates[code], text=f"Planted-Mail {code}", seen="", by=chair, now=AFTER)
    return hearing


def _vote(edition: Edition, hearing: Hearing, *, winner: int) -> None:
    poll = Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=NOW)
    projects = [one.project for one in list(hearing.candidates.values())[:2]]
    chosen = [projects[winner], projects[winner], projects[1 - winner]]
    for number, project in enumerate(chosen):
        voter = make_person(f"voter{number}")
        Vote.objects.create(poll=poll, voter=voter, project=project, first_at=OPENS_AT, at=OPENS_AT)


def _awarded(edition: Edition, kind: str, name: str, *, by: User, **fields: Any) -> Award:
    """Taken from where it comes from."""
    award = _made(edition, kind, name, by=by, **fields)
    finding = winners_of(award, now=AFTER)
    take_laureates(award, seen=digest_in_view(award, finding), by=by, now=AFTER)
    return _cited(award, name, by=by)


def _chosen(edition: Edition, team: Team, *, by: User) -> Award:
    """By people, for a reason."""
    award = _made(edition, AwardKind.FAVOURITE, AWARDED[2], by=by)
    found = find_eligible(edition, None, search=team.name).rows
    pick = next(Pick(one.key, 1) for one in found if one.team == team)
    given = {"deciders": "Planted-Deciders", "reason": "Planted-Reason", "seen": digest_in_view(award)}
    choose_laureates(award, [pick], **given, by=by, now=AFTER)
    return _cited(award, AWARDED[2], by=by)


def _made(edition: Edition, kind: str, name: str, *, by: User, **fields: Any) -> Award:
    said = {"title": _texts(name), "about": _texts(f"{name}-About"), "prize": _texts(f"{name}-Won")}
    award = Award(edition=edition, kind=kind, handed_by=f"{name}-Hand", **said, **fields)
    return make_award(award, by=by, now=AFTER)


def _cited(award: Award, name: str, *, by: User) -> Award:
    for laureate in award.laureates.all():
        laureate.citation, laureate.pronunciation = _texts(f"{name}-Citation"), "Planted-Said"
        say_of(laureate, by=by, now=AFTER)
    return award


def _evening(world: World, edition: Edition, *, by: User) -> tuple[Show, dict[str, Any]]:
    """Armed, with a hall's screen; a rehearsal runs."""
    ceremony = make_ceremony(edition, begins_at=AFTER, place=_texts("Casablanca"))
    told = {"title": _texts("A word"), "speaker": "The minister", "notes": "Planted-Said"}
    places = {"words_key": keep_words(edition, told, by=by, now=AFTER)}
    places["screen_id"] = make_screen(edition, key=uuid4(), name="Main hall", by=by, now=AFTER).screen.pk
    make_hall(ceremony, SECRET, created_at=AFTER, expires_at=AFTER.replace(year=AFTER.year + 1))
    arm(edition, first=by, second=world.people["operator"])
    rehearsal = rehearse(edition, seed=1, by=by, now=AFTER)
    rehearsal = to_the_end(rehearsal, by=by)
    return rehearsal, places | {"show_id": rehearsal.pk}


def forward(show: Show, *, by: User) -> Show:
    """One step on."""
    control = {"seen_version": show.version, "controller_key": show.controller_key, "is_held": True}
    return press(show, Key.NEXT, **control, by=by, now=AFTER)


def to_the_end(show: Show, *, by: User) -> Show:
    """Step by step to the last one."""
    while show.display != Display.STEP or show.cursor < len(show.script) - 1:
        show = forward(show, by=by)
    return show


def end_rehearsal(planted: Planted, *, by: User) -> None:
    """The halls are free for the evening."""
    finish(planted.rehearsal, by=by, now=AFTER)


def _places_of(hearing: Hearing) -> dict[str, Any]:
    """The addresses of the jury that has decided, seen from the project that the captain's team has before it."""
    code, candidate = next(iter(hearing.candidates.items()))
    return {
        "panel_id": hearing.panel.pk,
        "project_code": code,
        "candidate_id": candidate.pk,
        "criterion_id": hearing.panel.criteria.earliest("pk").pk,
        "juror_id": hearing.jurors["jamal"].pk,
    }


def _texts(words: str) -> dict[str, str]:
    return {"fr": words, "ar": words, "en": words}
