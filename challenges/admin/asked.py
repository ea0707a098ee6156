"""What is asked, by whom, until when."""

from django.contrib import admin

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
    list_display = ["slug", "edition", "rules_version", "is_published"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    inlines = [PhasesInside]
