"""What is read of recipes and builds: their last revision, what waits to be built, what was signed."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from datasets.builds.models import Build, BuildState, Decision, Draft, Revision
from datasets.builds.rules import SIGN_OF_LIFE
from datasets.releases.models import Release

UNDER_WAY = (BuildState.QUEUED, BuildState.RUNNING)
OVER = (BuildState.PUBLISHED, BuildState.DISCARDED)


def drafts() -> QuerySet[Draft]:
    """Newest first, each with the number of its last revision and the state of its last build."""
    last = Revision.objects.filter(draft=OuterRef("pk")).order_by("-number")
    built = Build.objects.filter(revision__draft=OuterRef("pk")).order_by("-asked_at")
    return Draft.objects.select_related("extract", "created_by").annotate(
        last_number=Subquery(last.values("number")[:1]),
        last_at=Subquery(last.values("at")[:1]),
        last_state=Subquery(built.values("state")[:1]),
        last_build=Subquery(built.values("pk")[:1]),
    )


def last_revision(draft: Draft) -> Revision:
    """What the recipe says now."""
    return draft.revisions.select_related("by").latest("number")


def revisions_of(draft: Draft) -> QuerySet[Revision]:
    """Newest first, with how often each was built."""
    return draft.revisions.select_related("by").annotate(build_count=Count("builds")).order_by("-number")


def builds_of(draft: Draft) -> QuerySet[Build]:
    """Newest first."""
    return Build.objects.filter(revision__draft=draft).select_related("revision", "asked_by").order_by("-asked_at")


def under_way(draft: Draft) -> Build | None:
    """The build of this recipe that waits or runs."""
    return builds_of(draft).filter(state__in=UNDER_WAY).first()


def whole_build(build_id: UUID) -> Build | None:
    """With its revision, recipe, extract and signatures."""
    rows = Build.objects.select_related("revision__draft__extract", "asked_by")
    return (
        rows.prefetch_related(Prefetch("decisions", Decision.objects.select_related("by"))).filter(pk=build_id).first()
    )


def to_be_built(*, now: datetime) -> QuerySet[Build]:
    """Asked and begun by nobody, or begun by somebody who gives no sign of life. Oldest first."""
    silent = Q(state=BuildState.RUNNING, seen_at__lt=now - SIGN_OF_LIFE)
    return Build.objects.filter(Q(state=BuildState.QUEUED) | silent).order_by("asked_at")


def being_built(*, now: datetime) -> QuerySet[Build]:
    """Somebody works at it and gives signs of life."""
    return Build.objects.filter(state=BuildState.RUNNING, seen_at__gte=now - SIGN_OF_LIFE)


def accepted_questions(build: Build) -> set[str]:
    return set(build.decisions.filter(is_accepted=True).values_list("question", flat=True))


def last_release(name: str) -> Release | None:
    """The version of this name that was published last, with the challenges that use it."""
    return Release.objects.filter(slug=name).prefetch_related("challenges__edition").order_by("-published_at").first()
