"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("preferences/", include("smartport.accounts.urls")),
    path("api/v1/", include("smartport.api")),
    path("", include("challenges.urls")),
]

handler400 = "smartport.error_pages.bad_request"
handler403 = "smartport.error_pages.forbidden"
handler404 = "smartport.error_pages.not_found"
handler500 = "smartport.error_pages.server_error"
