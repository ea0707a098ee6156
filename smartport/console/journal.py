"""The journal: what everybody with power did, line by line; and the walk over its chain."""

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.chronicle.queries import Wanted, line_seen_by, page_of, people_who_act
from challenges.chronicle.wording import ACTORS, DEEDS, part_said
from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import current_edition, organized_by
from challenges.journal.checking import ask_check
from challenges.journal.models import JournalEntry
from challenges.journal.queries import checks, line_of
from challenges.journal.rules import FINDINGS, is_true
from challenges.pages.visit import reader
from smartport.console.access import for_organizers
from smartport.console.lines import deeds_said, shown

HOME_ZONE = "Africa/Casablanca"
A_LIST = 10  # of checks
PATIENCE = 3  # seconds between two looks at a check that goes on
LARGEST = 2**62


class Filters(forms.Form):
    """What a reader looks for; everything may be left out."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=120, required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who did it"), required=False)
    deed = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    edition = forms.ModelChoiceField(Edition.objects.none(), label=gettext_lazy("Edition"), required=False)
    challenge = forms.ModelChoiceField(Challenge.objects.none(), label=gettext_lazy("Challenge"), required=False)
    phase = forms.ModelChoiceField(Phase.objects.none(), label=gettext_lazy("Phase"), required=False)
    first = forms.DateField(label=gettext_lazy("First day"), required=False)
    last = forms.DateField(label=gettext_lazy("Last day"), required=False)
    team = forms.UUIDField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        own = organized_by(reader(request)).select_related("edition").order_by("-edition__opens_at", "order", "slug")
        anybody = ("", gettext("anybody"))
        people = [(f"user:{person.pk}", str(person)) for person in people_who_act()]
        parts = [(actor, part_said(actor)) for actor in ACTORS]
        self._fields["who"].choices = [anybody, *people, *parts]
        self._fields["deed"].choices = [("", gettext("anything")), *deeds_said(DEEDS)]
        self._fields["edition"].queryset = Edition.objects.order_by("-opens_at")
        self._fields["challenge"].queryset = own
        phases = Phase.objects.filter(challenge__in=own.values("pk")).select_related("challenge__edition")
        self._fields["phase"].queryset = phases.order_by("-challenge__edition__opens_at", "challenge__slug", "opens_at")

    @property
    def _fields(self) -> dict[str, Any]:
        return self.fields


@require_safe
@for_organizers
def journal(request: HttpRequest) -> HttpResponse:
    """Newest first. An organizer of one challenge sees nothing of another's hidden side."""
    filters, edition = Filters(request), home_edition()
    if not filters.is_valid():
        return render(request, "console/journal.html", {"filters": filters, "edition": edition}, status=400)
    given = filters.cleaned_data
    names = ("edition", "challenge", "phase", "team", "submission")
    about = tuple((name, getattr(given[name], "pk", given[name])) for name in names if given[name])
    wanted = Wanted(
        zone=edition.timezone,
        actor=given["who"],
        deed=given["deed"],
        about=about,
        first=given["first"],
        last=given["last"],
        words=given["q"],
    )
    page = page_of(wanted, user=reader(request), before=given["before"], after=given["after"])
    is_narrowed = any(given[name] for name in given if name not in {"before", "after"})
    context = {"filters": filters, "edition": edition, "page": page, "is_narrowed": is_narrowed}
    return render(request, "console/journal.html", {**context, "lines": shown(page.lines, zone=edition.timezone)})


@require_safe
@for_organizers
def line(request: HttpRequest, number: int) -> HttpResponse:
    """One line, whole: with its hash, that of the line before, and what the hash covers."""
    entry = line_seen_by(reader(request), number) if number <= LARGEST else None
    if entry is None:
        raise Http404
    edition = home_edition()
    (told,) = shown([entry], zone=edition.timezone)
    covered = {**asdict(line_of(entry)), "at": entry.at.isoformat()}
    context = {
        "edition": edition,
        "line": told,
        "covered": json.dumps(covered, ensure_ascii=False, indent=1),
        "is_true": is_true(line_of(entry), entry.hash),
        "follows": _follows(entry),
    }
    return render(request, "console/journal_line.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def journal_checks(request: HttpRequest) -> HttpResponse:
    """The last walks over the chain, how far one is that goes on, and the button for another."""
    if request.method == "POST":
        ask_check(by=reader(request), now=clock.now())
        return redirect("console-journal-checks")
    found = list(checks()[:A_LIST])
    latest = found[0] if found else None
    context = {
        "edition": home_edition(),
        "latest": latest,
        "earlier": found[1:],
        "findings": [_finding_said(one) for one in latest.findings] if latest else [],
        "patience": PATIENCE if latest and latest.finished_at is None else None,
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "console/_journal_check.html" if is_part else "console/journal_checks.html", context)


def _finding_said(finding: dict[str, Any]) -> str:
    return gettext(FINDINGS[finding["kind"]]) % {"number": finding["number"], "other": finding["other"]}


def _follows(entry: JournalEntry) -> bool:
    """Whether the line before has the hash that this one names; the first follows on nothing."""
    before = JournalEntry.objects.filter(number=entry.number - 1).values_list("hash", flat=True).first()
    return entry.number == 0 or before == entry.previous_hash


def home_edition() -> Edition:
    """Whose clock is shown; without an edition that of the ports."""
    return current_edition() or Edition(zone=HOME_ZONE)
