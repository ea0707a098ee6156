"""The datasets app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatasetsConfig(AppConfig):
    """Releases and their files."""

    name = "datasets"
    verbose_name = _("Data sets")
