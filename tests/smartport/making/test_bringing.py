"""A zip that somebody brought: every fault is said, nothing leads out of it, and nobody learns another's labels."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from challenges.making.actions import begin, bring
from challenges.making.rules import PackMissing, PackTooLarge
from datasets.models import Release
from smartport.making.bringing import brought
from smartport.making.creating import create
from smartport.packs.publishing import Times
from tests.factories import CLOSES_AT, NOW, OPENS_AT, labelled_release, make_challenge, make_person
from tests.factories.bundles import BUNDLE

pytestmark = pytest.mark.django_db

TEXTS = {f"{name}.{language}.md": "Bonjour\n" for name in ("statement", "rules") for language in ("fr", "ar", "en")}
DESCRIPTION = BUNDLE["challenge.yaml"] + (
    "metric: {fr: Erreur, ar: خطأ, en: Error}\n"
    "phase: {slug: main, title: {fr: Phase, ar: مرحلة, en: Phase}}\n"
    "data: {version: '1', licence: Libre}\n"
)
PACK = {**BUNDLE, **TEXTS, "challenge.yaml": DESCRIPTION, "train.csv": "id,value\nz,1\n"}


def zip_of(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def faults(edition, dora):
    """What is said of these files."""

    def look(files: dict[str, str | bytes] | bytes) -> list[str]:
        content = files if isinstance(files, bytes) else zip_of(files)
        making = begin(edition, way="zip", by=dora, now=NOW)
        bring(making, ContentFile(content, name="pack.zip"), now=NOW)
        with brought(making.content, by=dora) as found:
            return [f"{fault.file} {fault.sentence}" for fault in found.faults]

    return look


def test_pack_is_read(faults):
    assert faults(PACK) == []


@pytest.mark.parametrize("top", ["rade", "Mon défi"])
def test_folder_that_was_zipped_whole_is_read(faults, top):
    wrapped = {f"{top}/{name}": content for name, content in PACK.items()}
    assert faults({**wrapped, f"{top}/.DS_Store": b"\x00", "__MACOSX/x": b"\x00"}) == []


def test_all_faults_of_the_description_are_said_at_once(faults):
    broken = (
        DESCRIPTION.replace("slug: rade", "slug: Rade!").replace("metric:", "metrik:").replace("{slug: main", "{sl: m")
    )
    found = faults({**PACK, "challenge.yaml": broken, "statement.ar.md": b"\xff\xfe"})
    assert len(found) == 4
    assert all("brought-" not in one for one in found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("challenge.yaml", "a: &a [1]\nb: *a\n"),
        ("challenge.yaml", "a: " + "[" * 5000),
        ("challenge.yaml", "x" * 600_000),
        ("challenge.yaml", b"\x00\x01"),
        ("challenge.yaml", ": :\n -"),
        ("recipe.yaml", "a: &a [1]\nb: *a\n"),
        ("statement.fr.md", "x" * 600_000),
        ("reference/truth.csv", b"\xff"),
        ("built/release.json", "[" * 100_000),
        ("challenge.yaml", DESCRIPTION + "baselines: {../../etc: {title: {fr: a, ar: a, en: a}}}\n"),
    ],
    ids=["anchor", "nested", "long", "bytes", "syntax", "recipe", "text", "coding", "release", "baseline"],
)
def test_hostile_files_are_refused(faults, name, content):
    files = {**PACK, name: content}
    if name.startswith("built"):
        files |= {f"built/bundle/{one}": text for one, text in BUNDLE.items()} | {"built/release/a.csv": "a\n"}
    if name == "reference/truth.csv":
        files["challenge.yaml"] = (
            DESCRIPTION.replace("scoring: {command: python score.py, ", "scoring: {")
            .replace("{key: mae, ", "{key: mae, metric: mae, target: value, ")
            .replace("{key: bias, ", "{key: bias, metric: rmse, target: value, ")
            .replace("better: lower, primary", "primary")
            .replace("better: neither, ", "")
        )
        files = {one: text for one, text in files.items() if not one.startswith("scorer")}
    assert faults(files) != []


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"hello", zip_of({"../a": "x"}), zip_of({"a": "x"}), zip_of({})],
    ids=["beginning", "text", "leaves", "no pack", "empty"],
)
def test_what_is_no_pack_is_refused(faults, content):
    assert len(faults(content)) == 1


def test_bomb_is_refused(faults):
    assert faults({**PACK, "input/big.csv": b"0" * (513 << 20)}) != []


def test_size_is_asked_first(edition, dora, monkeypatch):
    making = begin(edition, way="zip", by=dora, now=NOW)
    with pytest.raises(PackMissing):
        bring(making, ContentFile(b""), now=NOW)
    monkeypatch.setattr("challenges.making.rules.LARGEST_PACK", 3)
    with pytest.raises(PackTooLarge):
        bring(making, ContentFile(b"four"), now=NOW)


def test_nobody_gets_anothers_labels_by_bringing_the_public_files(edition, tmp_path):
    """Whoever has the files of a release, as every team has, is given no bundle of its labels."""
    release = labelled_release(tmp_path / "labelled")
    otto, mallory = make_person("otto", is_staff=True), make_person("mallory", is_staff=True)
    make_challenge(edition, slug="quais", release=release).organizers.add(otto)
    folder = tmp_path / "labelled"
    files = {
        f"built/release/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files |= {f"built/bundle/{name}": text for name, text in BUNDLE.items()} | TEXTS
    named = '{"slug": "attente", "version": "1", "title": {"fr": "A"}, "licence": "L"}'
    files |= {"challenge.yaml": DESCRIPTION, "built/release.json": named}
    with release.labels.open("rb") as labels:
        known = {"built/hidden/labels.csv": labels.read(), "built/hidden/salt": (b"s" * 32).hex()}
    for extra, is_refused in (
        ({}, True),
        ({"built/hidden/labels.csv": "id\n", "built/hidden/salt": "00"}, True),
        (known, False),
    ):
        making = begin(edition, way="zip", by=mallory, now=NOW)
        bring(making, ContentFile(zip_of({**files, **extra})), now=NOW)
        with brought(making.content, by=mallory) as found:
            assert bool(found.faults) == is_refused


def test_published_data_do_not_change(faults, edition, dora):
    making = begin(edition, way="zip", by=dora, now=NOW)
    bring(making, ContentFile(zip_of(PACK)), now=NOW)
    with brought(making.content, by=dora) as found:
        assert found.is_new_data
        create(making, found.ready, slug="rade", times=Times(OPENS_AT, CLOSES_AT), by=dora, now=NOW)
    assert Release.objects.count() == 1
    assert faults(PACK) == []
    assert "version" in faults({**PACK, "train.csv": "id,value\nz,2\n"})[0]


def test_pack_with_a_recipe_comes_without_data(edition, dora):
    making = begin(edition, way="zip", by=dora, now=NOW)
    files = {name: text for name, text in PACK.items() if not name.startswith(("reference", "input"))}
    bring(making, ContentFile(zip_of({**files, "recipe.yaml": "name: x\n"})), now=NOW)
    with brought(making.content, by=dora) as found:
        assert (found.faults, found.has_recipe, found.ready.bundle) == ((), True, None)
