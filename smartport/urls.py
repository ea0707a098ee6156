"""Every address of the site."""

from django.urls import include, path

from smartport.design import design
from smartport.health import health, live
from smartport.metrics import metrics
from smartport.voting import cast, take_back, vote

urlpatterns = [
    path("", include("smartport.accounts.pages.urls")),  # before allauth's, some of whose pages it takes the place of
    path("accounts/", include("allauth.urls")),
    path("preferences/", include("smartport.accounts.urls")),
    path("api/v1/", include("smartport.api")),
    path("data/", include("datasets.urls")),
    path("console/", include("smartport.console.urls")),
    path("vote/", vote, name="vote"),
    path("vote/cast/", cast, name="vote-cast"),
    path("vote/take-back/", take_back, name="vote-take-back"),
    path("certificates/", include("smartport.certificates.urls")),
    path("jury/", include("smartport.jury.urls")),
    path("stage/", include("smartport.stage.urls")),
    path("design/", design, name="design"),
    path("health/", health, name="health"),
    path("health/live/", live, name="health-live"),
    path("metrics", metrics, name="metrics"),
    path("", include("challenges.urls")),
]

handler400 = "smartport.error_pages.bad_request"
handler403 = "smartport.error_pages.forbidden"
handler404 = "smartport.error_pages.not_found"
handler500 = "smartport.error_pages.server_error"
