"""The whole story of one check: baselines, right files, attacks, then what files and limits give away."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from evaluator.checking import entries, giveaways, measures, tables, verdicts
from evaluator.checking.asking import Answer, ask
from evaluator.checking.attacks import attacks_on
from evaluator.checking.challenge import Challenge
from evaluator.checking.findings import BaselineRun, Checked, Finding, Level
from evaluator.checking.tables import Table
from evaluator.checking.truth import Truth, read_truth
from evaluator.report import Usage
from evaluator.sandbox.base import Sandbox

SEED = "smartport"
TITLES = {
    "sample": "The sample submission",
    "perfect": "The right answers",
    "shuffled": "The right answers, each to another id",
    "constant": "The same answer everywhere",
    "invented": "Invented numbers",
}
Tell = Callable[[str], None]


def check(challenge: Challenge, sandbox: Sandbox, *, tell: Tell) -> Checked:
    """`tell` is given what is being done, for a person who waits. Raises EvaluatorError when nothing can be checked."""
    runs, findings = _run_baselines(challenge, sandbox, tell)
    trial = _Trial(challenge, sandbox, tell, {run.name: run.scores for run in runs})
    findings += trial.findings()
    column = verdicts.primary(challenge.bundle)
    findings += measures.of_parts(runs, trial.scored, column)
    findings += measures.of_trivial(runs, trial.trivial, column)
    findings += measures.of_limits(challenge.bundle, runs, trial.scorings)
    columns = challenge.bundle.scores
    return Checked(challenge.bundle.digest, tuple(findings), tuple(runs), entries.block(runs, columns))


def _run_baselines(challenge: Challenge, sandbox: Sandbox, tell: Tell) -> tuple[list[BaselineRun], list[Finding]]:
    runs: list[BaselineRun] = []
    findings: list[Finding] = []
    if challenge.is_stale:
        text = "challenge.yaml or the scorer of the pack is not the one in the bundle: build the bundle again."
        findings.append(Finding("bundle_stale", "repair", "files", "The bundle", text))
    for baseline in challenge.baselines:
        if baseline.place is None:
            findings.append(entries.missing_baseline(baseline.name))
            continue
        tell(f"Running the baseline {baseline.name} twice")
        runs.append(entries.run_baseline(baseline, challenge.bundle, sandbox))
        findings += entries.of_baseline(runs[-1], challenge.bundle.scores)
    if not challenge.baselines:
        text = "There is none: nothing shows that the challenge can be played, nor what is easy."
        findings.append(Finding("no_baseline", "look", "baselines", "Baselines", text))
    return runs, findings


MIXED = frozenset({"constant", "shuffled"})
"""Files made by giving answers to other rows than their own."""


@dataclass
class _Trial:
    """The scorer asked about one file after the other, and its answers by what the file is."""

    challenge: Challenge
    sandbox: Sandbox
    tell: Tell
    baselines: dict[str, Mapping[str, float]]
    scorings: list[Usage] = field(default_factory=list)
    trivial: dict[str, Answer] = field(default_factory=dict)
    scored: list[Mapping[str, float]] = field(default_factory=list)

    def findings(self) -> Iterator[Finding]:
        truth = read_truth(self.challenge.bundle)
        ids = tables.expected_ids(self.challenge.bundle, truth)
        yield from _of_files(self.challenge, truth, ids)
        if not ids:
            text = "No file lists the ids (evaluation.predictions.ids): the scorer was not tried."
            yield Finding("scorer_not_tried", "look", "scorer", "The scorer under attack", text)
            return
        right = self._right_files(truth, ids)
        answers = {name: self._ask(TITLES[name], table.content()) for name, table in right.items()}
        self.trivial = {TITLES[name]: answers[name] for name in ("sample", "constant") if name in answers}
        self.scored = [answer.scores for name, answer in answers.items() if name != "perfect"]
        column = verdicts.primary(self.challenge.bundle)
        is_plan = all(answers[name].end == "scored" for name in ("sample", "perfect") if name in answers)
        for name, answer in answers.items():
            if is_plan and name in MIXED and answer.end == "refused":
                yield verdicts.of_mixed_answers(name, TITLES[name], answer)
            elif name != "invented" or answer.end == "failed":
                yield verdicts.of_right_file(name, TITLES[name], answer, column=column)
        if "perfect" in answers:
            others = {TITLES[name]: answer.scores for name, answer in answers.items()} | self.baselines
            yield from verdicts.of_ranks(answers["perfect"], answers["shuffled"], others, column=column)
        yield from self._under_attack(right, answers)
        if truth is not None and truth.answers:
            asked = [(right[name].content(), answers[name]) for name in ("sample", "constant") if name in answers]
            yield from giveaways.of_words(asked, truth)

    def _right_files(self, truth: Truth | None, ids: tuple[str, ...]) -> dict[str, Table]:
        rng, bundle = Random(SEED), self.challenge.bundle  # noqa: S311 - to repeat, not to hide
        perfect, sample = tables.perfect(bundle, ids, truth), tables.sample(bundle)
        files: dict[str, Table] = {} if sample is None else {"sample": sample}
        if perfect is None:
            return files | {"invented": tables.invented(bundle, ids, rng)}
        return files | {
            "constant": tables.constant(perfect),
            "shuffled": tables.shuffled(perfect, rng),
            "perfect": perfect,
        }

    def _under_attack(self, right: dict[str, Table], answers: dict[str, Answer]) -> Iterator[Finding]:
        """From the first right file that was scored and whose rows differ, else from any that was scored."""
        order = ("perfect", "shuffled", "invented", "sample", "constant")
        scored = [name for name in order if name in answers and answers[name].end == "scored"]
        name = next((name for name in scored if right[name].varies), next(iter(scored), None))
        if name is None or len(right[name].rows) < 2:
            is_sure = bool(answers.keys() - {"invented"})  # what we invent may rightly be refused
            text = "No file that is right in form was scored: the scorer could not be attacked."
            level: Level = "repair" if is_sure else "look"
            yield Finding("scorer_not_tried", level, "scorer", "The scorer under attack", text)
            return
        base, column = answers[name], verdicts.primary(self.challenge.bundle)
        yield verdicts.of_repetition(base, self._ask("the same file again", right[name].content()))
        for attack in attacks_on(right[name], Random(SEED)):  # noqa: S311 - to repeat, not to hide
            yield verdicts.of_attack(attack, self._ask(attack.title, attack.content), base=base, column=column)

    def _ask(self, title: str, content: bytes) -> Answer:
        self.tell(f"Asking the scorer: {title}")
        answer = ask(self.challenge.bundle, content, self.sandbox)
        if answer.scoring is not None:
            self.scorings.append(answer.scoring)
        return answer


def _of_files(challenge: Challenge, truth: Truth | None, ids: tuple[str, ...]) -> Iterator[Finding]:
    if truth is None:
        text = "No CSV file of reference/ has the id column: the truth could not be looked at."
        yield Finding("truth_unknown", "look", "files", "The truth", text)
        return
    if not truth.answers:
        text = "The right answers could not be told from reference/: nothing was held against them."
        yield Finding("answers_unknown", "look", "files", "The truth", text)
    yield from measures.of_sizes(truth)
    yield from giveaways.of_order(ids, truth)
    yield from giveaways.of_inputs(challenge.bundle, truth)
