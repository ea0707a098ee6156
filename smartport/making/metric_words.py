"""What keeps a bundle from being scored, as ids for the catalogues: letter for letter the sentences of the evaluator,
of its built-in metrics above all. The first that fits is taken, so those that fit much come last.
"""

from django.utils.translation import gettext_noop

# Where something is wrong in a table.
WHERE = (
    gettext_noop("%(file)s, row %(line)s, column %(column)s, %(value)s"),
    gettext_noop("%(file)s, row %(line)s"),
    gettext_noop("%(file)s, column %(column)s"),
)
TRUTH = (
    gettext_noop("%(where)s: this is not a number (decimals are written with a point)"),
    gettext_noop("%(where)s: a number lies between -1e15 and 1e15"),
    gettext_noop("%(where)s: a weight is 0, or between %(low)s and %(high)s"),
    gettext_noop("%(where)s: it has %(cells)s cells and the header %(columns)s"),
    gettext_noop("%(where)s: the id is empty"),
    gettext_noop("%(where)s: this id has a row already"),
    gettext_noop("%(where)s: a part is public or private"),
    gettext_noop("%(where)s: no row is %(part)s; both parts are needed"),
    gettext_noop("%(where)s: no row of the %(part)s part has a weight for %(key)s"),
    gettext_noop("%(where)s: %(key)s needs numbers that are not below 0"),
    gettext_noop("%(where)s: %(key)s divides by it, so it must not be 0 (smape or mae can take it)"),
    gettext_noop("%(where)s: the %(part)s part has one value only: %(key)s is undefined"),
    gettext_noop("%(where)s: no row of the %(part)s part reaches the threshold %(threshold)s: %(key)s is undefined"),
    gettext_noop("%(where)s: this is none of the labels of %(column)s in evaluation.predictions"),
    gettext_noop("%(where)s: this is none of the classes of %(key)s"),
    gettext_noop(
        "%(where)s: %(positive)s, the positive value of %(key)s, never occurs (found: %(some)s); write `positive: …`"
    ),
    gettext_noop("%(where)s: %(key)s takes two values, and this is a third"),
    gettext_noop("%(where)s: the %(part)s part has nothing but %(positive)s: %(key)s is undefined"),
    gettext_noop("%(where)s: the %(part)s part has no %(positive)s: %(key)s is undefined"),
    gettext_noop("%(where)s: the query %(query)s must be whole in one part"),
    gettext_noop("%(where)s: this query has one row only: there is nothing to rank"),
    gettext_noop("%(where)s: no row of this query is relevant: take it out"),
    gettext_noop("%(where)s: an event is 1 (it happened) or 0 (it was not seen)"),
    gettext_noop("%(where)s: nothing happened in the %(part)s part: %(key)s is undefined"),
    gettext_noop("%(where)s: the reference's probabilities add up to %(total)s, not to 1"),
    gettext_noop(
        "%(where)s: the reference of %(key)s is perfect in the %(part)s part: no skill can be measured against it"
    ),
    gettext_noop("%(where)s: a reference forecast for %(key)s is %(what)s"),
)
FILES = (
    gettext_noop("%(file)s has more than %(most)s rows"),
    gettext_noop("%(file)s has the id %(id)s and %(other)s has not"),
    gettext_noop("%(file)s cannot be read: %(other)s has no column %(column)s"),
    gettext_noop("%(file)s has no column %(column)s"),
    gettext_noop("%(file)s cannot be read by everybody: chmod -R a+rX %(folder)s"),
    gettext_noop("public_input/ is missing: teams may see only what is printed on the public inputs"),
    gettext_noop("public_input/ is missing: this phase shows teams only what is printed on it"),
    gettext_noop("%(file)s cannot be unpacked: %(problem)s"),
    gettext_noop("the bundle cannot be packed: %(problem)s"),
    gettext_noop("names the baseline %(name)s, and baselines/ has no such entry"),
    gettext_noop("baselines is not a section"),
    gettext_noop("%(place)s.expected must have a number for each score"),
)
SETTINGS = (
    gettext_noop("evaluation.scores names metrics: take scorer/ and scoring.command out, or the metrics"),
    gettext_noop("evaluation.scores: too much to tell the scorer: use fewer or shorter labels"),
    gettext_noop("evaluation.scores: %(key)s names no metric and others do: all or none"),
    gettext_noop("evaluation.scores: there is no metric %(name)s: did you mean %(near)s?"),
    gettext_noop("evaluation.scores: there is no metric %(name)s: choose one of: %(names)s"),
    gettext_noop("evaluation.predictions: the bounds of %(column)s leave nothing that its metrics can score"),
    gettext_noop("%(place)s: sums_to_one lists groups of columns, such as [[p_early, p_late]]"),
    gettext_noop("%(place)s: a column is named twice"),
    gettext_noop("%(place)s: %(column)s is not one of the columns"),
    gettext_noop("%(place)s: %(column)s holds labels: it has no bounds and no sum"),
    gettext_noop("%(place)s: %(name)s is not a plain file name"),
    gettext_noop("%(place)s: %(told)s is not a plain text: write it between quotes, without spaces around it"),
    gettext_noop("%(place)s: a label has at most %(most)s characters"),
    gettext_noop("%(place)s must be a list"),
    gettext_noop("%(place)s: from 2 to %(most)s labels, each once"),
    gettext_noop("%(place)s must be a lowest and a highest number, such as [0, 24] or [0, null]"),
    gettext_noop("%(place)s: the lowest must be less than the highest"),
    gettext_noop("%(place)s must be the name of a column"),
    gettext_noop("%(place)s must name columns, each once"),
    gettext_noop("%(place)s must be a number from %(low)s to %(high)s, not %(told)s"),
    gettext_noop("%(place)s must be a list of %(fewest)s numbers or more, such as [0.1, 0.5, 0.9]"),
    gettext_noop("%(place)s must ascend"),
    gettext_noop("%(place)s are too close to each other"),
    gettext_noop("%(place)s must be a whole number, such as 10"),
    gettext_noop("%(place)s must be a whole number, not %(told)s"),
    gettext_noop("%(place)s: wall_seconds must not be less than cpu_seconds"),
    gettext_noop("%(place)s is one of %(choices)s, not %(told)s"),
    gettext_noop("%(place)s: at most %(most)s"),
    gettext_noop("%(place)s: a skill is `of` one of: %(names)s"),
    gettext_noop("%(place)s: give positive (for two classes) or classes (for more), not both"),
    gettext_noop("%(place)s: kappa takes at most %(most)s labels"),
    gettext_noop("%(place)s: positive goes with `average: binary` only"),
    gettext_noop("%(place)s: `average: binary` is for two labels; write macro or micro"),
    gettext_noop("%(place)s: write `positive: …`, the label to be found: %(labels)s"),
    gettext_noop("%(place)s must name %(count)s of the truth's columns, as prediction does"),
    gettext_noop("%(place)s: write `prediction: …`, %(count)s of the columns %(columns)s"),
    gettext_noop("evaluation.scores: %(key)s: %(column)s is none of the columns of evaluation.predictions"),
    gettext_noop(
        "evaluation.scores: %(key)s: %(metric)s needs labels: write `labels: {%(column)s: [...]}` in "
        "evaluation.predictions"
    ),
    gettext_noop("evaluation.scores: %(key)s: %(metric)s needs numbers, not labels, in evaluation.predictions"),
    gettext_noop(
        "evaluation.scores: %(key)s: %(metric)s is better %(own)s; leave `better` out, or write neither to show it only"
    ),
    gettext_noop("evaluation.scores: %(key)s: %(metric)s has no %(name)s; it takes %(known)s"),
    gettext_noop("%(place)s: `of` gives a coefficient to keys of other scores, such as {mae: 0.7, rmse: 0.3}"),
    gettext_noop("%(place)s: a coefficient is not 0"),
    gettext_noop("%(place)s: its terms do not agree: write `better: lower`, higher or neither"),
    gettext_noop("evaluation.scores: %(key)s: %(metric)s needs %(option)s"),
    gettext_noop("evaluation.scoring.command: %(problem)s"),
    gettext_noop("evaluation: %(problem)s"),
)
SENTENCES = (*TRUTH, *FILES, *SETTINGS)
