"""The addresses of the jury. A project has one by its code alone, which says neither team nor order."""

from django.urls import include, path

from smartport.jury import ballot, casting, declaration, desk, drafts, joining, panels, pictures, recusal

urlpatterns = [
    path("", panels.own_panels, name="jury"),
    path("join/<str:juror_secret>/", joining.join_jury, name="join-jury"),
    path("<uuid:panel_id>/", desk.desk, name="jury-desk"),
    path("<uuid:panel_id>/president/", include("smartport.jury.president.urls")),
    path("<uuid:panel_id>/declaration/", declaration.declaration, name="jury-declaration"),
    path("<uuid:panel_id>/projects/<slug:project_code>/", ballot.ballot, name="jury-project"),
    path("<uuid:panel_id>/projects/<slug:project_code>/draft/", drafts.draft, name="jury-draft"),
    path("<uuid:panel_id>/projects/<slug:project_code>/cast/", casting.cast, name="jury-cast"),
    path("<uuid:panel_id>/projects/<slug:project_code>/recuse/", recusal.recusal, name="jury-recuse"),
    path("<uuid:panel_id>/projects/<slug:project_code>/pictures/<int:number>/", pictures.picture, name="jury-picture"),
]
