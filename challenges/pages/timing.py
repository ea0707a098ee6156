"""What time it is here: countdowns ask when a laptop wakes up."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from challenges import clock


@require_safe
@never_cache
def server_time(request: HttpRequest) -> HttpResponse:
    """In UTC."""
    return JsonResponse({"now": clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")})
