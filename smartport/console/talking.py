"""In which edition a new announcement or frequent question is."""

from django.http import Http404, HttpRequest

from challenges.editions.models import Edition
from challenges.editions.queries import current_edition


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
