"""The seat that a form gives."""

from challenges.panels.seating import Place
from smartport.console.panel_forms import InviteForm, PlaceForm


def test_place_is_what_was_sent():
    form = PlaceForm({"seat": "reserve", "institution": "INRH", "fields_known": "houle"})
    assert form.is_valid()
    assert form.place == Place("reserve", "INRH", "houle")


def test_address_is_asked_first():
    assert next(iter(InviteForm().fields)) == "email"
