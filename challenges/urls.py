"""The addresses of the river's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
