"""What organizers and spectators do about awards and the ceremony, by links and buttons."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from challenges.ceremony.models import Show
from tests.journeys.browser import organizing as desk
from tests.journeys.browser.test_pages import look_at

NEXT = ("PageDown", "f", " ", "ArrowRight")
SOON = 20_000  # ms in which a page that lost its stream has found another way


@dataclass
class Watched:
    """The control, the hall, a phone in French and one in Arabic, all open while the show goes on."""

    control: Page
    hall: Page
    phone: Page
    other_phone: Page

    @property
    def followers(self) -> tuple[Page, ...]:
        return self.hall, self.phone, self.other_phone

    @property
    def by_place(self) -> dict[str, Page]:
        """As a recording names them."""
        return {"hall": self.hall, "control": self.control, "phone": self.phone, "telephone": self.other_phone}

    def at(self, version: int) -> None:
        """All of them stand there."""
        wait_for_control(self.control, version=version)
        for page in self.followers:
            expect(page.locator(f'[data-scene][data-version="{version}"]')).to_be_attached(timeout=SOON)

    def press(self, key: str) -> Show:
        """A key of the clicker; then all are where the show is."""
        after = Show.objects.get(ended_at=None).version + 1
        press_key(self.control, key, version=after)
        self.at(after)
        return Show.objects.get(ended_at=None)


def press_key(page: Page, key: str, *, version: int) -> None:
    """Held until the control says that the show has moved: at once, or after the second that a winner asks for."""
    page.keyboard.down(key)
    wait_for_control(page, version=version)
    page.keyboard.up(key)


def wait_for_control(page: Page, *, version: int) -> None:
    """The show is there, and the page takes keys."""
    expect(page.locator(f'[data-show][data-version="{version}"]')).to_be_visible(timeout=SOON)
    page.wait_for_load_state()


def look(page: Page, *, language: str = "ar") -> None:
    """The page where one is, in another language: readable by all; then in French again."""
    address = page.url.partition("#")[0]
    for code in (language, "fr"):
        page.context.add_cookies([{"name": "language", "value": code, "domain": "localhost", "path": "/"}])
        found = look_at(page, address, language=code)
        assert found == [], found


def fill_field(page: Page, name: str, texts: desk.Said) -> None:
    """A text in each language, in the form of the page."""
    for language, text in texts.items():
        page.locator(f"#field-{name} [lang={language}]").first.fill(text)


def add_award(page: Page, *, panel: str, title: desk.Said, prize: desk.Said, told: int, handed_by: str) -> None:
    """From the list of awards, to be taken from what this panel has locked."""
    desk.follow(page, "New award")
    page.select_option("[name=kind]", "main")
    fill_field(page, "title", title)
    fill_field(page, "prize", prize)
    page.fill("[name=told]", str(told))
    page.locator("[name=panel]").select_option(index=1)
    expect(page.locator("[name=panel] option:checked")).to_contain_text(panel)
    page.fill("[name=handed_by]", handed_by)
    desk.press(page, "Add the award")
    expect(page.locator("h1")).to_have_text(title["fr"])


def take_laureates(page: Page) -> list[str]:
    """As the source names them, the first place first."""
    desk.follow(page, "Take the laureates")
    desk.press(page, "Take these laureates")
    table = page.locator("section[aria-labelledby=laureates]")
    expect(table.get_by_role("link", name=desk.in_words(page, "Write what is said")).first).to_be_visible()
    return table.locator("tbody th > bdi").all_inner_texts()


def write_citation(page: Page, *, place: int, citation: desk.Said, pronunciation: str) -> None:
    """On the page of a laureate, from that of the award."""
    page.locator("section[aria-labelledby=laureates] tbody tr").nth(place - 1).get_by_role("link").click()
    fill_field(page, "citation", citation)
    page.fill("[name=pronunciation]", pronunciation)
    desk.press(page, "Save what is said")
    expect(page.locator("section[aria-labelledby=laureates]")).to_contain_text(pronunciation)


def choose_laureate(page: Page, team: str, *, deciders: str, reason: str) -> None:
    """Of an award that people give, from its page."""
    desk.follow(page, "Record a choice")
    page.fill("[name=q]", team)
    expect(page.locator(".award-offered li")).to_have_count(1)
    page.locator(".award-offered li", has_text=team).get_by_role("button").click()
    expect(page.locator(".award-picks")).to_contain_text(team)
    page.fill("[name=deciders]", deciders)
    page.fill("[name=reason]", reason)
    desk.press(page, "Record the choice")
    expect(page.locator("section[aria-labelledby=laureates]")).to_contain_text(team)


def set_evening(page: Page, *, begins_at: str, place: desk.Said) -> None:
    """Hour and place, from the page of the ceremony."""
    desk.follow(page, "Change")
    page.fill("[name=begins_at]", begins_at)
    fill_field(page, "place", place)
    desk.press(page, "Save the evening")
    expect(page.locator("#evening")).to_be_visible()


def add_words(page: Page, *, title: desk.Said, speaker: str, notes: str) -> None:
    """Somebody speaks; from the page of the ceremony and back to it."""
    desk.follow(page, "Add words")
    fill_field(page, "title", title)
    page.fill("[name=speaker]", speaker)
    page.fill("[name=notes]", notes)
    page.locator("main form.sheet-form button.button").first.click()
    expect(page.locator(".ceremony-order")).to_contain_text(title["fr"])


def address_of_screen(page: Page, name: str) -> str:
    """A new one, from the page of the ceremony and back to it."""
    page.locator("section[aria-labelledby=evening] a[href$='/screens/']").click()
    page.fill("[name=name]", name)
    desk.press(page, "Make an address")
    address = page.input_value("#screen-address")
    desk.follow(page, "Back")
    return address


def read_script(page: Page) -> str:
    """From the page of the ceremony; the fingerprint of what stands there."""
    desk.follow(page, "Read the script")
    return page.locator(".ceremony-digest").inner_text()
