"""What stands for the places in the console's addresses, and what its readers may ask for, on a site that `busy` made:
each time what costs the most."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from challenges.agenda.models import AgendaItem
from challenges.ceremony.models import Award, AwardKind, Ceremony, Screen
from challenges.ceremony.queries import order_of
from challenges.ceremony.script import Words
from challenges.checks.models import Check
from challenges.crew.models import CrewInvitation
from challenges.editions.models import Announcement, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Machine, Rejudge, State
from challenges.hooks.models import Delivery
from challenges.journal.models import JournalEntry
from challenges.likeness.models import Likeness
from challenges.mail_texts.models import MailText
from challenges.mailing.models import GroupLetter
from challenges.making.models import Making
from challenges.mentoring.models import MentorSlot
from challenges.operations.models import FailedTask
from challenges.panels.models import Criterion, Panel, Stage, Tie
from challenges.projects.models import ProjectPicture
from challenges.questions.models import Question
from challenges.results.models import Certificate
from challenges.submissions.models import Disqualification, Submission, SubmissionNote
from datasets.vault.models import Extract
from smartport.accounts.models import User
from tests.benchmarks.staged import LIVE, TOLD


def places() -> dict[str, Any]:
    """Of the first challenge, where it has the most."""
    phase = Phase.objects.select_related("challenge__edition").get(challenge__slug="rade")
    best = phase.leaderboard.best_scores.order_by("sort_value").select_related("evaluation__submission")[0]
    picture = ProjectPicture.everything.filter(project__challenge=phase.challenge)[0]
    panel = Panel.objects.get(challenge=phase.challenge)
    return {
        "panels": {one.pk: f"{one.stage}{'' if one.challenge_id else ', all'}" for one in Panel.objects.all()},
        "panel_id": panel.pk,
        "criterion_id": panel.criteria.values_list("pk", flat=True)[0],
        "juror_id": panel.jurors.filter(left_at=None).values_list("pk", flat=True)[5],
        "juror_invitation_id": panel.invitations.get().pk,
        "candidate_id": panel.candidates.values_list("pk", flat=True)[5],
        "tie_id": Tie.objects.filter(juror__panel=panel).values_list("pk", flat=True)[0],
        "edition": phase.challenge.edition.slug,
        "slug": phase.challenge.slug,
        "phase": phase.slug,
        "phase_id": Phase.objects.get(challenge__slug="air").pk,
        "submission_id": best.evaluation.submission_id,
        "evaluation_id": best.evaluation_id,
        "team_id": best.team_id,
        "person_id": best.evaluation.submission.by_id,
        "crew_id": User.objects.get(username="otto").pk,
        "note_id": _any(SubmissionNote),
        "likeness_id": _any(Likeness),
        "bundle_id": phase.bundles.get().pk,
        "check_id": _any(Check),
        "making_id": _any(Making),
        "rejudge_id": _any(Rejudge),
        "step": "data",
        "which": "entry",
        "code": "engine_gone",
        "deed": "drain",
        "role": "organizer",
        "what": "people",
        "form": "csv",
        "number": JournalEntry.objects.count() // 2,
        "announcement_id": _any(Announcement),
        "entry_id": _any(FaqEntry),
        "project_id": picture.project_id,
        "picture_id": picture.pk,
        "letter_id": GroupLetter.objects.order_by("changed_at").reverse()[2].pk,
        "draft_id": GroupLetter.objects.get(sent_at=None).pk,
        "draft_panel_id": Panel.objects.get(stage=Stage.DRAFT).pk,
        "out_id": Disqualification.objects.filter(submission__phase=phase).values_list("submission", flat=True)[0],
        "crew_invitation_id": _any(CrewInvitation),
        "machine_id": _any(Machine),
        "failed_id": _any(FailedTask),
        "hook_id": Delivery.objects.values_list("webhook", flat=True)[0],
        "delivery_id": _any(Delivery),
        "partner_id": _any(Partner),
        "item_id": _any(AgendaItem),
        "slot_id": _any(MentorSlot),
        "text_id": _any(MailText),
        "extract_id": _any(Extract),
        "question_id": _any(Question),
        **_stage(phase.challenge.edition),
    }


def elsewhere(name: str, route: str, there: dict[str, Any]) -> dict[str, Any]:
    """What an address stands for that needs something in another state."""
    if "/crew/" in route:
        return {"person_id": there["crew_id"]}
    if name in {"console-erratum-new", "console-keepsake"}:
        return {"edition": TOLD}
    if name == "console-ceremony-abort":
        return {"edition": LIVE}
    told = {
        "console-award-choose": ("award_id", "chosen_id"),
        "console-letter-edit": ("letter_id", "draft_id"),
        "console-panel-open": ("panel_id", "draft_panel_id"),
        "console-submission-lift": ("submission_id", "out_id"),
    }
    place, key = told.get(name, ("", ""))
    return {place: there[key]} if place else {}


def _stage(edition: Edition) -> dict[str, Any]:
    """Of the evening that is prepared; a certificate from the middle of the list."""
    award = Award.objects.get(edition=edition, panel__isnull=False)
    ceremony = Ceremony.objects.get(edition=edition)
    certificates = Certificate.objects.filter(edition__slug=TOLD).order_by("code")
    return {
        "award_id": award.pk,
        "chosen_id": Award.objects.filter(edition=edition, panel=None, deciders__gt="").order_by("order")[0].pk,
        "public_id": Award.objects.get(edition=edition, kind=AwardKind.PUBLIC).pk,
        "laureate_id": award.laureates.order_by("rank")[0].pk,
        "certificate_code": certificates[certificates.count() // 2].code,
        "words_key": next(words.key for words in order_of(ceremony) if isinstance(words, Words)),
        "screen_id": _any(Screen.objects.filter(ceremony=ceremony)),
    }


def asked_for(there: dict[str, Any]) -> Iterator[str]:
    """Lists with what narrows them, and far from their beginning."""
    yield from (f"/console/submissions/?{asked}" for asked in _submissions(there))
    yield from (f"/console/journal/?{asked}" for asked in _journal(there))
    for address, q in (("people", "Samira 3999"), ("people", "a"), ("teams", "phare"), ("teams", "samira")):
        yield f"/console/{address}/?{urlencode({'q': q})}"
    yield from (
        "/console/people/?page=80",
        "/console/teams/?page=40",
        "/questions/?page=80",
        "/console/failures/?page=9",
    )
    similar = f"/console/editions/{there['edition']}/challenges/{there['slug']}/similar/"
    yield from (f"{similar}?{asked}" for asked in ("page=100", "looked=no", f"submission={there['submission_id']}"))
    yield from _panels()
    yield from _told(there)
    yield f"/console/hooks/{there['hook_id']}/?page=800"
    yield f"/challenges/{there['slug']}/rejudges/?submission={there['submission_id']}"


def _told(there: dict[str, Any]) -> Iterator[str]:
    """What was published, and evenings and awards of another state."""
    for q in ("Samira", "Samira Alaoui 3999", "nobody", there["certificate_code"]):
        yield f"/console/certificates/?{urlencode({'edition': TOLD, 'q': q})}"
    yield from (f"/console/certificates/?edition={TOLD}&{asked}" for asked in ("", "page=80", "kind=participation"))
    yield from (f"/console/{room}/?edition={TOLD}" for room in ("publication", "awards", "ceremony"))
    yield f"/console/ceremony/?edition={LIVE}"
    yield f"/console/ceremony/{LIVE}/finish/"
    yield f"/console/editions/{there['edition']}/keepsake/"
    yield from (f"/console/awards/{there['chosen_id']}/{deed}" for deed in ("", "clear/"))
    yield from (f"/console/awards/{there['public_id']}/{deed}" for deed in ("", "take/"))


def _panels() -> Iterator[str]:
    """Of a panel at every stage what it shows there; of a draft, what is still to be made."""
    for panel in Panel.objects.exclude(stage=Stage.SCREENING).order_by("created_at", "pk"):
        pages = ("", "criteria/", "jurors/", "projects/", "opening/", "progress/", "hours/")
        more = ("edit/", "remove/", "criteria/new/", "open/") if panel.stage == Stage.DRAFT else ()
        yield from (f"/console/panels/{panel.pk}/{page}" for page in (*pages, *more))
    criterion = Criterion.objects.filter(panel__stage=Stage.DRAFT)[0]
    yield f"/console/panels/{criterion.panel_id}/criteria/{criterion.pk}/"
    final = Panel.objects.filter(stage=Stage.FINAL).order_by("created_at")[0]
    yield from (f"/console/panels/{final.pk}/{page}/" for page in ("close-final", "remind", "share-anew"))


def _submissions(there: dict[str, Any]) -> Iterator[str]:
    """Each filter by itself, one that many meet and one that few do; a page far down; the worst together."""
    rare, usual = {"outcome": "crashed"}, {"outcome": "scored"}
    far = Submission.objects.order_by("-received_at")[Submission.objects.count() * 9 // 10]
    after = {"after": f"{far.received_at.isoformat()}_{far.pk}"}
    challenge, phase = Phase.objects.filter(pk=there["phase_id"]).values_list("challenge", "pk")[0]
    of_phase = {"challenge": challenge, "phase": phase}
    day = {"day": far.received_at.date().isoformat()}
    states = [{"state": state} for state in ("received", *State.values)]
    teams = [{"team": name} for name in ("1234", "alizes", "e", "nobody")]
    marks = [{"out": "1"}, {"noted": "1"}, {"kind": "code"}, {"kind": "predictions"}, {"named": "0" * 8}]
    alone: tuple[dict[str, Any], ...] = (after, {"challenge": challenge}, of_phase, day, rare, usual)
    yield from map(urlencode, (*alone, *states, *teams, *marks))
    both: tuple[dict[str, Any], ...] = (
        {**rare, "team": "e"},
        {**rare, **of_phase},
        {**rare, **after},
        {**usual, "team": "1234"},
    )
    yield from map(urlencode, both)
    yield urlencode(
        {**of_phase, "team": "e", "state": "failed", "outcome": "crashed", "kind": "predictions", "out": "1"}
    )
    yield urlencode({"team": "nobody", "out": "1", "noted": "1", "kind": "code", **day})


def _journal(there: dict[str, Any]) -> Iterator[str]:
    """By words of every kind, by each filter, far down, and with nothing to find."""
    who = f"user:{there['person_id']}"
    words = (
        "alizes",
        "Samira 3999",
        "nobody",
        who,
        f"submission:{there['submission_id']}",
        str(there["submission_id"]),
    )
    yield from (urlencode({"q": text}) for text in words)
    narrow = ({"who": "evaluations"}, {"deed": "submission.received"}, {"deed": "phase.closed"}, {"who": "system"})
    yield from map(urlencode, narrow)
    last = JournalEntry.objects.order_by("-number")[0]
    yield from (f"before={last.number // 10}", f"after={last.number // 2}", f"team={there['team_id']}")
    yield f"first={last.at.date()}&last={last.at.date()}"
    yield urlencode({"who": "evaluations", "deed": "submission.received", "phase": there["phase_id"]})


def _any(rows: Any) -> Any:
    """Of a model, or of some of its rows."""
    found = rows if isinstance(rows, QuerySet) else rows.objects
    return found.order_by("pk").values_list("pk", flat=True)[0]
