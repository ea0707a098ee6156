"""Files as customs have them when the declaration is lodged: the papers of a bill side by side, and what came of it."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .checking import checked
from .exchanges import exchanges
from .likeness import likenesses
from .named_boxes import compared
from .officers import NONE
from .written import Written, told_masses, write

Floats = npt.NDArray[np.float64]

FIRM_DIGITS = 9
LARGEST_VEIL = 1.6
DIGITS_OF_VALUE = 2
RESTRICTED = ["bill", "call", "declaration", "declarant", "consignee", "channel", "declared_at", "blocked_at"]


def dossiers(port: Port, boxes: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per declared bill of these `boxes`, in order of time; the same for the same boxes and seed.

    RESTRICTED columns name somebody, or tell what was known later. The others are what the papers say, but that of
    names and numbers only the likeness is told, and that all weights and packages of a file are multiplied by one
    number from 1 to LARGEST_VEIL: whoever knows one of them does not find the file, and what is equal stays equal.
    `blocked` is 1 where an officer blocked the file, `field` says for what.
    """
    written = write(port, boxes, seed=seed)
    declared = written.declarations
    place = declared["place"].to_numpy()
    found = checked(port, written, seed=seed)
    veil = LARGEST_VEIL ** stream(seed, port.locode, "veil").random(len(declared))
    table = pd.DataFrame(
        {
            **{name: declared[name] for name in RESTRICTED if name in declared},
            "call": written.bills["call"].to_numpy()[place],
            **_subject(written, declared, place),
            **_goods(written, declared, place),
            **_packages(written, declared, place, veil),
            **_weights(written, declared, place, veil),
            "partner_port_kg": np.round(_of_partner(port, written, declared, seed=seed) * veil),
            **_firms(written, declared, place),
            **compared(written.full["container"], written.bill_of, written.declared_boxes, places=place),
            "blocked_at": found["blocked_at"],
            "blocked": (found["blocked_field"] != NONE).astype(int),
            "field": found["blocked_field"],
        }
    )
    table["declared_at"] = table["declared_at"].astype("datetime64[us]")
    return table.sort_values(["declared_at", "bill"], ignore_index=True)


def _subject(written: Written, declared: pd.DataFrame, place: npt.NDArray[np.int64]) -> dict[str, Any]:
    return {
        "regime": declared["regime"],
        "hs6": declared["hs"].str[:6],
        "country": declared["country"],
        "partner_country": written.manifests["partner_country"].to_numpy()[place],
        "has_preference": declared["has_preference"].astype(int),
        "boxes": written.bills["boxes"].to_numpy()[place],
    }


def _goods(written: Written, declared: pd.DataFrame, place: npt.NDArray[np.int64]) -> dict[str, Any]:
    certificate = written.certificates.set_index("place").reindex(place).reset_index(drop=True)
    days = (declared["declared_at"] - certificate["issued_at"]).to_numpy() / np.timedelta64(1, "D")
    return {
        "manifest_goods": written.manifests["goods"].to_numpy()[place],
        "declared_goods": declared["goods"],
        "certificate": certificate["kind"].fillna("none"),
        "certificate_goods": certificate["goods"],
        "certificate_days": np.floor(days),
    }


def _packages(written: Written, declared: pd.DataFrame, place: npt.NDArray[np.int64], veil: Floats) -> dict[str, Any]:
    """Rounded halves up: as the veil is not below 1, numbers that differ still do."""
    carried = written.manifests["packages"].to_numpy()[place]
    return {
        "manifest_packages": np.floor(carried * veil + 0.5).astype(np.int64),
        "manifest_package_kind": written.manifests["package_kind"].to_numpy()[place],
        "declared_packages": np.floor(declared["packages"].to_numpy() * veil + 0.5).astype(np.int64),
        "declared_package_kind": declared["package_kind"],
    }


def _weights(written: Written, declared: pd.DataFrame, place: npt.NDArray[np.int64], veil: Floats) -> dict[str, Any]:
    """In the unit that stands beside them; tare and weighings in kilograms."""
    manifest = written.manifests.iloc[place].reset_index(drop=True)
    told = told_masses(written).iloc[place].reset_index(drop=True)
    certificate = written.certificates.set_index("place").reindex(place).reset_index(drop=True)
    a_kilogram = declared["value_mad"] / (declared["net"] * np.where(declared["gross_unit"] == "TNE", 1000, 1))
    return {
        "manifest_gross": _veiled(manifest["gross"], manifest["gross_unit"], veil),
        "manifest_unit": manifest["gross_unit"],
        "declared_gross": _veiled(declared["gross"], declared["gross_unit"], veil),
        "declared_net": _veiled(declared["net"], declared["gross_unit"], veil),
        "declared_unit": declared["gross_unit"],
        "tare_kg": np.round(written.bills["tare_kg"].to_numpy()[place] * veil),
        "weighed_kg": np.round(told["gross_kg"].to_numpy() * veil),
        "weighing": told["method"].fillna("none"),
        "certificate_quantity": _veiled(certificate["quantity"], certificate["unit"], veil),
        "certificate_unit": certificate["unit"],
        "value_a_kg": _rough(a_kilogram.to_numpy()),
    }


def _veiled(weights: pd.Series, units: pd.Series, veil: Floats) -> Floats:
    """To the kilogram."""
    return np.where(units == "TNE", np.round(weights * veil, 3), np.round(weights * veil))


def _rough(values: Floats) -> Floats:
    scale = 10.0 ** (np.floor(np.log10(np.maximum(values, 1e-9))) - DIGITS_OF_VALUE + 1)
    return np.asarray(np.round(np.round(values / scale) * scale, 2))


def _of_partner(port: Port, written: Written, declared: pd.DataFrame, *, seed: int) -> Floats:
    """What the partner port's first notice says, where it is here before the declaration."""
    notices = exchanges(port, written.bills, seed=seed)
    first = notices[(notices["kind"] == "pre_manifest") & notices["received_at"].notna()].set_index("bill")
    of_file = first.reindex(declared["bill"])
    is_here = (of_file["received_at"].to_numpy() <= declared["declared_at"].to_numpy()) & of_file["gross_kg"].notna()
    return np.where(is_here, of_file["gross_kg"].to_numpy(dtype=np.float64), np.nan)


def _firms(written: Written, declared: pd.DataFrame, place: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Numbers are the same when their first nine digits are: those of the firm."""
    manifest = written.manifests.iloc[place].reset_index(drop=True)
    is_order = manifest["consignee"].str.contains("ORDRE|ORDER", regex=True).to_numpy()
    own = declared["consignee"].to_numpy(dtype=object)
    written_firm = manifest["consignee"].where(~is_order, None).to_numpy(dtype=object)
    same = manifest["consignee_ice"].str[:FIRM_DIGITS] == declared["consignee_ice"].str[:FIRM_DIGITS]
    return {
        "consignee_likeness": np.round(likenesses(written_firm, own), 2),
        "notify_likeness": np.round(likenesses(manifest["notify"].to_numpy(dtype=object), own), 2),
        "is_to_order": is_order.astype(int),
        "consignee_same_ice": same.astype(float).where(manifest["consignee_ice"].notna()),
    }
