"""How teams, their people and what they ask one another look in the API."""

from rest_framework import serializers

from challenges.api.language import Text
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.teams.models import Invitation

TEXT = 5000  # more than any text may have: the rules say how many, and name the field


class MemberBody(Shape):
    id = serializers.IntegerField(help_text=gettext_noop("Of the membership, in this team."))
    name = serializers.CharField(source="user.__str__")
    is_captain = serializers.BooleanField()
    joined_at = serializers.DateTimeField()


class TeamBody(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    is_recruiting = serializers.BooleanField(
        help_text=gettext_noop("Stands on the board of teams that look for members.")
    )
    created_at = serializers.DateTimeField()
    changes_until = serializers.DateTimeField(help_text=gettext_noop("The last instant in which teams change."))
    size_limit = serializers.IntegerField()
    members = MemberBody(many=True)


class RecruitingBody(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField()
    size_limit = serializers.IntegerField(source="edition.team_size")


class NewTeam(Shape):
    name = serializers.CharField(max_length=500)


class TeamChange(Shape):
    name = serializers.CharField(max_length=500, required=False, help_text=gettext_noop("Until the first submission."))
    about = serializers.CharField(max_length=TEXT, required=False, allow_blank=True)
    is_recruiting = serializers.BooleanField(required=False)


class MemberChange(Shape):
    is_captain = serializers.ChoiceField(
        [(True, gettext_noop("Captain"))],
        help_text=gettext_noop("Only `true`: a captain is followed, never dismissed."),
    )


class LeftBody(Shape):
    team_stays = serializers.BooleanField(
        help_text=gettext_noop("False: the last member left, nothing was handed in, it is gone.")
    )


class InvitationBody(Shape):
    id = serializers.UUIDField()
    email = serializers.CharField(
        help_text=gettext_noop("Where it was sent; empty for a link, and for a person of the board.")
    )
    to = serializers.SerializerMethodField(help_text=gettext_noop("Whom it is for; null for a link."))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()

    def get_to(self, invitation: Invitation) -> str | None:
        """By the name they show."""
        return str(invitation.to) if invitation.to else None


class NewInvitation(Shape):
    email = serializers.CharField(
        max_length=1000,
        required=False,
        help_text=gettext_noop("Sends the link there, for one person; without it you get the secret."),
    )


class NewInvitationBody(Shape):
    id = serializers.UUIDField(source="invitation.id")
    email = serializers.CharField(source="invitation.email")
    created_at = serializers.DateTimeField(source="invitation.created_at")
    expires_at = serializers.DateTimeField(source="invitation.expires_at")
    secret = serializers.CharField(
        allow_null=True,
        help_text=gettext_noop("Shown once and not kept: whoever has it may join. `null` where it was sent by e-mail."),
    )


class OfferBody(Shape):
    id = serializers.UUIDField()
    team = serializers.CharField(source="team.name")
    about = serializers.CharField(source="team.about")
    by = serializers.CharField(source="created_by.__str__")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class Joining(Shape):
    secret = serializers.CharField(max_length=200, help_text=gettext_noop("The last part of the invitation's link."))


class Asking(Shape):
    message = serializers.CharField(max_length=TEXT, required=False, allow_blank=True, default="")


class RequestBody(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.__str__", help_text=gettext_noop("Who asks."))
    message = serializers.CharField()
    asked_at = serializers.DateTimeField()


class MyRequestBody(Shape):
    id = serializers.UUIDField()
    team = serializers.CharField(source="team.name")
    message = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    is_accepted = serializers.BooleanField(
        allow_null=True,
        help_text=gettext_noop("`null`: not answered, withdrawn, or ended because you joined another team."),
    )


class Seeking(Shape):
    about = serializers.CharField(max_length=TEXT)


class SeekerBody(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField(source="user.__str__")
    about = serializers.CharField()
    since = serializers.DateTimeField()


class Offering(Shape):
    team = serializers.CharField(
        max_length=500, help_text=gettext_noop("The name of the team that yours would become part of.")
    )


class ProposalBody(Shape):
    id = serializers.UUIDField()
    team = serializers.CharField(
        source="team.name", help_text=gettext_noop("Becomes part of the other, and is no more.")
    )
    into = serializers.CharField(
        source="into.name", help_text=gettext_noop("Keeps its name and its captain, who answers.")
    )
    proposed_at = serializers.DateTimeField()


class SumBody(Shape):
    challenge = serializers.CharField(source="phase.challenge.slug")
    phase = serializers.CharField(source="phase.slug")
    team = serializers.IntegerField(source="absorbed")
    into = serializers.IntegerField(allow_null=True)
    total = serializers.IntegerField(allow_null=True)
    limit = serializers.IntegerField(source="phase.total_limit")
    fits = serializers.BooleanField(allow_null=True)


class BestBody(Shape):
    challenge = serializers.CharField(source="phase.challenge.slug")
    phase = serializers.CharField(source="phase.slug")
    key = serializers.CharField(source="column.key")
    title = Text(source="column.title")
    team = serializers.FloatField(source="absorbed", allow_null=True)
    into = serializers.FloatField(allow_null=True)


class FutureMemberBody(Shape):
    name = serializers.CharField(source="user.__str__")
    team = serializers.CharField(source="team.name", help_text=gettext_noop("Where they are now."))


class PreviewBody(Shape):
    is_own_offer = serializers.BooleanField(
        help_text=gettext_noop(
            "The asker's team made it: of the other team nothing is told but what the leaderboards show."
        )
    )
    members = FutureMemberBody(many=True)
    sums = SumBody(
        many=True, help_text=gettext_noop("What both handed in, where any of them did, against the limit of the phase.")
    )
    best_scores = BestBody(source="bests", many=True, help_text=gettext_noop("As the leaderboards show them."))
    lost_projects = serializers.ListField(child=serializers.CharField())
    lost_selections = serializers.IntegerField(allow_null=True)
    obstacle = serializers.CharField(
        source="refusal.code",
        default=None,
        allow_null=True,
        help_text=gettext_noop("The code that accepting would answer now."),
    )
