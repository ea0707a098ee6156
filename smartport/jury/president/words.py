"""The results in plain words: sentences in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

import numpy as np
from django.utils.translation import gettext, gettext_noop

from challenges.errors import Refusal
from challenges.jury.agreement import alpha
from challenges.jury.columns import TITLES as METHODS
from challenges.jury.gathering import Sitting
from challenges.jury.judgement import Judgement
from challenges.jury.marks import ConstantJuror, Marks
from challenges.jury.patterns import ALIKE, ALL_EQUAL, EXTREME, FLAT, QUICK, Pattern
from challenges.jury.sensitivity import FIRST_UNSURE, METHODS_DIFFER
from challenges.jury.severity import Disconnected
from challenges.jury.ties import RULES
from challenges.pages.visit import isolated
from challenges.panels.models import Juror
from challenges.wording import Said, say, say_number

WELL, MODERATELY = 0.667, 0.333
AGREES = {
    "well": gettext_noop("The jury agrees well."),
    "moderately": gettext_noop("The jury agrees moderately: that is usual."),
    "fair": gettext_noop("The jury agrees well once severity is taken away, as the ranking does."),
    "hardly": gettext_noop("The jury hardly agrees: talk about the disputed projects first."),
    "undefined": gettext_noop("Whether the jury agrees cannot be told from these grades."),
}
PATTERNS = {
    ALL_EQUAL: gettext_noop("%(juror)s gave every project the same score."),
    FLAT: gettext_noop("%(juror)s gave in every ballot the same grade on all criteria."),
    QUICK: gettext_noop("%(juror)s had the ballot on %(project)s open for only %(amount)s s."),
    ALIKE: gettext_noop("%(juror)s and %(other)s gave the same scores to all %(amount)s projects that both scored."),
    EXTREME: gettext_noop("%(juror)s gave only the lowest and the highest score."),
}
FAR_ABOVE = gettext_noop("%(juror)s scores %(project)s %(amount)s points higher than the others' ballots let expect.")
FAR_BELOW = gettext_noop("%(juror)s scores %(project)s %(amount)s points lower than the others' ballots let expect.")


def name_of(juror: Juror) -> str:
    """The person, else the name they signed with."""
    return str(juror)


def agreement_word(total: float | None, fair: float | None = None) -> str:
    """A key of AGREES, from alpha on the scores as they were given and with severities taken away (`fair`)."""
    if total is None:
        return "undefined"
    if total >= MODERATELY:
        return "well" if total >= WELL else "moderately"
    return "fair" if fair is not None and fair >= WELL else "hardly"


def fair_alpha(found: Judgement, marks: Marks) -> float | None:
    """Alpha on the scores with each juror's severity taken away: what the ranking is made of."""
    severity = [float(found.fit.severity.get(juror, 0)) for juror in marks.jurors]
    return alpha(np.round(marks.matrix - np.array(severity), 6), level="interval")


def sensitive_sentences(found: Judgement) -> list[str]:
    """Why the banner shows."""
    leader = isolated(found.order.projects[0])
    told = []
    if METHODS_DIFFER in found.sensitivity.reasons:
        for column in found.columns:
            if column.method in found.sensitivity.methods:
                names = ", ".join(isolated(code) for code in column.winners)
                method = gettext(METHODS[column.method])
                told.append(
                    gettext("Counted another way (%(method)s), the first is %(names)s.")
                    % {"method": method, "names": names}
                )
    if FIRST_UNSURE in found.sensitivity.reasons:
        share = {"leader": leader, "percent": percent(found.sensitivity.sure)}
        told.append(
            gettext("With a slightly different jury, %(leader)s would be first in only %(percent)s of cases.") % share
        )
    return told


def problem_said(refusal: Refusal, found: Sitting, *, zone: tzinfo) -> Said:
    """With the jurors' names where the arithmetic knows numbers."""
    if isinstance(refusal, Disconnected):
        pairs = [(_names(found, [juror]), isolated(code)) for juror, code in refusal.anchors]
        told = "; ".join(
            gettext("%(juror)s scores %(project)s") % {"juror": who, "project": code} for who, code in pairs
        )
        message = gettext(
            "The jury falls into %(parts)s parts that have no project in common: they cannot be compared."
        )
        hint = gettext("Ask the organizers to have these ballots cast: %(pairs)s.") % {"pairs": told or "—"}
        return Said(message % {"parts": len(refusal.parts)}, hint)
    if isinstance(refusal, ConstantJuror):
        names = {"jurors": _names(found, refusal.jurors)}
        message = gettext("Always the same score: %(jurors)s. Such ballots put no project before another.") % names
        hint = gettext("Speak with them. If they cannot tell the projects apart, ask the organizers to call a reserve.")
        return Said(message, hint)
    return say(refusal, zone=zone)


def pattern_sentences(found: Sitting) -> list[str]:
    """What looks odd, a sentence each."""
    return [_pattern(pattern, found.jurors) for pattern in found.tally.patterns]


def without_sentences(found: Sitting) -> list[str]:
    """Whose absence would change who is first, or leave no ranking."""
    judgement = found.tally.judgement
    return list(_without(found, judgement)) if judgement else []


def tie_sentences(found: Judgement) -> list[str]:
    """Who has the same score, and by what they stand one before the other."""
    told = []
    for tie in found.order.ties:
        rules = ", ".join(gettext(RULES[rule]) for rule in tie.rules)
        names = ", ".join(isolated(code) for code in tie.projects)
        told.append(
            gettext("%(names)s have the same final score. What decides: %(rules)s.") % {"names": names, "rules": rules}
        )
    return told


def percent(share: float) -> str:
    """Such as `42 %`, as the language writes it; nothing is told as sure that is not."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return gettext("%(number)s%%") % {"number": whole}


def _names(found: Sitting, jurors: Sequence[str]) -> str:
    return ", ".join(isolated(name_of(found.jurors[name])) for name in jurors)


def _pattern(pattern: Pattern, jurors: Mapping[str, Juror]) -> str:
    message = PATTERNS.get(pattern.kind, FAR_ABOVE if pattern.amount > 0 else FAR_BELOW)
    names = [isolated(name_of(jurors[name])) for name in pattern.jurors]
    amount = say_number(abs(pattern.amount), decimals=0)
    told = {"juror": names[0], "other": names[-1], "project": isolated(pattern.project), "amount": amount}
    return gettext(message) % told


def _without(found: Sitting, judgement: Judgement) -> Iterator[str]:
    winners = set(judgement.order.projects[:1])
    for one in judgement.without:
        juror = {"juror": isolated(name_of(found.jurors[one.juror]))}
        if one.refused:
            yield gettext("Without %(juror)s there would be no ranking at all.") % juror
        elif not winners & set(one.winners):
            names = ", ".join(isolated(code) for code in one.winners)
            yield gettext("Without %(juror)s, the first would be %(names)s.") % {**juror, "names": names}
