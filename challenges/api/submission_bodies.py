"""How a submission looks in the API: what was handed in, and what has become of it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from challenges.api.challenge_bodies import LimitsBody
from challenges.api.language import Text
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.evaluations.models import State
from challenges.outcomes import ADVICE
from challenges.submissions.models import Kind
from evaluator.report import Outcome

OUTCOMES = [
    (str(outcome), ADVICE[outcome].name if outcome in ADVICE else gettext_noop("Scored")) for outcome in Outcome
]
_NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}


@extend_schema_field(
    {
        "type": "object",
        "nullable": True,
        "properties": {"public": _NUMBERS, "private": _NUMBERS},
        "required": ["public"],
    }
)
class ScoresField(serializers.DictField):
    """Values by part of the hidden test and by column."""


class SubmissionLine(Shape):
    id = serializers.UUIDField()
    challenge = serializers.CharField()
    phase = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    message = serializers.CharField(allow_blank=True)
    tags = serializers.ListField(child=serializers.CharField())
    by = serializers.CharField(allow_null=True)
    received_at = serializers.DateTimeField()
    is_counted = serializers.BooleanField(
        help_text=gettext_noop(
            "False where we could not evaluate it, or it was cancelled in time: the allowance was returned."
        )
    )
    counts_today = serializers.BooleanField(
        help_text=gettext_noop("False where it came to no score by its own fault: it counts in total, not for its day.")
    )
    state = serializers.ChoiceField(
        State.choices,
        help_text=gettext_noop("`failed` is the entry's fault, `broken` is ours, `cancelled` the team's wish."),
    )
    outcome = serializers.ChoiceField(OUTCOMES, allow_null=True, help_text=gettext_noop("How it ended, once it has."))
    finished_at = serializers.DateTimeField(allow_null=True)
    scores = ScoresField(
        allow_null=True,
        help_text=gettext_noop("By part of the hidden test; `private` is there once the leaderboard is closed."),
    )
    is_chosen = serializers.BooleanField(
        help_text=gettext_noop("Its team chose it to count at the close; false where it came to no score.")
    )
    copied_from = serializers.UUIDField(
        allow_null=True, help_text=gettext_noop("The former one that was handed in again.")
    )
    disqualified_at = serializers.DateTimeField(
        allow_null=True,
        help_text=gettext_noop("Since when it counts nowhere, by a decision of the organizers; null where it does."),
    )
    disqualification_reason = Text(allow_null=True)


class QueueBody(Shape):
    position = serializers.IntegerField(help_text=gettext_noop("1 is next."))
    expected_wait = serializers.FloatField(
        allow_null=True, help_text=gettext_noop("Seconds; null while it cannot be known.")
    )
    is_anyone_working = serializers.BooleanField()


class UsageBody(Shape):
    cpu_seconds = serializers.FloatField()
    wall_seconds = serializers.FloatField()
    memory_peak_bytes = serializers.IntegerField()
    output_bytes = serializers.IntegerField()
    output_files = serializers.IntegerField()
    log_bytes = serializers.IntegerField()
    processes = serializers.IntegerField(
        allow_null=True, help_text=gettext_noop("The most at once, threads counted; null where they were not.")
    )


class ReportFaultBody(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    row = serializers.IntegerField(allow_null=True, help_text=gettext_noop("The line of the file; the header is 1."))
    column = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_null=True)


class AdviceBody(Shape):
    title = serializers.CharField()
    what_to_do = serializers.CharField()


class DifferenceBody(Shape):
    key = serializers.CharField()
    mine = serializers.FloatField()
    other = serializers.FloatField()
    change = serializers.FloatField(
        help_text=gettext_noop("Mine less the other's; 0 where the decimals shown are the same.")
    )
    is_better = serializers.BooleanField(allow_null=True, help_text=gettext_noop("Null where nothing changed."))


class ComparisonBody(Shape):
    other = serializers.UUIDField(
        help_text=gettext_noop("The best of the team's other submissions, by the public part.")
    )
    is_best = serializers.BooleanField(help_text=gettext_noop("This one stands before it."))
    differences = DifferenceBody(many=True)


class SubmissionBody(SubmissionLine):
    chosen_by = serializers.CharField(allow_null=True)
    chosen_at = serializers.DateTimeField(allow_null=True)
    same_file_as = serializers.UUIDField(
        allow_null=True, help_text=gettext_noop("The last one before it that was the same file.")
    )
    comparison = ComparisonBody(allow_null=True, help_text=gettext_noop("Once it and another of the team are scored."))
    queued_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    queue = QueueBody(allow_null=True, help_text=gettext_noop("While it is queued."))
    advice = AdviceBody(
        allow_null=True, help_text=gettext_noop("What happened and what to do, where the entry failed.")
    )
    faults = ReportFaultBody(many=True, help_text=gettext_noop("The first of them."))
    fault_count = serializers.IntegerField()
    exit_code = serializers.IntegerField(allow_null=True)
    usage = UsageBody(allow_null=True, help_text=gettext_noop("What the run of a code submission used."))
    limits = LimitsBody(allow_null=True, help_text=gettext_noop("What that run might use; null where `usage` is."))
    has_log = serializers.BooleanField(
        help_text=gettext_noop("Of the program, kept or growing, and the asker may read it.")
    )
    has_public_log = serializers.BooleanField(help_text=gettext_noop("The scorer said something to the team."))
    receipt = serializers.CharField(
        allow_null=True, help_text=gettext_noop("The SHA-256 of its receipt, once there is one.")
    )


class ReceiptBody(Shape):
    receipt = serializers.DictField(
        help_text=gettext_noop("What the digest covers, as canonical JSON: sorted keys, no spaces.")
    )
    sha256 = serializers.CharField()
    opening = serializers.DictField(
        allow_null=True,
        help_text=gettext_noop("The salt and the private scores; its canonical JSON has the digest `sealed`."),
    )
