"""Finds what lines of the journal are about: one query for each kind of thing, however many lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from challenges.agenda.models import AgendaItem
from challenges.ceremony.models import Award, Ceremony
from challenges.chronicle.models import SeenBy, Topic
from challenges.chronicle.rules import Subject, is_ones_own, subject_of
from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle, Evaluation, Rejudge
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from challenges.likeness.models import Likeness
from challenges.mentoring.models import MentorSlot
from challenges.panels.models import Panel
from challenges.projects.models import Project
from challenges.questions.models import Question
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from datasets.models import Release

Ids = Mapping[str, Any]
PLACES = ("edition", "challenge", "phase", "team", "submission")


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its rows, the ways from one to what a line may be about, the field of its address (with the
    moment in which it was current, for addresses come again in another edition), and whether all organizers see it."""

    model: type[Model]
    ways: Mapping[str, str]
    address: str = ""
    seen_by: SeenBy = SeenBy.CHALLENGE


def _under(phase: str, **more: str) -> dict[str, str]:
    return {"phase": phase, "challenge": f"{phase}__challenge", "edition": f"{phase}__challenge__edition", **more}


def _in(challenge: str, **more: str) -> dict[str, str]:
    return {"challenge": challenge, "edition": f"{challenge}__edition", **more}


KINDS: Mapping[str, Kind] = {
    "submission": Kind(Submission, _under("phase", team="team", submission="pk")),
    "evaluation": Kind(Evaluation, _under("submission__phase", team="submission__team", submission="submission")),
    "likeness": Kind(Likeness, _under("phase")),
    "rejudge": Kind(Rejudge, _under("phase")),
    "bundle": Kind(Bundle, _under("phase")),
    "leaderboard": Kind(Leaderboard, _under("phase"), address="phase"),
    "phase": Kind(Phase, _in("challenge", phase="pk"), address="phase"),
    "challenge": Kind(Challenge, {"challenge": "pk", "edition": "edition"}, address="challenge"),
    "question": Kind(Question, _in("challenge", team="team")),
    "project": Kind(Project, _in("challenge", team="team")),
    "announcement": Kind(Announcement, {"challenge": "challenge", "edition": "edition"}),
    "panel": Kind(Panel, {"challenge": "challenge", "edition": "edition"}),
    "faqentry": Kind(FaqEntry, {"challenge": "challenge", "edition": "edition"}),
    "release": Kind(Release, _in("challenges"), address="release"),
    "team": Kind(Team, {"team": "pk", "edition": "edition"}, seen_by=SeenBy.EVERYBODY),
    "edition": Kind(Edition, {"edition": "pk"}, address="edition", seen_by=SeenBy.EVERYBODY),
    "partner": Kind(Partner, {"edition": "edition"}, seen_by=SeenBy.EVERYBODY),
    "mentorslot": Kind(MentorSlot, {"edition": "edition"}, seen_by=SeenBy.EVERYBODY),
    "agendaitem": Kind(AgendaItem, {"edition": "edition"}, seen_by=SeenBy.EVERYBODY),
    "award": Kind(Award, {"edition": "edition"}, seen_by=SeenBy.EVERYBODY),
    "ceremony": Kind(Ceremony, {"edition": "edition"}, seen_by=SeenBy.EVERYBODY),
}
# The vault is open to every organizer, and what is made of it before a challenge has it.
OF_THE_VAULT = frozenset({"extract", "recipe", "build"})
# Of the whole edition where they name no challenge.
MAYBE_WIDE = frozenset({"announcement", "certificate", "faqentry", "webhook"})


@dataclass
class Found:
    """What was looked up for a batch of lines, by kind and reference."""

    by_key: dict[str, dict[Any, Ids]] = field(default_factory=dict)
    challenges: list[tuple[int, str, int, str, Any]] = field(default_factory=list)
    phases: list[tuple[int, str, int]] = field(default_factory=list)
    once: dict[tuple[str, str], Ids] = field(default_factory=dict)

    def of_address(self, kind: str, slug: str) -> Ids:
        """Of a release or an edition; asked once a batch."""
        if (kind, slug) not in self.once:
            self.once[kind, slug] = _of_release(slug) if kind == "release" else _of_edition(slug)
        return self.once[kind, slug]


def topics_of(entries: Iterable[JournalEntry]) -> list[Topic]:
    """Not saved yet, in the order of the lines."""
    lines = [(entry, subject_of(entry.subject)) for entry in entries]
    found = _look_up(lines)
    return [_topic(entry, subject, found) for entry, subject in lines]


