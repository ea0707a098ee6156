"""The addresses of the console."""

from django.urls import path

from smartport.console import crew, editions, joining, now

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("crew/", crew.crew_page, name="console-crew"),
    path("crew/invitations/<uuid:crew_invitation_id>/withdraw/", crew.withdraw, name="console-crew-withdraw"),
    path("crew/<int:person_id>/end/<slug:role>/", crew.end_role, name="console-crew-end"),
    path("crew/<int:person_id>/operator/", crew.make_operator, name="console-crew-operator"),
    path("join/<str:crew_secret>/", joining.join_crew, name="join-crew"),
]
