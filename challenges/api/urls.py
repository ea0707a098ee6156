"""The addresses of the river's API."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
