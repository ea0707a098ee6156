"""The machines that evaluate: how each is, what it runs, and taking one out of work, back, or off the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.evaluations import machines as deeds
from challenges.evaluations.models import Evaluation, Machine, State
from challenges.evaluations.queries import live_machines
from challenges.operations.queries import AtWork, at_work, unbegun
from challenges.pages.visit import isolated, reader
from challenges.wording import say
from datasets.vault.rules import ZONE
from smartport.console.access import for_operators

Sentences = Callable[[Machine], Sequence[str]]


@dataclass(frozen=True)
class Deed:
    """Something an operator does to a machine, and how it is asked for."""

    act: Callable[..., None]
    question: Any
    button: Any
    consequences: Sentences
    undo: Any
    is_final: bool = False


@require_safe
@for_operators
def machines(request: HttpRequest) -> HttpResponse:
    """All of them, as they spoke last."""
    now = clock.now()
    found = at_work(now=now)
    waiting, late = unbegun(now=now)
    live = [each for each in found if each.state in {"working", "draining"} and each.machine.slots]
    told = {
        "machines": found,
        "waiting": waiting,
        "late": late,
        "slots": sum(each.machine.slots for each in live if each.machine.drain_asked_at is None),
        "runs": sum(len(each.runs) for each in found),
        "images": len({each.machine.about.get("image_id") for each in found if _tells_its_image(each)}),
        "now": now,
    }
    return render(request, "console/machines.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def machine_deed(request: HttpRequest, machine_id: int, deed: str) -> HttpResponse:
    """Asks, then does it; for a machine that somebody has forgotten meanwhile there is no such page."""
    asked = DEEDS.get(deed)
    machine = Machine.objects.filter(pk=machine_id).first()
    if asked is None or machine is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            asked.act(machine.name, by=reader(request), now=clock.now())
        except Machine.DoesNotExist:
            return redirect("console-machines")
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("console-machines")
    told = {
        "question": asked.question % {"machine": isolated(machine.name)},
        "consequences": asked.consequences(machine),
        "undo": asked.undo,
        "deed": asked.button,
        "is_final": asked.is_final,
        "back": reverse("console-machines"),
        "above": gettext("Machines"),
        "said": say(refusal, zone=ZONE) if refusal else None,
    }
    return render(request, "console/confirm.html", told, status=refusal.status if refusal else 200)


def _tells_its_image(each: AtWork) -> bool:
    return not each.is_silent and bool(each.machine.about.get("image_id"))


def _running(machine: Machine) -> int:
    return Evaluation.objects.filter(state=State.SENT, machine=machine.name, started_at__isnull=False).count()


def _of_draining(machine: Machine) -> list[str]:
    count = _running(machine)
    finishes = ngettext(
        "It finishes %(count)s evaluation that it has begun.",
        "It finishes %(count)s evaluations that it has begun.",
        count,
    )
    return [
        gettext("It is given nothing new, also after its worker or the machine is started again."),
        finishes % {"count": count} if count else gettext("No evaluation runs on it."),
        gettext("What waits is evaluated by the other machines. No team loses anything.")
        if live_machines(now=clock.now()).exclude(pk=machine.pk).exists()
        else gettext("No other machine takes work: what waits goes on waiting. No team loses anything."),
    ]


def _of_taking_back(machine: Machine) -> list[str]:
    return [gettext("It is given work again within seconds, if its engine is well.")]


def _of_forgetting(machine: Machine) -> list[str]:
    return [
        gettext("It disappears from this list. What it evaluated stays as it is, with its name."),
        gettext("Should its worker start again, it is back on the list and is given work."),
    ]


DEEDS = {
    "drain": Deed(
        deeds.drain,
        gettext_lazy("Take %(machine)s out of work?"),
        gettext_lazy("Take it out of work"),
        _of_draining,
        gettext_lazy("You can take it back at any time."),
    ),
    "take-back": Deed(
        deeds.take_back,
        gettext_lazy("Let %(machine)s work again?"),
        gettext_lazy("Let it work again"),
        _of_taking_back,
        gettext_lazy("You can take it out of work again at any time."),
    ),
    "forget": Deed(
        deeds.forget,
        gettext_lazy("Forget %(machine)s?"),
        gettext_lazy("Forget it"),
        _of_forgetting,
        gettext_lazy("This cannot be undone, and needs not be: a machine that speaks is listed by itself."),
        is_final=True,
    ),
}
