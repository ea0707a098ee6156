"""The addresses of what a reader may choose."""

from django.urls import path

from smartport.accounts.preferences import choose_language, choose_theme

urlpatterns = [
    path("language/", choose_language, name="choose-language"),
    path("theme/", choose_theme, name="choose-theme"),
]
