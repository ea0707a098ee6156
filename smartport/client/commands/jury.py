"""A jury's decision, computed again from its file without asking the site."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.errors import Failure, unreadable
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop, ngettext

if TYPE_CHECKING:
    from challenges.jury.judgement import Judgement
    from challenges.jury.snapshot import Finding, Snapshot

FINDINGS_SHOWN = 20
COLUMNS = (
    Column(gettext_noop("rank"), lambda line: line["rank"]),
    Column(gettext_noop("project"), lambda line: line["name"]),
    Column(gettext_noop("final"), lambda line: line["final"]),
    Column(gettext_noop("jury"), lambda line: line["jury"]),
    Column(gettext_noop("automatic"), lambda line: line["automatic"]),
    Column(gettext_noop("P(1st)"), lambda line: line["first"]),
    Column(gettext_noop("P(top 3)"), lambda line: line["top"]),
    Column(gettext_noop("likely ranks"), lambda line: line["interval"], name="interval"),
    worded(gettext_noop("before the next by"), lambda line: line["by"]),
)


def verify(client: Client, asked: Namespace, out: Output) -> int:
    """The recomputed result as a table; the exit status is 1 where the file says anything else."""
    path = Path(asked.file)
    snapshot, judged, findings = _recomputed(path)
    lines = _lines(judged, snapshot.decision["about"])
    titled = [Column(gettext(one.title), one.told, one.plain, name=one.name or one.title) for one in COLUMNS]
    whole = {"sha256": snapshot.digest, "findings": [vars(finding) for finding in findings], "order": lines}
    out.rows(titled, lines, whole=whole)
    if findings:
        _tell(findings, out)
        count = len(findings)
        message = ngettext(
            "%(path)s does not hold: %(count)s entry is not what follows from its inputs.",
            "%(path)s does not hold: %(count)s entries are not what follows from its inputs.",
            count,
        )
        raise Failure(message % {"path": path, "count": count})
    out.say(gettext("It holds: everything was computed again. Digest %(digest)s.") % {"digest": snapshot.digest})
    return 0


def _recomputed(path: Path) -> "tuple[Snapshot, Judgement, list[Finding]]":
    try:
        # numpy and scipy are an extra that most who take part do without
        from challenges.errors import Refusal  # noqa: PLC0415
        from challenges.jury.snapshot import MOST_BYTES, Snapshot, recompute  # noqa: PLC0415
    except ImportError as error:
        hint = gettext("Install them: %(command)s") % {"command": "pip install 'smartport[jury]'"}
        raise Failure(gettext("To compute a decision again, numpy and scipy are needed."), hint) from error
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        snapshot = Snapshot.read(content)
        return snapshot, *recompute(snapshot)
    except Refusal as refused:
        told = gettext(refused.message) % refused.details if refused.details else gettext(refused.message)
        hint = gettext(refused.hint) % refused.details if refused.details else gettext(refused.hint)
        raise Failure(f"{path}: {told}", hint) from refused


def _lines(judged: "Judgement", about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A line a project, in the order that was decided; after a motion everybody has a rank of their own."""
    named = about.get("names", {}) if isinstance(about, Mapping) else {}
    computed = judged.order.projects
    standings = {standing.project: standing for standing in judged.order.standings}
    is_moved = judged.decided != computed
    return [
        {
            "rank": place if is_moved else standings[project].rank,
            "project": project,
            "name": str(named.get(project, project)) if isinstance(named, Mapping) else project,
            "final": str(standings[project].final),
            "jury": shown.number(float(judged.fit.quality[project]), decimals=2),
            "automatic": shown.number(float(judged.automatic[project]), decimals=2) if judged.automatic else "",
            "first": f"{judged.uncertainty.first[project]:.1%}",
            "top": f"{judged.uncertainty.top[project]:.1%}",
            "interval": "–".join(map(str, judged.uncertainty.interval[project])),
            "by": _rule(standings[project].decided_by, is_moved=is_moved),
        }
        for place, project in enumerate(judged.decided, start=1)
    ]


def _rule(decided_by: str, *, is_moved: bool) -> str:
    from challenges.jury.ties import RULES  # noqa: PLC0415 - as above: needs the extra

    return gettext_noop("a motion") if is_moved else RULES.get(decided_by, "")


def _tell(findings: "Sequence[Finding]", out: Output) -> None:
    if out.format != "json":
        for finding in findings[:FINDINGS_SHOWN]:
            told = {"path": finding.path, "recorded": finding.recorded or "—", "computed": finding.computed or "—"}
            out.say(gettext("%(path)s: recorded %(recorded)s, computed %(computed)s.") % told)
