"""The addresses of the river's pages."""

from django.urls import path

from challenges.pages import challenge, data, home, leaderboard, preview, rejudges, submission, submissions, teams

urlpatterns = [
    path("", home.home, name="home"),
    path("challenges/<slug:slug>/", challenge.challenge, name="challenge"),
    path("challenges/<slug:slug>/data/", data.data, name="data"),
    path("challenges/<slug:slug>/data/rows/", preview.data_rows, name="data-rows"),
    path("challenges/<slug:slug>/licence/", data.licence, name="accept-licence"),
    path("challenges/<slug:slug>/data/<path:path>", data.data_file, name="data-file"),
    path("challenges/<slug:slug>/kit/", data.kit, name="kit"),
    path("challenges/<slug:slug>/rules/", challenge.rules, name="rules"),
    path("challenges/<slug:slug>/leaderboard/", leaderboard.leaderboard, name="leaderboard"),
    path("challenges/<slug:slug>/rejudges/", rejudges.rejudges, name="rejudges"),
    path("rejudges/<uuid:rejudge_id>/", rejudges.rejudge, name="rejudge"),
    path("rejudges/<uuid:rejudge_id>/apply/", rejudges.settle_rejudge, {"deed": "apply"}, name="apply-rejudge"),
    path("rejudges/<uuid:rejudge_id>/drop/", rejudges.settle_rejudge, {"deed": "drop"}, name="drop-rejudge"),
    path("challenges/<slug:slug>/submissions/", submissions.submissions, name="submissions"),
    path("challenges/<slug:slug>/submit/", submissions.submit, name="submit"),
    path("submissions/<uuid:submission_id>/", submission.submission, name="submission"),
    path("submissions/<uuid:submission_id>/status/", submission.submission_status, name="submission-status"),
    path("submissions/<uuid:submission_id>/cancel/", submission.cancel_submission, name="cancel-submission"),
    path("submissions/<uuid:submission_id>/log/", submission.submission_log, name="submission-log"),
    path("submissions/<uuid:submission_id>/log/live/", submission.submission_live_log, name="submission-live-log"),
    path("submissions/<uuid:submission_id>/log/<slug:which>/", submission.submission_log, name="submission-log-of"),
    path("submissions/<uuid:submission_id>/file/", submission.submission_file, name="submission-file"),
    path("submissions/<uuid:submission_id>/receipt/", submission.submission_receipt, name="submission-receipt"),
    path("team/", teams.team, name="team"),
    path("team/invitations/", teams.make_invitation, name="invite"),
    path("team/invitations/<uuid:invitation_id>/revoke/", teams.revoke, name="revoke-invitation"),
    path("join/<str:secret>/", teams.join_by_link, name="join"),
]
