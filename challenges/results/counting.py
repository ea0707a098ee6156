"""Counts of rows that belong to a row of an outer query, in that one query."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet[Any], *, by: str, to: str = "pk", what: str = "pk") -> Coalesce:
    """How many of these have the outer row's `to` as their `by`; each `what` once."""
    own = rows.filter(**{by: OuterRef(to)}).order_by().values(by)
    return Coalesce(Subquery(own.annotate(count=Count(what, distinct=what != "pk")).values("count")), 0)
