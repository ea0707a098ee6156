"""From what was tried and what the scorer answered to a finding in plain words."""

import math
from collections.abc import Iterator, Mapping

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.checking.asking import Answer
from evaluator.checking.attacks import Attack
from evaluator.checking.findings import Finding, Level

ROUNDING = 1e-9  # beyond what the order of a sum may change
BREAKS = (
    "The scorer failed: {said} On the platform the team would be told that the fault is ours, after three tries. "
    "Refuse such a file instead: scorekit's read_predictions does."
)
ADVICE = "Refuse it: scorekit's read_predictions does."


def primary(bundle: Bundle) -> ScoreColumn:
    return next(column for column in bundle.scores if column.primary)


def is_better(one: float, other: float, column: ScoreColumn) -> bool:
    return one < other if column.better == "lower" else one > other


def of_attack(attack: Attack, answer: Answer, *, base: Answer, column: ScoreColumn) -> Finding:
    """`base` is the answer to the right file that the attack was made from."""
    if answer.end == "failed":
        text = BREAKS.format(said=_sentence(answer.said))
        return _finding(attack, f"{attack.code}_breaks_the_scorer", "repair", text, said=answer.said)
    if answer.end == "refused":
        return _of_refusal(attack, answer)
    return _of_scores(attack, answer, base=base, column=column)


def of_right_file(code: str, title: str, answer: Answer, *, column: ScoreColumn) -> Finding:
    """The sample, a constant, the right answers: whatever teams may think of them, they are to be scored."""
    if answer.end == "scored":
        return Finding(f"{code}_scored", "good", "scorer", title, f"Scored {_both(answer.scores, column)}.")
    if answer.end == "refused":
        text = f"It is right in form and was refused: {_sentence(answer.said)}"
        return Finding(f"{code}_refused", "repair", "scorer", title, text, {"said": answer.said})
    text = f"The scorer failed: {_sentence(answer.said)}"
    return Finding(f"{code}_breaks_the_scorer", "repair", "scorer", title, text, {"said": answer.said})


def of_mixed_answers(code: str, title: str, answer: Answer) -> Finding:
    """Where the sample and the right answers are scored, and answers given to other rows are not: as of a plan, whose
    rows must fit one another."""
    text = f"Refused: {_sentence(answer.said)} Of a plan, whose rows must fit one another, that is as it should be."
    return Finding(f"{code}_refused", "good", "scorer", title, text, {"said": answer.said})


def of_repetition(first: Answer, second: Answer) -> Finding:
    title = "The same file twice"
    if first.scores == second.scores:
        return Finding("scorer_repeats", "good", "scorer", title, "The same scores, to the last digit.")
    moved = _first_moved(first.scores, second.scores)
    text = f"{moved} Whatever the scorer draws at random needs a seed, or no result can be proved later."
    return Finding("scorer_draws", "repair", "scorer", title, text)


def of_ranks(
    right: Answer, shuffled: Answer, others: Mapping[str, Mapping[str, float]], *, column: ScoreColumn
) -> Iterator[Finding]:
    """Nothing beats the right answers, and the same given to other ids is not as good. `others`: scores by name."""
    title, name = "The right answers come first", f"private_{column.key}"
    if right.end != "scored":
        return
    best = right.scores[name]
    beaten = [other for other, scores in others.items() if scores and is_better(scores[name], best, column)]
    if beaten:
        text = (
            f"They score {_shown(best, column)}, and this scores better: {beaten[0]}. Is `better: {column.better}` the "
            "wrong way round, or does the scorer compare with something else?"
        )
        yield Finding("right_answers_beaten", "repair", "scorer", title, text, {"by": beaten[0], "score": best})
    elif shuffled.scores == right.scores:
        text = "With every answer given to another id the score stays the same: the scorer does not look at the ids."
        yield Finding("ids_do_not_matter", "repair", "scorer", title, text, {"score": best})
    else:
        yield Finding("right_answers_first", "good", "scorer", title, f"They score {_shown(best, column)}.")


def _of_refusal(attack: Attack, answer: Answer) -> Finding:
    code = f"{attack.code}_refused"
    if attack.wanted == "same":
        text = f"The order is nobody's fault, and it was refused: {_sentence(answer.said)}"
        return _finding(attack, code, "repair", text, said=answer.said)
    return _finding(attack, code, "good", f"Refused. {_careless(attack)}", said=answer.said)


def _of_scores(attack: Attack, answer: Answer, *, base: Answer, column: ScoreColumn) -> Finding:
    score = _both(answer.scores, column)
    if attack.wanted == "refused":
        text = f"Scored {score}. {_careless(attack)} {ADVICE}"
        return _finding(attack, f"{attack.code}_accepted", "repair", text, score=score)
    if attack.wanted == "not_broken":
        text = f"Scored {score}. It harms the team alone; better to refuse what cannot be meant."
        return _finding(attack, f"{attack.code}_accepted", "look", text, score=score)
    if answer.scores == base.scores:
        return _finding(attack, f"{attack.code}_same", "good", f"The same scores. {_careless(attack)}")
    moved = _first_moved(base.scores, answer.scores)
    if _are_close(base.scores, answer.scores):
        text = f"{moved} The last digits depend on the order of a sum: math.fsum, or sorting by id first, would end it."
        return _finding(attack, f"{attack.code}_nearly_same", "look", text)
    text = f"{moved} {_careless(attack)} Join by the id."
    return _finding(attack, f"{attack.code}_other_score", "repair", text)


def _finding(attack: Attack, code: str, level: Level, text: str, **values: str | float) -> Finding:
    return Finding(code, level, "scorer", attack.title, text, values)


def _careless(attack: Attack) -> str:
    return f"A careless scorer {attack.careless}"


def _first_moved(before: Mapping[str, float], after: Mapping[str, float]) -> str:
    name = next(name for name in before if before[name] != after[name])
    return f"{name} was {before[name]!r} and is now {after[name]!r}."


def _are_close(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    return all(math.isclose(before[name], after[name], rel_tol=ROUNDING, abs_tol=1e-12) for name in before)


def _both(scores: Mapping[str, float], column: ScoreColumn) -> str:
    public, private = (_shown(scores[f"{part}_{column.key}"], column) for part in ("public", "private"))
    return f"{column.key} {public} public, {private} private"


def _shown(score: float, column: ScoreColumn) -> str:
    return f"{score:.{column.decimals}f}"


def _sentence(said: str) -> str:
    """Ends with a point, whatever stood there."""
    return said if said.endswith((".", "!", "?")) else f"{said}."
