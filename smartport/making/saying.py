"""What the site says of a challenge otherwise than its pack, as challenge.yaml and the texts would have it."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from challenges.editions.models import Challenge, Phase
from smartport.packs.pack import LANGUAGES, Pack

SHORT = ("title", "summary", "metric")
LIMITS = ("daily_limit", "total_limit", "gap_minutes")


def described_now(challenge: Challenge, phase: Phase | None, pack: Pack) -> dict[str, Any]:
    """The sections of challenge.yaml that are not what the site has; None for one that is to go."""
    changed: dict[str, Any] = {}
    if challenge.slug != pack.slug:
        changed["slug"] = challenge.slug
    for name in SHORT:
        if (said := _full(getattr(challenge, name))) != pack.texts[name]:
            changed[name] = said
    if (theme := _full(challenge.theme) if challenge.theme else {}) != pack.setting.theme:
        changed["theme"] = theme or dict.fromkeys(LANGUAGES, "")
    return {**changed, **_setting(challenge, pack), **(_phase(phase, pack) if phase else {})}


def raw_page(text: str, *, folder: Path) -> str:
    """The text as its file has it: drawings that lie beside it are named, not carried inside."""
    for path in sorted(folder.glob("*.svg")):
        inside = base64.b64encode(path.read_bytes()).decode()
        text = text.replace(f"](data:image/svg+xml;base64,{inside})", f"]({path.name})")
    return text


def _setting(challenge: Challenge, pack: Pack) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    prizes = [{name: _full(prize.get(name) or {}) for name in ("title", "about")} for prize in challenge.prizes]
    if prizes != [prize.as_dict() for prize in pack.setting.prizes]:
        changed["prizes"] = prizes
    scale = (challenge.naive_anchor, challenge.target_anchor)
    told = pack.setting.scale
    if scale != ((told.naive, told.target) if told else (None, None)):
        changed["scale"] = None if None in scale else {"naive": scale[0], "target": scale[1]}
    if challenge.order != pack.setting.order:
        changed["order"] = challenge.order
    names = list(challenge.partners.values_list("short_name", flat=True))
    known = set(challenge.edition.partners.values_list("short_name", flat=True))
    if set(names) != set(pack.setting.partners) & known:
        changed["partners"] = names
    return changed


def _phase(phase: Phase, pack: Pack) -> dict[str, Any]:
    """The whole section, where any line of it is another."""
    limits = {name: getattr(phase, name) for name in LIMITS}
    usual = {name: pack.phase.get(name, getattr(Phase(), name)) for name in LIMITS}
    same = (phase.slug, _full(phase.title), phase.log_policy) == (
        pack.phase["slug"],
        pack.phase["title"],
        pack.phase["log_policy"],
    )
    if same and limits == usual:
        return {}
    return {"phase": {"slug": phase.slug, "title": _full(phase.title), **limits, "logs": phase.log_policy}}


def _full(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: str(texts.get(language, "")).strip() for language in LANGUAGES}
