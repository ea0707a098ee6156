"""A new challenge of an edition: the ways to make one, and those that were begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.errors import Refusal
from challenges.making.actions import begin
from challenges.making.models import Way
from challenges.making.queries import makings_of
from challenges.making.rules import ChoiceMissing
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.console.access import edition_or_404, for_managers_of_editions
from smartport.console.making import WAYS, first_open
from smartport.making.house import templates


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_editions
def new_challenge(request: HttpRequest, edition: str) -> HttpResponse:
    """Choose a way; the first step of it follows."""
    found, said, status = edition_or_404(edition), None, 200
    if request.method == "POST":
        try:
            way = request.POST.get("way", "")
            if way not in Way.values:
                raise ChoiceMissing
            made = begin(found, way=way, by=reader(request), now=clock.now())
            return redirect("console-making", made.pk, WAYS[way][0])
        except Refusal as refusal:
            said, status = say(refusal, zone=found.timezone), refusal.status
    begun = [{"making": one, "step": first_open(one)} for one in makings_of(reader(request))]
    context = {"edition": found, "begun": begun, "said": said, "templates": templates()[:3]}
    return render(request, "console/new_challenge.html", context, status=status)
