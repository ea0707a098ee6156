"""What onlookers found, as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from datasets.risk.figures import Dot, dots
from datasets.risk.wording import between, listed, number, of_all, percent


@dataclass(frozen=True)
class Found:
    """One side of a picture of dots."""

    dots: list[Dot]
    share: str
    interval: str


@dataclass(frozen=True)
class Attack:
    title: str
    before: Found
    after: Found
    note: str


@dataclass(frozen=True)
class Linkage:
    lede: str
    attacks: list[Attack]
    together: str


def linkage(report: Mapping[str, Any]) -> Linkage | None:
    part = report["linkage"]
    if part is None:
        return None
    attacks = [_attack(attack, title=_sharpness(attack["within_hours"])) for attack in part["attacks"]]
    if part["several"]:
        several = gettext("Saw the same one %(times)s times") % {"times": number(part["several"]["rows"])}
        attacks.append(_attack(part["several"], title=several))
    lede = gettext(
        "An onlooker holds a public table of who was where (%(columns)s). "
        "Each dot is a hundredth %(of_all)s; the filled ones are found again."
    )
    words = {"columns": listed(report["promise"]["known"]), "of_all": of_all(report["promise"]["entities"])}
    return Linkage(lede % words, attacks, _together(part["together"]))


def _attack(attack: Mapping[str, Any], *, title: str) -> Attack:
    note = gettext("by chance: %(share)s") % {"share": percent(attack["chance"])}
    return Attack(title, _found(attack["before"]), _found(attack["after"]), note)


def _found(share: Mapping[str, Any]) -> Found:
    is_exact = share["low"] == share["high"]
    interval = "" if is_exact else between(share["low"], share["high"])
    return Found(dots(share["share"]), percent(share["share"]), interval)


def _sharpness(within_hours: float | None) -> str:
    return {
        None: gettext("Knows all these columns"),
        1.0: gettext("Knows the time to one hour"),
        24.0: gettext("Knows the time to one day"),
        72.0: gettext("Knows the time to three days"),
    }[within_hours]


def _together(part: Mapping[str, Any] | None) -> str:
    """Whether rows of one subject are recognised as such without looking outside."""
    if part is None:
        return gettext("Every subject has one row: there is nothing to bring together.")
    joins = part["after"]["joined_by"]
    words = {
        "before": percent(part["before"]["share"]),
        "after": percent(part["after"]["share"]),
        "chance": percent(part["after"]["chance"]),
        "columns": listed(joins),
    }
    if not joins:
        return (
            gettext(
                "No published column joins the rows of one subject: of two rows taken together %(after)s are of the "
                "same one, as by chance (raw rows: %(before)s)."
            )
            % words
        )
    return (
        gettext(
            "Rows of one subject are brought together by %(columns)s: of two rows that agree there, %(after)s are of "
            "the same one (raw rows: %(before)s; by chance: %(chance)s)."
        )
        % words
    )
