"""Counts of rows that belong to a row of an outer query, in that one query."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet[Any], *, by: str, to: str = "pk", what: str = "") -> Coalesce:
    """How many of these have the outer row's `to` as their `by`; each `what` once. Rows are counted as such, which an
    index alone may answer."""
    own = rows.filter(**{by: OuterRef(to)}).order_by().values(by)
    count = Count(what, distinct=True) if what else Count("*")
    return Coalesce(Subquery(own.annotate(count=count).values("count")), 0)
