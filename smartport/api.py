"""The API's root, and the one map from a Refusal to HTTP."""

from typing import Any

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.response import Response
from rest_framework.views import exception_handler

urlpatterns = [
    path("openapi.json", SpectacularAPIView.as_view(), name="openapi"),
    path("", include("challenges.api.urls")),
]


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """One shape for every error: {code, message, hint, field}. (The API's engineer completes this.)"""
    return exception_handler(error, context)
