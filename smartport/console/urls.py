"""The addresses of the console."""

from django.urls import path

from smartport.console import editions, now, retention

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("retention/", retention.retention, name="console-retention"),
]
