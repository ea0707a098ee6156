"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from smartport.design import design
from smartport.health import health, live
from smartport.metrics import metrics

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("smartport.accounts.pages.urls")),  # before allauth's, some of whose pages it takes the place of
    path("accounts/", include("allauth.urls")),
    path("preferences/", include("smartport.accounts.urls")),
    path("api/v1/", include("smartport.api")),
    path("data/", include("datasets.urls")),
    path("console/", include("smartport.console.urls")),
    path("jury/", include("smartport.jury.urls")),
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
