"""How a form's field is drawn."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def input_of(field: BoundField) -> SafeString:
    """The input without a placeholder: the label above says it already, and stays while one types."""
    return field.as_widget(attrs={"placeholder": False})
