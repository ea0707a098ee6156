"""What the minutes say, in the reader's language: of a signed decision from its snapshot, before that as things are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from challenges.jury.case import Case
from challenges.jury.gathering import Sitting, sitting
from challenges.jury.judgement import Judgement, judge
from challenges.jury.locking import decided, read_snapshot
from challenges.jury.models import Decision, Motion, Recusal, Round
from challenges.jury.places import is_moved, places_of
from challenges.jury.queries import decision_of
from challenges.panels.models import Candidate, Juror, Panel, Relation, Stage
from challenges.wording import localized, say_moment, say_number
from smartport.jury.president import words


@dataclass(frozen=True)
class Member:
    """Who sat: under the name that was signed."""

    number: str
    name: str
    institution: str
    seat: str


@dataclass(frozen=True)
class Placed:
    """A line of the ranking; title and team are empty before the lock."""

    place: int
    code: str
    title: str
    team: str
    final: str
    jury: str
    automatic: str


@dataclass(frozen=True)
class Moved:
    """A motion: what was moved and why, and who voted how."""

    outcome: str
    at: str
    old: str
    new: str
    reason: str
    votes: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signed, as what, and when; empty where nobody has yet."""

    role: str
    name: str = ""
    at: str = ""


@dataclass(frozen=True)
class Minutes:
    """Everything, in order."""

    title: str
    edition: str
    challenge: str
    is_locked: bool
    members: tuple[Member, ...]
    recusals: tuple[str, ...]
    criteria: tuple[tuple[str, str, str], ...]
    method: tuple[str, ...]
    ranking: tuple[Placed, ...]
    is_moved: bool
    counts_automatic: bool
    ties: tuple[str, ...]
    sensitive: tuple[str, ...]
    motions: tuple[Moved, ...]
    deliberation: str
    signatures: tuple[Signature, ...]
    digest: str
    seed: str
    program: str


def tell(panel: Panel) -> Minutes:
    """In the active language."""
    decision = decision_of(panel)
    found = sitting(panel, Round.FINAL)
    case = read_snapshot(decision).case() if decision else decided(found)
    judged = judge(case) if decision or found.tally.judgement else None
    is_locked = panel.stage == Stage.LOCKED
    return Minutes(
        title=_localized(panel.title),
        edition=_localized(panel.edition.title),
        challenge=_localized(panel.challenge.title) if panel.challenge else "",
        is_locked=is_locked,
        members=tuple(_members(case, found.jurors)),
        recusals=tuple(_recusals(panel, case, found.jurors)),
        criteria=tuple(_criteria(panel)),
        method=tuple(_method(panel, case)),
        ranking=tuple(_ranking(judged, found.candidates, is_named=is_locked)) if judged else (),
        is_moved=judged is not None and is_moved(_ranks(judged), judged.decided),
        counts_automatic=bool(case.weights.automatic),
        ties=tuple(words.tie_sentences(judged)) if judged else (),
        sensitive=tuple(words.sensitive_sentences(judged)) if judged else (),
        motions=tuple(_motions(panel, found)),
        deliberation=decision.deliberation if decision else "",
        signatures=tuple(_signatures(panel, decision)),
        digest=decision.sha256 if decision else "",
        seed=str(case.seed),
        program=decision.program_version if decision else "",
    )


def _members(case: Case, jurors: Mapping[str, Juror]) -> list[Member]:
    used = [name for name in jurors if name in case.marks.jurors]
    return [_member(name, jurors[name]) for name in used]


def _member(number: str, juror: Juror) -> Member:
    name = juror.declared_name or words.name_of(juror)
    return Member(number, name, juror.institution, str(juror.get_seat_display()))


def _recusals(panel: Panel, case: Case, jurors: Mapping[str, Juror]) -> list[str]:
    """Kinds, never the reasons that somebody wrote."""
    kinds = {
        (row.juror_id, row.candidate.code): str(Relation(row.relation).label)
        for row in Recusal.objects.filter(juror__panel=panel).select_related("candidate")
    }
    told = []
    for name, code in sorted(case.marks.recused):
        juror = jurors[name]
        kind = {
            "juror": juror.declared_name or words.name_of(juror),
            "project": code,
            "kind": kinds.get((juror.pk, code), "—"),
        }
        told.append(gettext("%(project)s: %(juror)s (%(kind)s)") % kind)
    return told


