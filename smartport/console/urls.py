"""The addresses of the console."""

from django.urls import path

from smartport.console import editions, now
from smartport.console.glance import page as glance

urlpatterns = [
    path("", now.now, name="console"),
    path("letters/again/", now.letters_again, name="console-letters-again"),
    path("editions/", editions.editions, name="console-editions"),
    path("editions/<slug:edition>/", glance.edition, name="console-edition"),
]
