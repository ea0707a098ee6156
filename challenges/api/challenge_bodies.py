"""How the edition and its challenges look in the API."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from challenges.api.language import Text
from challenges.api.shape import Shape
from challenges.editions.models import Edition, LogPolicy, Partner
from challenges.errors import gettext_noop
from challenges.submissions.models import Kind
from challenges.teams.queries import has_declared

BETTER = [
    ("lower", gettext_noop("the lower, the better")),
    ("higher", gettext_noop("the higher, the better")),
    ("neither", gettext_noop("neither is better")),
]


class PartnerBody(Shape):
    short_name = serializers.CharField()
    name = Text()
    address = serializers.URLField(allow_blank=True, help_text=gettext_noop("Their own site."))
    logo = serializers.SerializerMethodField(help_text=gettext_noop("The address of a small WebP; null without one."))

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_logo(self, partner: Partner) -> str | None:
        if not partner.logo:
            return None
        address: str = reverse("partner-logo", args=[partner.pk, partner.logo_digest])
        return str(self.context["request"].build_absolute_uri(address))


class EditionBody(Shape):
    slug = serializers.CharField()
    title = Text()
    summary = Text()
    zone = serializers.CharField(help_text=gettext_noop("The time zone of its days; times in this API are UTC."))
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    team_size = serializers.IntegerField()
    teams_close_at = serializers.DateTimeField(
        source="teams_close", help_text=gettext_noop("The last instant in which teams change.")
    )
    eligibility = Text(help_text=gettext_noop("Markdown: who may take part; empty where there are no conditions."))
    eligibility_version = serializers.IntegerField()
    eligibility_accepted = serializers.SerializerMethodField(
        help_text=gettext_noop(
            "Whether the asker accepted the conditions as they stand now, or need not; `null` for a visitor."
        )
    )
    partners = PartnerBody(source="partners.all", many=True)

    def get_eligibility_accepted(self, edition: Edition) -> bool | None:
        user = self.context["request"].user
        return has_declared(user, edition) if user.is_authenticated else None


class PhaseBody(Shape):
    slug = serializers.CharField()
    title = Text()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField(help_text=gettext_noop("Still belongs to the phase."))
    is_open = serializers.BooleanField()
    daily_limit = serializers.IntegerField()
    total_limit = serializers.IntegerField()
    gap_minutes = serializers.IntegerField(
        help_text=gettext_noop("At least so many lie between two submissions of a team.")
    )
    log_policy = serializers.ChoiceField(
        LogPolicy.choices,
        help_text=gettext_noop(
            "What a team reads of its program's log: `full`, all of it; `public`, what it prints in a first run on "
            "public inputs; `off`, nothing."
        ),
    )


class ChallengeLine(Shape):
    slug = serializers.CharField()
    title = Text()
    summary = Text()
    theme = Text(help_text=gettext_noop("Empty where the challenge has none."))
    reward = Text(help_text=gettext_noop("The first of its prizes; empty where there is none yet."))
    phase = PhaseBody(allow_null=True, help_text=gettext_noop("The open one, else the next, else the last."))
    team_count = serializers.IntegerField(help_text=gettext_noop("The teams on its leaderboard."))
    has_entered = serializers.BooleanField(
        allow_null=True, help_text=gettext_noop("The asker is in a team and accepted the rules as they stand now.")
    )
    rank = serializers.IntegerField(allow_null=True, help_text=gettext_noop("Of the asker's team on its leaderboard."))


class PredictionsBody(Shape):
    file = serializers.CharField()
    id = serializers.CharField(help_text=gettext_noop("The column that names the row."))
    columns = serializers.ListField(
        child=serializers.CharField(),
        help_text=gettext_noop("The columns beside it: finite numbers, but for those with labels."),
    )
    labels = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_noop("By column: the texts that it may hold."),
    )
    bounds = serializers.DictField(
        child=serializers.ListField(child=serializers.FloatField(allow_null=True), min_length=2, max_length=2),
        help_text=gettext_noop("By column: the least and the most that a number may be; null is no bound."),
    )
    sums_to_one = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_noop("Groups of columns whose numbers add up to 1 in every row."),
    )


class LimitsBody(Shape):
    cpu_seconds = serializers.FloatField()
    wall_seconds = serializers.FloatField()
    memory_mb = serializers.IntegerField()
    output_mb = serializers.IntegerField()
    output_files = serializers.IntegerField()
    log_kb = serializers.IntegerField()
    processes = serializers.IntegerField()
    tmp_mb = serializers.IntegerField()


class ColumnBody(Shape):
    key = serializers.CharField()
    title = Text()
    unit = serializers.CharField(allow_blank=True)
    better = serializers.ChoiceField(BETTER)
    primary = serializers.BooleanField(help_text=gettext_noop("The one that ranks."))
    decimals = serializers.IntegerField()


class EvaluationBody(Shape):
    kinds = serializers.ListField(child=serializers.ChoiceField(Kind.choices))
    image = serializers.CharField()
    predictions = PredictionsBody()
    limits = LimitsBody(help_text=gettext_noop("What the run of a code submission may use."))
    largest_bytes = serializers.DictField(child=serializers.IntegerField(), help_text=gettext_noop("By kind."))
    scores = ColumnBody(many=True)


class AllowanceBody(Shape):
    left_today = serializers.IntegerField()
    left_in_total = serializers.IntegerField()
    resets_at = serializers.DateTimeField()
    next_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_noop("From when on the next one is possible; null where it is now.")
    )


class ReleaseBody(Shape):
    slug = serializers.CharField()
    version = serializers.CharField()
    title = Text()
    licence = serializers.CharField()
    published_at = serializers.DateTimeField()
    licence_accepted = serializers.BooleanField(
        allow_null=True, help_text=gettext_noop("By the asker, for any version.")
    )


class PrizeBody(Shape):
    title = Text()
    about = Text()


class ScaleBody(Shape):
    naive = serializers.FloatField(
        help_text=gettext_noop("The private score that is worth 0 points: the naive baseline's.")
    )
    target = serializers.FloatField(help_text=gettext_noop("The private score that is worth 100 points."))


class KitBody(Shape):
    name = serializers.CharField()
    size = serializers.IntegerField(help_text=gettext_noop("Bytes."))
    sha256 = serializers.CharField()


class FaqBody(Shape):
    question = Text()
    answer = Text(help_text=gettext_noop("Markdown."))


class ChallengeBody(ChallengeLine):
    partners = PartnerBody(many=True, help_text=gettext_noop("Whom of the edition's partners it concerns."))
    prizes = PrizeBody(many=True)
    scale = ScaleBody(allow_null=True)
    kit = KitBody(allow_null=True, help_text=gettext_noop("The starter kit."))
    faq = FaqBody(many=True, help_text=gettext_noop("Frequent questions: its own, then those of the edition."))
    statement = Text(help_text=gettext_noop("Markdown."))
    metric = Text(help_text=gettext_noop("Markdown."))
    rules = Text(help_text=gettext_noop("Markdown."))
    rules_version = serializers.IntegerField()
    rules_accepted = serializers.BooleanField(
        allow_null=True, help_text=gettext_noop("By the asker, as they stand now.")
    )
    phases = PhaseBody(many=True)
    evaluation = EvaluationBody(allow_null=True, help_text=gettext_noop("Null until the scoring program is published."))
    release = ReleaseBody(allow_null=True)
    allowance = AllowanceBody(
        allow_null=True,
        help_text=gettext_noop(
            "How often the asker's team may still hand in; null without a team, and after the close."
        ),
    )


class AcceptanceBody(Shape):
    version = serializers.IntegerField()
    accepted_at = serializers.DateTimeField()


class LicenceAcceptanceBody(Shape):
    licence = serializers.CharField(help_text=gettext_noop("Its name; a release under another licence asks anew."))
    accepted_at = serializers.DateTimeField(source="at")
