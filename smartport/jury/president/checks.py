"""What is looked at before the lock, as a list: how it stands, in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from challenges.jury.gathering import Sitting
from challenges.jury.judgement import Judgement
from challenges.pages.visit import isolated
from smartport.jury.president import words

GOOD, WARN, BAD = "good", "warn", "bad"


@dataclass(frozen=True)
class Check:
    """`state` is good, warn (to be looked at) or bad (forbids to lock); `part` is where it stands on the results."""

    state: str
    title: str
    sentence: str
    part: str


def checks(found: Sitting) -> list[Check]:
    """In the order in which a president goes through them."""
    judgement = found.tally.judgement
    return [*_of_ballots(found), *(_of_ranking(found, judgement) if judgement else ()), _odd(found)]


def _of_ballots(found: Sitting) -> Iterator[Check]:
    problems = found.tally.problems
    owed = sum(found.owed.values())
    zone = found.panel.edition.timezone
    for problem in problems:
        said = words.problem_said(problem, found, zone=zone)
        yield Check(BAD, gettext("No ranking"), f"{said.message} {said.hint}", "content")
    least = min(found.tally.ballots.values(), default=0)
    sentence = ngettext(
        "Every project has at least %(count)s ballot.", "Every project has at least %(count)s ballots.", least
    )
    missing = ngettext("%(count)s ballot was not cast.", "%(count)s ballots were not cast.", owed) % {"count": owed}
    told = sentence % {"count": least} + (f" {missing}" if owed else "")
    yield Check(WARN if owed else GOOD, gettext("Ballots"), told, "coverage")
    away = len(found.tally.case.marks.recused)
    sentence = ngettext("%(count)s recusal.", "%(count)s recusals.", away) % {"count": away}
    yield Check(GOOD, gettext("Recusals"), sentence, "coverage")


def _of_ranking(found: Sitting, judgement: Judgement) -> Iterator[Check]:
    leader = {"leader": isolated(judgement.order.projects[0])}
    yield _severity(found, judgement)
    word = words.agreement_word(judgement.agreement.total, words.fair_alpha(judgement, found.tally.case.marks))
    yield Check(
        GOOD if word in ("well", "moderately", "fair") else WARN,
        gettext("Agreement"),
        gettext(words.AGREES[word]),
        "agreement",
    )
    names = ", ".join(isolated(one.project) for one in judgement.disputed)
    told = gettext("Most disputed: %(names)s.") % {"names": names} if names else gettext("No project is disputed.")
    yield Check(GOOD, gettext("Disputed projects"), told, "disputed")
    methods = judgement.sensitivity.methods
    same = gettext("All ways of counting put %(leader)s first.") % leader
    other = gettext("Another way of counting puts somebody else first.")
    yield Check(WARN if methods else GOOD, gettext("Other ways of counting"), other if methods else same, "ways")
    sure = judgement.sensitivity.sure
    told = gettext("%(leader)s is first in %(percent)s of the repetitions.") % {
        **leader,
        "percent": words.percent(sure),
    }
    is_unsure = "first_unsure" in judgement.sensitivity.reasons
    yield Check(WARN if is_unsure else GOOD, gettext("Chance of being first"), told, "ranking")
    without = words.without_sentences(found)
    same = gettext("Whichever juror is left out, the same project stays first.")
    yield Check(WARN if without else GOOD, gettext("Without each juror"), " ".join(without) or same, "ways")
    if found.tally.case.weights.automatic and judgement.effective.jury is not None:
        yield _shares(found, judgement)
    ties = words.tie_sentences(judgement)
    told = " ".join(ties) or gettext("No two projects have the same score.")
    yield Check(GOOD, gettext("Ties"), told, "ranking")


def _severity(found: Sitting, judgement: Judgement) -> Check:
    ordered = sorted(judgement.fit.severity, key=lambda name: judgement.fit.severity[name])
    names = {
        "severe": isolated(words.name_of(found.jurors[ordered[0]])),
        "mild": isolated(words.name_of(found.jurors[ordered[-1]])),
    }
    told = gettext("The most severe is %(severe)s, the mildest %(mild)s; both are made up for.") % names
    return Check(GOOD, gettext("Severity"), told, "severity")


def _shares(found: Sitting, judgement: Judgement) -> Check:
    """To be looked at where the two weigh much otherwise than the rules say."""
    real, ruled = judgement.effective.jury or 0.0, float(found.tally.case.weights.jury)
    told = gettext("Of the differences, %(percent)s come from the jury; the rules give it %(weight)s.") % {
        "percent": words.percent(real),
        "weight": words.percent(ruled),
    }
    return Check(WARN if abs(real - ruled) > 0.2 else GOOD, gettext("Weight of the jury"), told, "ways")


def _odd(found: Sitting) -> Check:
    lines = words.pattern_sentences(found)
    sentence = ngettext("%(count)s thing looks odd.", "%(count)s things look odd.", len(lines)) % {"count": len(lines)}
    return Check(
        WARN if lines else GOOD, gettext("Odd patterns"), sentence if lines else gettext("Nothing looks odd."), "odd"
    )
