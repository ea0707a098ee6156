"""The sentences of `evaluate check`, as ids for the catalogues: letter for letter those of evaluator.checking."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

TITLES = frozenset(
    {
        gettext_noop("Baselines"),
        gettext_noop("The bundle"),
        gettext_noop("The truth"),
        gettext_noop("The sample submission"),
        gettext_noop("The right answers"),
        gettext_noop("The right answers, each to another id"),
        gettext_noop("The same answer everywhere"),
        gettext_noop("Invented numbers"),
        gettext_noop("The scorer under attack"),
        gettext_noop("The same file twice"),
        gettext_noop("The right answers come first"),
        gettext_noop("The order of the ids"),
        gettext_noop("The names of the ids"),
        gettext_noop("The answers in the inputs"),
        gettext_noop("What the scorer says"),
        gettext_noop("The size of the parts"),
        gettext_noop("Public against private"),
        gettext_noop("The baselines against no thought at all"),
        gettext_noop("An entry's limits"),
        gettext_noop("The scorer's limits"),
        gettext_noop("The same rows in another order"),
        gettext_noop("The same columns in another order"),
        gettext_noop("A column too many"),
        gettext_noop("NaN in one row"),
        gettext_noop("Infinity in one row"),
        gettext_noop("An empty cell"),
        gettext_noop("A word in place of a number"),
        gettext_noop("1e300 in one row"),
        gettext_noop("One id many times"),
        gettext_noop("One id twice, another missing"),
        gettext_noop("One row missing"),
        gettext_noop("Half of the rows missing"),
        gettext_noop("An id that nobody asked for"),
        gettext_noop("An empty file"),
        gettext_noop("A header and no rows"),
        gettext_noop("A column missing"),
        gettext_noop("A file cut off in the middle"),
        gettext_noop("Bytes that are no text"),
    }
)
CARELESS = frozenset(
    {
        gettext_noop(
            "joins by position instead of by id: a right file in another order is judged as wrong, and nobody sees why."
        ),
        gettext_noop("takes the second column for the prediction, whatever its name."),
        gettext_noop("takes the last column, whatever it is."),
        gettext_noop(
            "skips such rows, or scores NaN: a team answers only where it is sure, or breaks the board's order."
        ),
        gettext_noop("computes an infinite score, or clips it to whatever suits the team."),
        gettext_noop("reads it as NaN or as zero, which the team never said."),
        gettext_noop("crashes: the team is told that the fault is ours, and the platform tries three times in vain."),
        gettext_noop("squares it beyond what a number can hold and fails, at the wish of any team."),
        gettext_noop("counts every row: a team repeats the row that it is surest of."),
        gettext_noop("counts the rows and is content: a team leaves out the hardest and repeats the easiest."),
        gettext_noop("joins what is there: a team leaves out the rows that it would get wrong."),
        gettext_noop("joins what is there: a team answers the easy half."),
        gettext_noop("lets it fall, and a team that mistook the file never learns of it."),
        gettext_noop("takes the mean of nothing for zero: no error at all."),
        gettext_noop("crashes, or fills it with zeros."),
        gettext_noop("scores the rows before the cut, as if the upload had not broken."),
        gettext_noop("crashes, or worse: unpacks it, and a pickle may then run anything."),
    }
)
NAMES = frozenset(
    {
        "The sample submission",
        "The right answers",
        "The right answers, each to another id",
        "The same answer everywhere",
        "Invented numbers",
        gettext_noop("public"),
        gettext_noop("private"),
        gettext_noop("the heaviest baseline"),
        gettext_noop("the scorer"),
        gettext_noop("The ids are listed"),
        gettext_noop("The ids are named"),
        gettext_noop("from 0 to 1"),
        gettext_noop("not below 0"),
    }
)
SENTENCES = (
    gettext_noop(
        "The scorer failed: %(said)s On the platform the team would be told that the fault is ours, after three "
        "tries. Refuse such a file instead: scorekit's read_predictions does."
    ),
    gettext_noop("The scorer failed on it: %(said)s"),
    gettext_noop("The scorer failed: %(said)s"),
    gettext_noop("It is right in form and was refused: %(said)s"),
    gettext_noop("Scored %(key)s %(public)s public, %(private)s private."),
    gettext_noop("Refused: %(said)s Of a plan, whose rows must fit one another, that is as it should be."),
    gettext_noop("The same scores, to the last digit."),
    gettext_noop("%(moved)s Whatever the scorer draws at random needs a seed, or no result can be proved later."),
    gettext_noop(
        "They score %(score)s, and this scores better: %(by)s. Is `better: %(better)s` the wrong way round, or "
        "does the scorer compare with something else?"
    ),
    gettext_noop(
        "With every answer given to another id the score stays the same: the scorer does not look at the ids."
    ),
    gettext_noop("They score %(score)s."),
    gettext_noop("The order is nobody's fault, and it was refused: %(said)s"),
    gettext_noop("Refused. A careless scorer %(careless)s"),
    gettext_noop(
        "Scored %(key)s %(public)s public, %(private)s private. A careless scorer %(careless)s Refuse it: "
        "scorekit's read_predictions does."
    ),
    gettext_noop(
        "Scored %(key)s %(public)s public, %(private)s private. It harms the team alone; better to refuse what "
        "cannot be meant."
    ),
    gettext_noop("The same scores. A careless scorer %(careless)s"),
    gettext_noop(
        "%(moved)s The last digits depend on the order of a sum: math.fsum, or sorting by id first, would end it."
    ),
    gettext_noop("%(moved)s A careless scorer %(careless)s Join by the id."),
    gettext_noop("There is none: nothing shows that the challenge can be played, nor what is easy."),
    gettext_noop("No file lists the ids (evaluation.predictions.ids): the scorer was not tried."),
    gettext_noop("No file that is right in form was scored: the scorer could not be attacked."),
    gettext_noop("No CSV file of reference/ has the id column: the truth could not be looked at."),
    gettext_noop("The right answers could not be told from reference/: nothing was held against them."),
    gettext_noop("No column of input/ has them."),
    gettext_noop("%(file)s has the right answers in its column %(column)s: every entry could copy them."),
    gettext_noop("What it says to teams, in refusals or on purpose, holds right answers."),
    gettext_noop(
        "It prints lines that look like the hidden truth. Only organizers see its log; still, what is not written "
        "down cannot get out."
    ),
    gettext_noop("Nothing that looks like the hidden truth."),
    gettext_noop("It does not tell the answers."),
    gettext_noop(
        "%(what)s nearly in the order of the answers: whoever sees the list knows which are large. Shuffle the "
        "rows and draw the ids at random."
    ),
    gettext_noop(
        "%(what)s in the order of the answers: whoever sees the list knows which are large. Shuffle the rows and "
        "draw the ids at random."
    ),
    gettext_noop(
        "The %(part)s part has %(rows)s of %(total)s rows: chance decides. So little truth could even be guessed "
        "and tried against the bundle's digest, which receipts show; random letters in a file of reference/ end "
        "it."
    ),
    gettext_noop("%(public)s rows are public, %(private)s private."),
    gettext_noop("Both parts score the same whatever is handed in: whoever sees the board sees the final result."),
    gettext_noop(
        "%(baseline)s scores %(public)s on the public part and %(private)s on the private one: the parts are not "
        "alike, and the board foretells nothing."
    ),
    gettext_noop("The baselines stand in another order on the private part than on the public one."),
    gettext_noop("The baselines do about as well on both."),
    gettext_noop("No constant and no sample beats %(baselines)s."),
    gettext_noop(
        "No baseline is better than an answer without thought (%(by)s). For a naive one that is as it should be; "
        "add one that learns, or nobody knows whether there is anything to learn from these data."
    ),
    gettext_noop(
        "There is little room: %(whose)s used %(seconds)s of %(most_seconds)s s and %(memory)s of %(most_memory)s "
        "MB. On a slower machine it would fail."
    ),
    gettext_noop(
        "They are far from what is needed: %(whose)s used %(seconds)s of %(most_seconds)s s and %(memory)s of "
        "%(most_memory)s MB. A rush waits for the slowest that they allow."
    ),
    gettext_noop(
        "There is room: %(whose)s used %(seconds)s of %(most_seconds)s s and %(memory)s of %(most_memory)s MB."
    ),
    gettext_noop("It was not scored (%(outcome)s). %(said)s"),
    gettext_noop("challenge.yaml names it, and there is no folder or file of that name in baselines/."),
    gettext_noop("Run twice, it scores the same to the last digit."),
    gettext_noop("Run twice, it scores otherwise: something in it draws at random without a seed."),
    gettext_noop("challenge.yaml does not say what it scores; the lines to paste are below."),
    gettext_noop("challenge.yaml expects %(name)s, which is no score of this challenge."),
    gettext_noop("It scores what challenge.yaml says."),
    gettext_noop(
        "challenge.yaml expects %(name)s %(expected)s, and it scores %(score)s. Another processor may explain so "
        "little."
    ),
    gettext_noop(
        "challenge.yaml expects %(name)s %(expected)s, and it scores %(score)s. The lines to paste, if it is "
        "right, are below."
    ),
    gettext_noop("%(name)s was %(before)s and is now %(after)s."),
)
STEPS = (
    gettext_noop("Running the baseline %(name)s twice"),
    gettext_noop("Asking the scorer: %(title)s"),
)
TROUBLES: Mapping[str, str] = {
    "bundle_broken": gettext_noop(
        "The bundle cannot be read on the machine: mend what is said below, and bring it again."
    ),
    "content_unavailable": gettext_noop(
        "The machine could not fetch the bundle. Check again; if it stays so, tell the operator."
    ),
    "image_missing": gettext_noop("The machine does not have the image that challenge.yaml names. Tell the operator."),
    "sent_too_often": gettext_noop("No machine ever finished it. Tell the operator; then check again."),
    "report_unfit": gettext_noop(
        "The machine's answer cannot be read: it may be of another version. Tell the operator."
    ),
    "unexpected_error": gettext_noop("The machine failed. Check again; if it stays so, tell the operator."),
}
