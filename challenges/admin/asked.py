"""What is asked, by whom, until when."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from challenges.admin.access import Edited, EditedInside
from challenges.editions.models import Challenge, Edition, Partner, Phase


class PartnersInside(EditedInside):
    model = Partner


class PhasesInside(EditedInside):
    model = Phase


@admin.register(Edition)
class EditionAdmin(Edited):
    list_display = ["slug", "opens_at", "closes_at", "is_published"]
    inlines = [PartnersInside]


@admin.register(Challenge)
class ChallengeAdmin(Edited):
    list_display = ["slug", "edition", "rules_version", "is_published", "rejudges"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    inlines = [PhasesInside]

    @admin.display(description=_("rejudges"))
    def rejudges(self, challenge: Challenge) -> str:
        return format_html('<a href="{}">{}</a>', reverse("rejudges", args=[challenge.slug]), _("Evaluate again"))
