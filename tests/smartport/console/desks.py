"""Organizers at their browsers, and the forms as they open them."""

from typing import Any

from django.test import Client

from smartport.accounts.models import User


def at_the_desk(person: User) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(person)
    return client


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the page's form would send if nothing were typed."""
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {"seen": client.get(address).context["taken"].seen}
    for field in form.visible_fields():
        widget = field.field.widget
        shown = widget.get_context(field.html_name, field.value(), {})["widget"]
        for one in shown.get("subwidgets", [shown]) if "is_long" in shown else [shown]:
            if one["attrs"].get("checked"):
                sent[one["name"]] = "on"
            elif one["value"] not in (None, "", [], {}):
                sent[one["name"]] = one["value"][0] if isinstance(one["value"], list) else one["value"]
    return sent
