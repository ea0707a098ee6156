"""The addresses of the stage."""

from django.urls import path

from smartport.stage import control, deck_page, pages

urlpatterns = [
    path("", pages.live, name="stage"),
    path("now", pages.live_now, name="stage-now"),
    path("control/", control.control, name="stage-control"),
    path("control/<uuid:show_id>/hall/", control.hall, name="stage-control-hall"),
    path("control/<uuid:show_id>/now/", control.now, name="stage-control-now"),
    path("control/<uuid:show_id>/press/", control.press_key, name="stage-control-press"),
    path("control/<uuid:show_id>/take/", control.take, name="stage-control-take"),
    path("deck/", deck_page.deck, name="stage-deck"),
    path("screen/<str:screen_secret>/", pages.hall, name="stage-screen"),
    path("screen/<str:screen_secret>/now", pages.hall_now, name="stage-screen-now"),
]
