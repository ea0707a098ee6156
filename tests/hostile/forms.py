"""The forms of a page, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CONTROLS = frozenset({"input", "select", "textarea", "button"})


@dataclass
class Form:
    """Where it goes, by which method, and what it would send as it stands; of a file the field's name only."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [*self.values, *self.files]


def forms_in(html: str) -> list[Form]:
    """Those with the method POST or GET, in their order; controls outside of a form belong to the one they name."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.named: dict[str, Form] = {}
        self.select = ""
        self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self.form)
            self.named[told.get("id", "")] = self.form
        elif tag in CONTROLS and told.get("name"):
            self._control(tag, told)
        elif tag == "option" and self.select:
            self._option(told)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in {"select", "textarea"}:
            self.select = self.textarea = ""

    def handle_data(self, data: str) -> None:
        form = self.form
        if self.textarea and form:
            form.values[self.textarea] = ["".join(form.values.get(self.textarea, [])) + data.removeprefix("\n")]

    def _control(self, tag: str, told: dict[str, str]) -> None:
        form = self.named.get(told["form"]) if "form" in told else self.form
        if form is None or told["name"] == "csrfmiddlewaretoken":
            return
        name, kind = told["name"], told.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif tag == "select":
            self.select = name
            form.values.setdefault(name, [])
        elif tag == "textarea":
            self.textarea = name
            form.values[name] = [""]
        elif kind in {"checkbox", "radio"} and "checked" not in told:
            form.values.setdefault(name, [])
        else:
            form.values.setdefault(name, []).append(told.get("value", ""))

    def _option(self, told: dict[str, str]) -> None:
        found = self.form.values.setdefault(self.select, []) if self.form else []
        if "selected" in told or not found:
            found[:] = [told.get("value", "")]
