"""The addresses of the river's API."""

from django.urls import path

from challenges.api import eligibility, invitations, machine, merging, recruiting
from challenges.api.agenda import AgendaDoor
from challenges.api.choosing import AgainDoor, CheckDoor, SelectionDoor
from challenges.api.editions import AcceptanceDoor, ChallengeDoor, ChallengesDoor, EditionDoor
from challenges.api.files import FileDoor, FilesDoor, KitDoor, LicenceDoor
from challenges.api.heads import HeadsDoor
from challenges.api.leaderboards import LeaderboardDoor
from challenges.api.logs import LogDoor
from challenges.api.mail import MailPreferencesDoor
from challenges.api.mentors import BookingDoor, BookingsDoor, SlotsDoor
from challenges.api.news import AnnouncementDoor, AnnouncementsDoor
from challenges.api.projects import (
    MyPictureDoor,
    MyPicturesDoor,
    MyProjectDoor,
    ProjectDoor,
    ProjectPictureDoor,
    ProjectsDoor,
)
from challenges.api.questions import AnswerDoor, AskedDoor, QuestionDoor, QuestionsDoor
from challenges.api.results import ResultsDoor
from challenges.api.submission_files import ReceiptDoor, SubmittedFileDoor
from challenges.api.submissions import CancelDoor, SubmissionDoor, SubmissionsDoor
from challenges.api.teams import LeaveDoor, MemberDoor, MembersDoor, MyTeamDoor, TeamsDoor

