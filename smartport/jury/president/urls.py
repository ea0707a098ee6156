"""The addresses of the president's desk, below those of a panel."""

from django.urls import path

from smartport.jury.president import closing, finalists, letters, lock, minutes, motions, results

urlpatterns = [
    path("", results.results, name="jury-results"),
    path("close/", closing.close, name="jury-close"),
    path("finalists/", finalists.finalists, name="jury-finalists"),
    path("motions/", motions.motions, name="jury-motions"),
    path("lock/", lock.lock, name="jury-lock"),
    path("second/", lock.second, name="jury-second"),
    path("snapshot/", lock.snapshot, name="jury-snapshot"),
    path("minutes/", minutes.minutes, name="jury-minutes"),
    path("minutes/<str:language>.pdf", minutes.minutes_paper, name="jury-minutes-paper"),
    path("feedback/", letters.feedback, name="jury-feedback"),
    path("feedback/<uuid:candidate_id>/", letters.feedback_letter, name="jury-feedback-letter"),
]
