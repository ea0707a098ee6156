"""The site's templates, compiled before anybody asks for a page."""

from pathlib import Path

from django.template import Engine


def compile_templates() -> list[str]:
    """Every page of the site, whole and in parts, by its name; the loader keeps them. A mistake in one is raised here,
    when the site starts, not before the reader who meets it."""
    engine = Engine.get_default()
    folders = [Path(folder) for folder in engine.dirs]
    names = [str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file()]
    for name in names:
        engine.get_template(name)
    return names
