"""Which announcements and frequent questions an organizer writes, and in which edition a new one is."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import Http404, HttpRequest

from challenges.editions.models import Edition
from challenges.editions.queries import current_edition, organized_by
from challenges.permissions import may_manage_editions


def own_talk(user: AbstractBaseUser) -> Q:
    """Those of the challenges that this organizer stands behind, and of a whole edition unless for named ones only."""
    own = Q(challenge__in=organized_by(user).values("pk"))
    return Q(challenge=None) | own if may_manage_editions(user) else own


def edition_asked(request: HttpRequest) -> Edition:
    """The one named by `?edition=`, else the one that the site shows, else the newest. Raises Http404."""
    slug = request.GET.get("edition")
    rows = Edition.objects.order_by("-opens_at")
    found = current_edition() or rows.first()
    if slug is not None:
        found = rows.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        raise Http404
    return found
