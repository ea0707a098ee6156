"""The addresses of the console."""

from django.urls import path

from smartport.console import blocking, crew, editions, exports, joining, letters, moderation, now, people, teams

PICTURE = "projects/<uuid:project_id>/pictures/<uuid:picture_id>/"

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("people/", people.people, name="console-people"),
    path("people/<int:person_id>/", people.person, name="console-person"),
    path("people/<int:person_id>/block/", blocking.block_person, name="console-block"),
    path("people/<int:person_id>/unblock/", blocking.unblock_person, name="console-unblock"),
    path("teams/", teams.teams, name="console-teams"),
    path("teams/<uuid:team_id>/", teams.team, name="console-team"),
    path("teams/<uuid:team_id>/rename/", teams.rename_team, name="console-team-rename"),
    path("projects/<uuid:project_id>/", moderation.project, name="console-project"),
    path("projects/<uuid:project_id>/hide/", moderation.hide, name="console-project-hide"),
    path("projects/<uuid:project_id>/show/", moderation.show, name="console-project-show"),
    path(PICTURE, moderation.picture_file, name="console-picture"),
    path(f"{PICTURE}remove/", moderation.remove, name="console-picture-remove"),
    path(f"{PICTURE}restore/", moderation.restore, name="console-picture-restore"),
    path("letters/", letters.letters, name="console-letters"),
    path("letters/new/", letters.new_letter, name="console-letter-new"),
    path("letters/<uuid:letter_id>/", letters.letter, name="console-letter"),
    path("letters/<uuid:letter_id>/edit/", letters.edit_letter, name="console-letter-edit"),
    path("letters/<uuid:letter_id>/try/", letters.try_letter, name="console-letter-try"),
    path("letters/<uuid:letter_id>/send/", letters.send_letter, name="console-letter-send"),
    path("letters/<uuid:letter_id>/delete/", letters.delete_letter, name="console-letter-delete"),
    path("exports/", exports.exports, name="console-exports"),
    path("exports/<slug:what>/<slug:form>/", exports.export, name="console-export"),
    path("crew/", crew.crew_page, name="console-crew"),
    path("crew/invitations/<uuid:crew_invitation_id>/withdraw/", crew.withdraw, name="console-crew-withdraw"),
    path("crew/<int:person_id>/end/<slug:role>/", crew.end_role, name="console-crew-end"),
    path("crew/<int:person_id>/operator/", crew.make_operator, name="console-crew-operator"),
    path("join/<str:crew_secret>/", joining.join_crew, name="join-crew"),
]
