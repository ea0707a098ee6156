"""The addresses of the stage."""

from django.urls import path

from smartport.stage import control

urlpatterns = [
    path("control/", control.control, name="stage-control"),
    path("control/<uuid:show_id>/now/", control.now, name="stage-control-now"),
    path("control/<uuid:show_id>/press/", control.press_key, name="stage-control-press"),
    path("control/<uuid:show_id>/take/", control.take, name="stage-control-take"),
]