def _criteria(panel: Panel) -> list[tuple[str, str, str]]:
    rows = list(panel.criteria.all())
    whole = sum(row.weight for row in rows) or 1
    return [(_localized(row.title), words.percent(row.weight / whole), f"{row.lowest} – {row.highest}") for row in rows]


def _method(panel: Panel, case: Case) -> list[str]:
    told = [
        gettext(
            "Every juror who was not recused scored the projects on all criteria. A ballot gives 0 to 100 points, its "
            "grades weighing as the criteria do. The severity of each juror was worked out from the projects they "
            "share with others, by least squares, and taken away; what is left is the jury's score. A recusal is a "
            "missing ballot, never a zero."
        )
    ]
    if case.weights.automatic and case.scale:
        told.append(
            gettext(
                "The final score counts the jury's score with %(jury)s and the automatic score with %(automatic)s. "
                "The automatic score lies on the scale published before the start: %(naive)s is worth 0 points, "
                "%(target)s 100."
            )
            % {
                "jury": words.percent(panel.jury_weight / 100),
                "automatic": words.percent(panel.automatic_weight / 100),
                "naive": say_number(float(case.scale.naive), decimals=2),
                "target": say_number(float(case.scale.target), decimals=2),
            }
        )
    told.append(
        gettext(
            "Equal final scores, rounded to a hundredth, are decided by the jury's score, the heaviest criterion, what "
            "more jurors put first, the private leaderboard, and the earlier last submission, in this order; else the "
            "place is shared."
        )
    )
    return told


def _ranking(judged: Judgement, candidates: Mapping[str, Candidate], *, is_named: bool) -> list[Placed]:
    standings = {one.project: one for one in judged.order.standings}
    told = []
    for code, place in places_of(_ranks(judged), judged.decided):
        candidate = candidates.get(code)
        project = candidate.project if candidate and is_named else None
        automatic = float(judged.automatic[code]) if judged.automatic else None
        told.append(
            Placed(
                place=place,
                code=code,
                title=project.title if project else "",
                team=project.team.name if project else "",
                final=say_number(float(standings[code].final), decimals=2),
                jury=say_number(float(judged.fit.quality[code]), decimals=2),
                automatic="" if automatic is None else say_number(automatic, decimals=2),
            )
        )
    return told


def _ranks(judged: Judgement) -> list[tuple[str, int]]:
    return [(one.project, one.rank) for one in judged.order.standings]


def _motions(panel: Panel, found: Sitting) -> list[Moved]:
    names = {juror.pk: juror.declared_name or words.name_of(juror) for juror in found.jurors.values()}
    return [_moved(motion, names, panel) for motion in panel.motions.order_by("at", "pk")]


def _numbered(codes: Sequence[str]) -> str:
    """With their places: read from the left or from the right, the order is the same."""
    return ", ".join(f"{place}. {code}" for place, code in enumerate(codes, start=1))


def _moved(motion: Motion, names: Mapping[int, str], panel: Panel) -> Moved:
    groups: Sequence[tuple[str, list[int]]] = (
        (gettext("For: %(names)s"), motion.votes_for),
        (gettext("Against: %(names)s"), motion.votes_against),
        (gettext("Abstained: %(names)s"), motion.abstained),
        (gettext("Recused: %(names)s"), motion.recused),
    )
    return Moved(
        outcome=gettext("Carried") if motion.is_carried else gettext("Lost"),
        at=say_moment(motion.at, zone=panel.edition.timezone),
        old=_numbered(motion.old_order),
        new=_numbered(motion.new_order),
        reason=motion.reason,
        votes=tuple(text % {"names": ", ".join(names.get(key, "—") for key in keys)} for text, keys in groups if keys),
    )


def _signatures(panel: Panel, decision: Decision | None) -> list[Signature]:
    first, second = gettext("First signature, who presides"), gettext("Second signature")
    if decision is None:
        return [Signature(first), Signature(second)]
    zone = panel.edition.timezone
    found = [Signature(first, decision.first_name, say_moment(decision.first_at, zone=zone))]
    if decision.locked_at:
        return [*found, Signature(second, decision.second_name, say_moment(decision.locked_at, zone=zone))]
    return [*found, Signature(second)]


def _localized(texts: Mapping[str, str]) -> str:
    return localized(texts, (get_language() or "fr")[:2])
