"""The published results of an edition."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.challenge_bodies import BETTER
from challenges.api.door import Door
from challenges.api.errors import NOT_FOUND, READING, errors
from challenges.api.language import LANG, Text
from challenges.api.shape import Shape
from challenges.ceremony.models import AwardKind
from challenges.editions.models import Edition
from challenges.errors import gettext_noop
from challenges.results.models import Publication
from challenges.results.publication_rules import WITHDRAWN, ResultsNotPublished, digest_of
from challenges.results.published import People, named_people, publication_of


class NamedChallengeBody(Shape):
    slug = serializers.CharField()
    title = Text()


class LaureateBody(Shape):
    id = serializers.CharField()
    rank = serializers.IntegerField(help_text=gettext_noop("Those ex aequo share one."))
    team = serializers.CharField()
    team_id = serializers.UUIDField()
    people = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_noop("Members who agreed to be named.")
    )
    project = serializers.CharField(allow_blank=True)
    project_id = serializers.UUIDField(allow_null=True, help_text=gettext_noop("Null where the page was not shown."))
    challenge = NamedChallengeBody(allow_null=True)
    citation = Text()
    is_withdrawn = serializers.BooleanField(help_text=gettext_noop("By an erratum."))


class AwardBody(Shape):
    kind = serializers.ChoiceField(AwardKind.choices)
    title = Text()
    about = Text()
    prize = Text(help_text=gettext_noop("What is won."))
    partner = serializers.CharField(allow_blank=True)
    handed_by = serializers.CharField(allow_blank=True)
    challenge = NamedChallengeBody(allow_null=True)
    laureates = LaureateBody(many=True)


class FinalRowBody(Shape):
    rank = serializers.IntegerField()
    team = serializers.CharField()
    score = serializers.FloatField(help_text=gettext_noop("Of the private part."))


class FinalBoardBody(Shape):
    phase = serializers.CharField()
    teams = serializers.IntegerField(help_text=gettext_noop("How many were ranked; the first of them are in `rows`."))
    key = serializers.CharField(source="column.key")
    unit = serializers.CharField(source="column.unit", allow_blank=True)
    better = serializers.ChoiceField(BETTER, source="column.better")
    rows = FinalRowBody(many=True)


class JudgedChallengeBody(NamedChallengeBody):
    board = FinalBoardBody(allow_null=True)


class JudgedCriterionBody(Shape):
    title = Text()
    percent = serializers.FloatField()


class JurorBody(Shape):
    name = serializers.CharField()
    institution = serializers.CharField()
    seat = serializers.CharField()


class JuryBody(Shape):
    title = Text()
    challenge = NamedChallengeBody(allow_null=True)
    jury_weight = serializers.IntegerField(help_text=gettext_noop("In percent, beside the automatic score."))
    automatic_weight = serializers.IntegerField()
    criteria = JudgedCriterionBody(many=True)
    members = JurorBody(many=True)
    decision_sha256 = serializers.CharField(
        source="decision.sha256", help_text=gettext_noop("Of the locked decision, which nobody changes any more.")
    )


class CorrectionBody(Shape):
    laureate = serializers.CharField(help_text=gettext_noop("The `id` of a laureate."))
    what = serializers.CharField(help_text=gettext_noop("One of `name`, `project`, `withdrawn`, `other`."))
    before = serializers.CharField(source="from", allow_blank=True)
    after = serializers.CharField(source="to", allow_blank=True)


class ErratumBody(Shape):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    text = Text()
    changes = CorrectionBody(many=True)


class ResultsBody(Shape):
    edition = serializers.CharField()
    title = Text()
    published_at = serializers.DateTimeField()
    sha256 = serializers.CharField(
        help_text=gettext_noop("Of the canonical JSON of everything that was published, which `file` has.")
    )
    file = serializers.URLField()
    page = serializers.URLField()
    errata = ErratumBody(
        many=True, help_text=gettext_noop("Corrections; what they correct stays below as it was published.")
    )
    awards = AwardBody(many=True)
    challenges = JudgedChallengeBody(many=True)
    juries = JuryBody(many=True)


class ResultsDoor(Door):
    @extend_schema(
        operation_id="read_results",
        summary=gettext_noop("The results of an edition"),
        description=gettext_noop(
            "Laureates, final leaderboards and how it was judged, as they were published; 404 with "
            "`results_not_published` before. Nobody's grade is in them."
        ),
        parameters=[LANG],
        responses={200: ResultsBody, 304: None, **errors(*READING, NOT_FOUND, ResultsNotPublished)},
    )
    def get(self, request: Request, edition: str) -> Any:
        found = Edition.objects.filter(slug=edition, is_published=True).first()
        if found is None:
            raise Http404
        made = publication_of(found)
        if made is None:
            raise ResultsNotPublished
        people = named_people(made.results)
        version = digest_of({"results": made.sha256, "people": people})[:32]
        etag = quote_etag(f"{version}-{len(made.errata.all())}-{self.language}")
        unchanged = get_conditional_response(request._request, etag=etag)
        answer = unchanged or Response(self.shaped(ResultsBody, _told(request, made, people)))
        answer.headers["ETag"] = etag
        return answer


def _told(request: Request, made: Publication, people: People) -> dict[str, Any]:
    results, errata = made.results, list(made.errata.all())
    gone = {one["laureate"] for erratum in errata for one in erratum.changes if one["what"] == WITHDRAWN}
    awards = [
        {
            **award,
            "laureates": [
                {**one, "is_withdrawn": one["id"] in gone, "people": people.get(one["team_id"], [])}
                for one in award["laureates"]
            ],
        }
        for award in results["awards"]
    ]
    slug = made.edition.slug
    return {
        "edition": slug,
        "title": results["edition"]["title"],
        "published_at": made.at,
        "sha256": made.sha256,
        "file": request.build_absolute_uri(reverse("results-json", args=[slug])),
        "page": request.build_absolute_uri(reverse("results-of", args=[slug])),
        "errata": errata,
        "awards": awards,
        "challenges": results["challenges"],
        "juries": results["juries"],
    }
