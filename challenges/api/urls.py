"""The addresses of the river's API."""

from django.urls import path

from challenges.api import machine
from challenges.api.accounts import MeDoor, TokenDoor
from challenges.api.editions import AcceptanceDoor, ChallengeDoor, ChallengesDoor, EditionDoor
from challenges.api.files import FileDoor, FilesDoor, KitDoor, LicenceDoor
from challenges.api.leaderboards import LeaderboardDoor
from challenges.api.logs import LogDoor
from challenges.api.sign_up import AccountsDoor
from challenges.api.submissions import (
    CancelDoor,
    ReceiptDoor,
    SubmissionDoor,
    SubmissionsDoor,
    SubmittedFileDoor,
)
from challenges.api.teams import InvitationDoor, InvitationsDoor, JoinDoor, MyTeamDoor, TeamsDoor

urlpatterns = [
    path("accounts", AccountsDoor.as_view(), name="api-accounts"),
    path("token", TokenDoor.as_view(), name="api-token"),
    path("me", MeDoor.as_view(), name="api-me"),
    path("edition", EditionDoor.as_view(), name="api-edition"),
    path("challenges", ChallengesDoor.as_view(), name="api-challenges"),
    path("challenges/<slug:slug>", ChallengeDoor.as_view(), name="api-challenge"),
    path("challenges/<slug:slug>/rules-acceptance", AcceptanceDoor.as_view(), name="api-rules-acceptance"),
    path("challenges/<slug:slug>/licence-acceptance", LicenceDoor.as_view(), name="api-licence-acceptance"),
    path("challenges/<slug:slug>/files", FilesDoor.as_view(), name="api-files"),
    path("challenges/<slug:slug>/files/<uuid:file_id>", FileDoor.as_view(), name="api-file"),
    path("challenges/<slug:slug>/kit", KitDoor.as_view(), name="api-kit"),
    path("challenges/<slug:slug>/submissions", SubmissionsDoor.as_view(), name="api-submissions"),
    path("challenges/<slug:slug>/leaderboard", LeaderboardDoor.as_view(), name="api-leaderboard"),
    path("teams", TeamsDoor.as_view(), name="api-teams"),
    path("teams/mine", MyTeamDoor.as_view(), name="api-my-team"),
    path("teams/mine/invitations", InvitationsDoor.as_view(), name="api-invitations"),
    path("teams/mine/invitations/<uuid:invitation_id>", InvitationDoor.as_view(), name="api-invitation"),
    path("teams/join", JoinDoor.as_view(), name="api-join"),
    path("submissions/<uuid:submission_id>", SubmissionDoor.as_view(), name="api-submission"),
    path("submissions/<uuid:submission_id>/cancel", CancelDoor.as_view(), name="api-cancel"),
    path("submissions/<uuid:submission_id>/file", SubmittedFileDoor.as_view(), name="api-submission-file"),
    path("submissions/<uuid:submission_id>/log", LogDoor.as_view(), name="api-submission-log"),
    path("submissions/<uuid:submission_id>/receipt", ReceiptDoor.as_view(), name="api-submission-receipt"),
    path("machine/content/<str:token>", machine.content, name="machine-content"),
    path("machine/log/<str:token>", machine.log, name="machine-log"),
]
