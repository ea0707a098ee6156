"""The addresses of the console."""

from django.urls import path

from smartport.console import (
    check,
    editions,
    exporting,
    making,
    new_challenge,
    new_edition,
    now,
    renewing,
    scoring,
)

CHALLENGE = "editions/<slug:edition>/challenges/<slug:slug>"

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("editions/new/", new_edition.new_edition, name="console-new-edition"),
    path("editions/<slug:edition>/challenges/new/", new_challenge.new_challenge, name="console-new-challenge"),
    path("makings/<uuid:making_id>/throw-away/", making.throw_making_away, name="console-throw-making-away"),
    path("makings/<uuid:making_id>/<slug:step>/", making.making, name="console-making"),
    path(f"{CHALLENGE}/scoring/", scoring.scoring, name="console-scoring"),
    path(f"{CHALLENGE}/scoring/new/", renewing.renew, name="console-renew"),
    path(f"{CHALLENGE}/scoring/<uuid:bundle_id>/check/", scoring.check_bundle, name="console-check-bundle"),
    path(f"{CHALLENGE}/scoring/<uuid:bundle_id>/use/", scoring.use_bundle, name="console-use-bundle"),
    path(f"{CHALLENGE}/export/", exporting.export, name="console-export"),
    path("checks/<uuid:check_id>/", check.check, name="console-check"),
    path("checks/<uuid:check_id>/report.json", check.check_report, name="console-check-report"),
]