urlpatterns = [
    path("edition", EditionDoor.as_view(), name="api-edition"),
    path("edition/eligibility-acceptance", eligibility.EligibilityDoor.as_view(), name="api-eligibility"),
    path("challenges", ChallengesDoor.as_view(), name="api-challenges"),
    path("challenges/<slug:slug>", ChallengeDoor.as_view(), name="api-challenge"),
    path("challenges/<slug:slug>/rules-acceptance", AcceptanceDoor.as_view(), name="api-rules-acceptance"),
    path("challenges/<slug:slug>/licence-acceptance", LicenceDoor.as_view(), name="api-licence-acceptance"),
    path("challenges/<slug:slug>/files", FilesDoor.as_view(), name="api-files"),
    path("challenges/<slug:slug>/files/<uuid:file_id>", FileDoor.as_view(), name="api-file"),
    path("challenges/<slug:slug>/kit", KitDoor.as_view(), name="api-kit"),
    path("challenges/<slug:slug>/submissions", SubmissionsDoor.as_view(), name="api-submissions"),
    path("challenges/<slug:slug>/check", CheckDoor.as_view(), name="api-check"),
    path("challenges/<slug:slug>/leaderboard", LeaderboardDoor.as_view(), name="api-leaderboard"),
    path("editions/<slug:edition>/results", ResultsDoor.as_view(), name="api-results"),
    path("journal/heads", HeadsDoor.as_view(), name="api-journal-heads"),
    path("agenda", AgendaDoor.as_view(), name="api-agenda"),
    path("mentors", SlotsDoor.as_view(), name="api-mentors"),
    path("mentors/bookings", BookingsDoor.as_view(), name="api-mentor-bookings"),
    path("mentors/<uuid:slot_id>/booking", BookingDoor.as_view(), name="api-mentor-booking"),
    path("announcements", AnnouncementsDoor.as_view(), name="api-announcements"),
    path("announcements/<uuid:announcement_id>", AnnouncementDoor.as_view(), name="api-announcement"),
    path("challenges/<slug:slug>/questions", QuestionsDoor.as_view(), name="api-questions"),
    path("questions", AskedDoor.as_view(), name="api-questions-asked"),
    path("questions/<uuid:question_id>", QuestionDoor.as_view(), name="api-question"),
    path("questions/<uuid:question_id>/answer", AnswerDoor.as_view(), name="api-answer"),
    path("mail-preferences", MailPreferencesDoor.as_view(), name="api-mail-preferences"),
    path("teams", TeamsDoor.as_view(), name="api-teams"),
    path("teams/mine", MyTeamDoor.as_view(), name="api-my-team"),
    path("teams/mine/leave", LeaveDoor.as_view(), name="api-leave-team"),
    path("teams/mine/members", MembersDoor.as_view(), name="api-members"),
    path("teams/mine/members/<int:membership_id>", MemberDoor.as_view(), name="api-member"),
    path("teams/mine/invitations", invitations.InvitationsDoor.as_view(), name="api-invitations"),
    path("teams/mine/invitations/<uuid:invitation_id>", invitations.InvitationDoor.as_view(), name="api-invitation"),
    path(
        "teams/mine/invitations/<uuid:invitation_id>/resend",
        invitations.ResendDoor.as_view(),
        name="api-resend-invitation",
    ),
    path("teams/mine/requests", recruiting.TeamRequestsDoor.as_view(), name="api-team-requests"),
    path(
        "teams/mine/requests/<uuid:request_id>/accept",
        recruiting.AcceptRequestDoor.as_view(),
        name="api-accept-request",
    ),
    path(
        "teams/mine/requests/<uuid:request_id>/decline",
        recruiting.DeclineRequestDoor.as_view(),
        name="api-decline-request",
    ),
    path("teams/mine/merges", merging.MergesDoor.as_view(), name="api-merges"),
    path("teams/mine/merges/<uuid:proposal_id>", merging.MergeDoor.as_view(), name="api-merge"),
    path("teams/mine/merges/<uuid:proposal_id>/preview", merging.MergePreviewDoor.as_view(), name="api-merge-preview"),
    path("teams/mine/merges/<uuid:proposal_id>/accept", merging.AcceptMergeDoor.as_view(), name="api-accept-merge"),
    path("teams/mine/merges/<uuid:proposal_id>/decline", merging.DeclineMergeDoor.as_view(), name="api-decline-merge"),
    path("teams/join", invitations.JoinDoor.as_view(), name="api-join"),
    path("teams/offers", invitations.OffersDoor.as_view(), name="api-offers"),
    path("teams/offers/<uuid:invitation_id>", invitations.OfferDoor.as_view(), name="api-offer"),
    path("teams/requests", recruiting.MyRequestsDoor.as_view(), name="api-my-requests"),
    path("teams/requests/<uuid:request_id>", recruiting.MyRequestDoor.as_view(), name="api-my-request"),
    path("teams/seekers", recruiting.SeekersDoor.as_view(), name="api-seekers"),
    path("teams/seekers/me", recruiting.SeekerDoor.as_view(), name="api-seeker"),
    path(
        "teams/seekers/<int:seeker_id>/invitation",
        recruiting.InviteSeekerDoor.as_view(),
        name="api-invite-seeker",
    ),
    path("teams/<uuid:team_id>/requests", recruiting.AskDoor.as_view(), name="api-ask-to-join"),
    path("challenges/<slug:slug>/project", MyProjectDoor.as_view(), name="api-my-project"),
    path("challenges/<slug:slug>/project/pictures", MyPicturesDoor.as_view(), name="api-my-pictures"),
    path("challenges/<slug:slug>/project/pictures/<uuid:picture_id>", MyPictureDoor.as_view(), name="api-my-picture"),
    path("challenges/<slug:slug>/projects", ProjectsDoor.as_view(), name="api-projects"),
    path("projects/<uuid:project_id>", ProjectDoor.as_view(), name="api-project"),
    path(
        "projects/<uuid:project_id>/pictures/<uuid:picture_id>",
        ProjectPictureDoor.as_view(),
        name="api-project-picture",
    ),
    path("submissions/<uuid:submission_id>", SubmissionDoor.as_view(), name="api-submission"),
    path("submissions/<uuid:submission_id>/cancel", CancelDoor.as_view(), name="api-cancel"),
    path("submissions/<uuid:submission_id>/selection", SelectionDoor.as_view(), name="api-selection"),
    path("submissions/<uuid:submission_id>/again", AgainDoor.as_view(), name="api-again"),
    path("submissions/<uuid:submission_id>/file", SubmittedFileDoor.as_view(), name="api-submission-file"),
    path("submissions/<uuid:submission_id>/log", LogDoor.as_view(), name="api-submission-log"),
    path("submissions/<uuid:submission_id>/receipt", ReceiptDoor.as_view(), name="api-submission-receipt"),
    path("machine/content/<str:token>", machine.content, name="machine-content"),
    path("machine/log/<str:token>", machine.log, name="machine-log"),
]
