"""The addresses of the console."""

from django.urls import path

from smartport.console import disqualifying, editions, now, submission, submission_notes, submissions

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("submissions/", submissions.submissions, name="console-submissions"),
    path("submissions/<uuid:submission_id>/", submission.submission, name="console-submission"),
    path(
        "submissions/<uuid:submission_id>/<uuid:evaluation_id>/<slug:which>/",
        submission.submission_log,
        name="console-submission-log",
    ),
    path(
        "submissions/<uuid:submission_id>/disqualify/",
        disqualifying.disqualify_submission,
        name="console-submission-disqualify",
    ),
    path("submissions/<uuid:submission_id>/lift/", disqualifying.lift_disqualification, name="console-submission-lift"),
    path("submissions/<uuid:submission_id>/notes/", submission_notes.write_note, name="console-submission-note"),
    path("submissions/notes/<int:note_id>/delete/", submission_notes.delete_note, name="console-note-delete"),
]
