"""The forms about mentors' hours: a series of them, and one."""

from datetime import date, time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Edition
from challenges.mentoring.models import MentorSlot
from challenges.mentoring.rules import LONGEST, SHORTEST, Series
from smartport.console.localized_fields import LocalizedField, Titled, WebAddressField
from smartport.console.sheets import SheetForm


class OfMentor(forms.Form):
    """Who, about what, where: what a series and a single slot have in common."""

    mentor = forms.CharField(label=_("mentor"), max_length=80, help_text=_("As everybody reads it."))
    account_email = forms.EmailField(
        label=_("the mentor's account"),
        required=False,
        help_text=_("The e-mail address of an account: then the mentor sees, changes and withdraws the hours too."),
    )
    topic = LocalizedField(label=_("topic"))
    challenge = Titled(label=_("challenge"))
    place = forms.CharField(
        label=_("place"),
        required=False,
        max_length=200,
        help_text=_("Place and link are for the team that booked, the mentor and the organizers."),
    )
    link = WebAddressField(label=_("video link"), required=False, max_length=300)

    def offer_challenges(self, edition: Edition, *, by: Any) -> None:
        """Those of this organizer."""
        field: Any = self.fields["challenge"]
        field.offer(edition, by=by)

    def clean_account_email(self) -> str:
        """Raises ValidationError for an address that is no account's."""
        address = str(self.cleaned_data["account_email"])
        self.account = get_user_model().objects.filter(email__iexact=address, is_active=True).first()
        if address and self.account is None:
            raise forms.ValidationError(_("No account has this address. Leave it empty, or ask the mentor to sign up."))
        return address


class SeriesForm(OfMentor):
    first = forms.DateField(label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}))
    begins = forms.TimeField(label=_("from"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("to"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("minutes of a slot"), min_value=SHORTEST, max_value=LONGEST, initial=20)
    weeks = forms.IntegerField(
        label=_("weeks"),
        min_value=1,
        max_value=52,
        initial=1,
        help_text=_("The same day of every week, so many times."),
    )

    @property
    def series(self) -> Series:
        """Of a form that is valid."""
        given = self.cleaned_data
        first: date = given["first"]
        begins: time = given["begins"]
        return Series(first, begins, given["ends"], given["minutes"], given["weeks"])


class SlotForm(OfMentor, SheetForm):
    class Meta:
        model = MentorSlot
        fields = ["mentor", "topic", "challenge", "place", "link", "starts_at", "ends_at"]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account = self.instance.account
        self.initial["account_email"] = account.email if account else ""
        self.offer_challenges(self.edition, by=by)

    def sent(self) -> dict[str, Any]:
        """The account as well, which is written as an address."""
        return {**super().sent(), "account": self.instance.account_id}

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where it ends before it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            raise forms.ValidationError({"ends_at": _("It ends before it starts.")})
        if "account_email" in given:
            self.instance.account = self.account
        return given
