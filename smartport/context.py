"""What every page knows."""

from django.http import HttpRequest
from django.utils import translation

from challenges.pages.sign import sign_in_view
from smartport.middleware import THEME_COOKIE, THEMES

# Each language in its own words: whoever needs the switch cannot read the page it stands on.
TONGUES = (("fr", "FR", "Français"), ("ar", "ع", "العربية"), ("en", "EN", "English"))


def site(request: HttpRequest) -> dict[str, object]:
    """The language and its direction, the light, where the evening is, and where to come back to after a choice."""
    language = translation.get_language() or "fr"
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "theme": theme if theme in THEMES else "",
        "tongues": TONGUES,
        "stage_sign": sign_in_view,
        "return_to": request.get_full_path() if request.method in {"GET", "HEAD"} else request.path,
    }
