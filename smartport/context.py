"""What every page knows."""

from django.http import HttpRequest
from django.utils import translation


def site(request: HttpRequest) -> dict[str, object]:
    """The language and its direction."""
    language = translation.get_language() or "fr"
    return {"language": language, "direction": "rtl" if language == "ar" else "ltr"}
