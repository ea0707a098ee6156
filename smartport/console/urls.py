"""The addresses of the console."""

from django.urls import path

from smartport.console import editions, now

urlpatterns = [
    path("", now.now, name="console"),
    path("letters/again/", now.letters_again, name="console-letters-again"),
    path("editions/", editions.editions, name="console-editions"),
]
