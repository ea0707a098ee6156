"""The whole folder: every link leads to a file, and nothing that is not public is in it."""

import hashlib
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from challenges.editions.models import Edition
from smartport.keepsake import making
from smartport.keepsake.making import make_keepsake
from smartport.keepsake.rules import EditionNotShown, MovedMeanwhile
from tests.factories import NOW, make_edition
from tests.factories.publishing import AFTER, make_evening, publish_now
from tests.smartport.keepsake.conftest import SECRETS, all_files

pytestmark = pytest.mark.django_db
HELD = ("0.7531", "0,7531", "For calm", "The Minister")


def silent(step: str, done: int, known: int) -> None:
    pass


@pytest.fixture
def folder(harbour, tmp_path):
    made = make_keepsake(harbour, tmp_path / "out", now=NOW, tell=silent)
    assert made.has_results is False
    return tmp_path / "out"


def test_every_link_leads_to_a_file_and_none_outside(folder):
    broken, outward = [], set()
    for path in folder.rglob("*.html"):
        for element in html.parse(str(path)).getroot().iter():
            for name in ("href", "src"):
                link = element.get(name, "")
                if link.startswith(("https:", "http:")):
                    outward.add((element.tag, link))
                elif link and not link.startswith(("#", "data:image/")):
                    target = (path.parent / unquote(urlsplit(link).path)).resolve()
                    if not target.is_file() or not target.is_relative_to(folder):
                        broken.append((path.name, link))
    assert broken == []
    assert {tag for tag, _ in outward} == {"a"}
    assert ("a", "https://www.anp.org.ma/") in outward


def test_nothing_runs_and_nothing_is_asked(folder):
    pages = {name: content for name, content in all_files(folder).items() if name.endswith(".html")}
    assert len(pages) > 30
    for content in pages.values():
        assert b"<script" not in content
        assert b"<form" not in content
        assert b"onerror=alert" not in content.replace(b"&lt;img src=x onerror=alert", b"")


def test_nothing_that_is_not_public_is_in_it(folder):
    everything = b"\n".join(all_files(folder).values())
    assert [secret for secret in SECRETS if secret.encode() in everything] == []
    assert "Équipage 54" in everything.decode("utf-8", "replace")


def test_paths_fit_every_disk(folder):
    names = list(all_files(folder))
    assert "fr/challenges/con-.html" in names
    assert all(name.isascii() and len(name) < 100 for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_same_content_lies_there_once(folder):
    files = [content for name, content in all_files(folder).items() if name.startswith("files/")]
    assert len(files) == len(set(files))


def test_pages_stand_in_every_language(folder):
    files = all_files(folder)
    assert b'dir="rtl"' in files["ar/challenges/rade/leaderboard-p2.html"]
    assert b'href="../../../ar/challenges/rade/leaderboard-p2.html"' in files["fr/challenges/rade/leaderboard-p2.html"]
    assert b"20 novembre 2026" in files["index.html"]
    assert b"results.json" not in files["LISEZ-MOI.txt"]


def test_results_are_in_it_once_they_are_published(leaderboard, alices_team, alice, dora, tmp_path):
    edition = make_evening(leaderboard, alices_team, captain=alice).edition
    make_keepsake(edition, tmp_path / "before", now=AFTER, tell=silent)
    before = all_files(tmp_path / "before")
    assert "results.json" not in before
    assert [word for word in HELD if word.encode() in b"".join(before.values())] == []
    publication = publish_now(edition, by=dora)
    edition.refresh_from_db()
    assert make_keepsake(edition, tmp_path / "after", now=AFTER, tell=silent).has_results
    after = all_files(tmp_path / "after")
    assert hashlib.sha256(after["results.json"]).hexdigest() == publication.sha256
    assert "Les Alizés" in after["laureates.csv"].decode()
    assert b"results.json" in after["LISEZ-MOI.txt"]
    assert b'href="fr/results.html"' in after["index.html"]
    assert b'href="results.html" aria-current' not in after["fr/index.html"]
    assert b'href="results.html"' in after["fr/index.html"]
    assert any(name.startswith("files/") and name.endswith(".webp") for name in after)


def test_only_the_edition_of_the_site_is_frozen(harbour, tmp_path):
    make_edition("next", opens_at=harbour.opens_at + timedelta(days=1))
    with pytest.raises(EditionNotShown):
        make_keepsake(harbour, tmp_path / "out", now=NOW, tell=silent)
    assert list(tmp_path.glob("out*")) == []


def test_copy_is_of_one_moment(harbour, tmp_path, monkeypatch):
    errata = making.errata_of

    def published_meanwhile(edition):
        Edition.objects.filter(pk=edition.pk).update(results_published_at=NOW)
        return errata(edition)

    monkeypatch.setattr(making, "errata_of", published_meanwhile)
    with pytest.raises(MovedMeanwhile):
        make_keepsake(harbour, tmp_path / "out", now=NOW, tell=silent)
    assert not (tmp_path / "out").exists()
