"""How a project page looks in the API, and what it is written with."""

from django.urls import reverse
from rest_framework import serializers

from challenges.api.handing_in import FileContent
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import text_of
from challenges.projects.rules import CAPTION_LENGTH, LINK_LENGTH, PITCH_LENGTH, TITLE_LENGTH, version_of


class LinkField(serializers.CharField):
    """An https address, or empty; whether it will do is for the rules to say."""


class PictureBody(Shape):
    id = serializers.UUIDField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    caption = serializers.CharField(allow_blank=True)
    url = serializers.SerializerMethodField(help_text=gettext_noop("Where it is downloaded."))

    def get_url(self, picture: ProjectPicture) -> str:
        address = reverse("api-project-picture", args=[picture.project_id, picture.pk])
        return str(self.context["request"].build_absolute_uri(address))


class ProjectLine(Shape):
    id = serializers.UUIDField()
    challenge = serializers.CharField(source="challenge.slug")
    team = serializers.CharField(source="team.name")
    title = serializers.CharField()
    is_public = serializers.BooleanField(
        help_text=gettext_noop("Everybody sees it; else its team, the organizers and the jury.")
    )
    changed_at = serializers.DateTimeField()
    pictures = PictureBody(many=True, source="pictures.all")


class ProjectBody(ProjectLine):
    pitch = serializers.CharField(allow_blank=True, help_text=gettext_noop("Markdown."))
    video = serializers.CharField(allow_blank=True)
    repository = serializers.CharField(allow_blank=True)
    demo = serializers.CharField(allow_blank=True)
    version = serializers.SerializerMethodField(
        help_text=gettext_noop("Of the text; send it back to write over nobody.")
    )

    def get_version(self, project: Project) -> str:
        """Changes with every word."""
        return version_of(text_of(project))


class ProjectText(Shape):
    title = serializers.CharField(max_length=TITLE_LENGTH)
    pitch = serializers.CharField(max_length=PITCH_LENGTH, allow_blank=True, default="", trim_whitespace=False)
    video = LinkField(max_length=LINK_LENGTH, allow_blank=True, default="")
    repository = LinkField(max_length=LINK_LENGTH, allow_blank=True, default="")
    demo = LinkField(max_length=LINK_LENGTH, allow_blank=True, default="")
    is_public = serializers.BooleanField(default=False)
    version = serializers.CharField(
        max_length=64,
        allow_blank=True,
        default="",
        help_text=gettext_noop("The one that was read (`new` for none): refused where somebody wrote meanwhile."),
    )


class NewPicture(Shape):
    file = FileContent(allow_empty_file=True)
    caption = serializers.CharField(max_length=CAPTION_LENGTH, allow_blank=True, default="")


class PictureChange(Shape):
    caption = serializers.CharField(max_length=CAPTION_LENGTH, allow_blank=True, required=False)
    move = serializers.ChoiceField(
        [("up", gettext_noop("Move up")), ("down", gettext_noop("Move down"))],
        required=False,
        help_text=gettext_noop("One place in the order."),
    )
