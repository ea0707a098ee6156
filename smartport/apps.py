"""The site as a Django app: loads the Celery app so that every process can send."""

from django.apps import AppConfig

from smartport import (
    celery,  # noqa: F401  (sets the default Celery app)
    checks,  # noqa: F401  (registers the start-up checks)
)


class SmartportConfig(AppConfig):
    """Templates, static files and catalogues of the site."""

    name = "smartport"
    verbose_name = "Smart Port Challenge"

    def ready(self) -> None:
        """From now on it is heard how tasks end, and what people do with data."""
        from smartport import data_deeds, watching  # noqa: F401, PLC0415  # they keep rows, which are there only now