def _look_up(lines: list[tuple[JournalEntry, Subject]]) -> Found:
    found = Found()
    for name, kind in KINDS.items():
        keys = {subject.key for _, subject in lines if subject.kind == name and subject.key is not None}
        usable = {key for key in keys if _fits(kind.model, key)}
        if usable:
            found.by_key[name] = _rows(kind, usable)
    if any(_is_address(subject) or _names_challenge(entry) for entry, subject in lines):
        rows = Challenge.objects.order_by("-edition__opens_at", "pk")
        found.challenges = list(rows.values_list("pk", "slug", "edition_id", "edition__slug", "edition__opens_at"))
        found.phases = list(Phase.objects.order_by("pk").values_list("pk", "slug", "challenge_id"))
    return found


def _rows(kind: Kind, keys: set[Any]) -> dict[Any, Ids]:
    rows = kind.model._default_manager.filter(pk__in=keys).order_by("pk").values_list("pk", *kind.ways.values())
    return {row[0]: dict(zip(kind.ways, row[1:], strict=True)) for row in rows}


def _fits(model: type[Model], key: Any) -> bool:
    is_number = model._meta.pk is not None and model._meta.pk.get_internal_type() == "BigAutoField"
    return isinstance(key, int) == is_number


def _is_address(subject: Subject) -> bool:
    return subject.kind in KINDS and bool(KINDS[subject.kind].address)


def _names_challenge(entry: JournalEntry) -> bool:
    return isinstance(entry.details, dict) and isinstance(entry.details.get("challenge"), str)


def _topic(entry: JournalEntry, subject: Subject, found: Found) -> Topic:
    ids = _ids(entry, subject, found)
    given = {f"{name}_id": ids.get(name) for name in PLACES}
    return Topic(entry_id=entry.number, seen_by=_seen_by(entry, subject, ids), **given)


def _ids(entry: JournalEntry, subject: Subject, found: Found) -> Ids:
    by_key = found.by_key.get(subject.kind, {}).get(subject.key)
    if by_key is not None:
        return by_key
    if _is_address(subject):
        return _by_address(entry, subject, found)
    return _by_details(entry, found)


def _by_address(entry: JournalEntry, subject: Subject, found: Found) -> Ids:
    kind = KINDS[subject.kind].address
    slug, _, below = subject.reference.partition("/")
    if kind in {"release", "edition"}:
        return found.of_address(kind, slug)
    return _of_challenge(entry, slug, found, phase=below if kind == "phase" else "")


def _of_release(slug: str) -> Ids:
    rows = Release.objects.filter(slug=slug, challenges__isnull=False).order_by("pk", "challenges__pk")
    row = rows.values_list("challenges__edition", "challenges").first()
    return dict(zip(("edition", "challenge"), row, strict=True)) if row else {}


def _of_edition(slug: str) -> Ids:
    return {"edition": Edition.objects.filter(slug=slug).values_list("pk", flat=True).first()}


def _by_details(entry: JournalEntry, found: Found) -> Ids:
    """A thing that is not known here says itself to which challenge it belongs."""
    details = entry.details if isinstance(entry.details, dict) else {}
    if _names_challenge(entry):
        return _of_challenge(entry, details["challenge"], found, edition=str(details.get("edition", "")))
    if isinstance(details.get("edition"), str):
        return found.of_address("edition", details["edition"])
    return {}


def _of_challenge(entry: JournalEntry, slug: str, found: Found, *, phase: str = "", edition: str = "") -> Ids:
    """The one with this address in the edition named, or in the last that had opened when the line was written."""
    of_name = [row for row in found.challenges if row[1] == slug and (not edition or row[3] == edition)]
    then = [row for row in of_name if row[4] <= entry.at] or of_name[-1:]
    if not then:
        return {}
    challenge, _, edition_id, *_ = then[0]
    of_phase = [key for key, name, above in found.phases if above == challenge and name == phase]
    return {"edition": edition_id, "challenge": challenge, "phase": of_phase[0] if of_phase else None}


def _seen_by(entry: JournalEntry, subject: Subject, ids: Ids) -> SeenBy:
    """What is not known to be anybody else's is the operator's."""
    if subject.kind == "user":
        return SeenBy.OPERATOR if is_ones_own(subject, actor=entry.actor) else SeenBy.EVERYBODY
    if ids.get("challenge") is not None:
        return SeenBy.CHALLENGE
    if subject.kind in OF_THE_VAULT or (subject.kind == "release" and "challenge" in ids):
        return SeenBy.EVERYBODY
    kind = KINDS.get(subject.kind)
    is_wide = subject.kind in MAYBE_WIDE or (kind is not None and kind.seen_by == SeenBy.EVERYBODY)
    return SeenBy.EVERYBODY if is_wide and ids.get("edition") is not None else SeenBy.OPERATOR
