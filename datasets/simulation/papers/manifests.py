"""The carrier's manifest: a line per bill of lading, as its agents write it."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .countries import NAMES
from .firms import FORWARDER, TO_ORDER, as_written, forwarders, ice
from .products import products
from .spelling import by_carrier, weights, words_of_packages
from .times import Times, some_hours

Objects = npt.NDArray[np.object_]

IMPORT_NAMES, EXPORT_NAMES = (0.12, 0.55, 0.33), (0.3, 0.32, 0.38)  # ours: declarant's, English, of the trade
IN_TONNES, WITH_TARE = 0.08, 0.06  # ours
OUTER, BY_BOX = 0.2, 0.05  # ours: packages counted as pallets, or as boxes
A_PALLET = (20, 64)
ON_PALLETS = ("BG", "CT", "DR", "PK", "RO")
ICE_KNOWN, OTHER_BRANCH = 0.45, 0.04  # ours
ORDERED, FORWARDED = 0.09, 0.08  # ours: to the order of a bank, or to a forwarder who passes the goods on
NOTIFIED, NOTIFIED_BESIDE = 0.75, 0.4  # ours: of those, and of the others
PALLET_KG = 24.0
BEFORE_SHIP = (30.0, 96.0)  # ours: hours from the manifest to the first box
BEFORE_DECLARATION = (1.0, 24.0)


def manifests(port: Port, bills: pd.DataFrame, wrong: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """A row per bill: bill, line, call, direction, partner_country, consignee (of exports: shipper), consignee_ice
    (seldom told), notify, goods, packages, package_kind, gross, gross_unit (KGM or TNE), boxes, received_at."""
    rng = stream(seed, port.locode, "manifests")
    return pd.DataFrame(
        {
            "bill": bills["bill"],
            "line": 1,
            "call": bills["call"],
            "direction": bills["direction"],
            "partner_country": _countries(bills["partner_country"].to_numpy(dtype=object), rng=rng),
            **_firms(bills, wrong, rng=rng),
            "goods": _goods(bills, wrong, rng=rng),
            **_counted(bills, wrong, rng=rng),
            "boxes": bills["boxes"],
            "received_at": _received(bills, rng=rng),
        }
    )


def _countries(codes: Objects, *, rng: np.random.Generator) -> Objects:
    """A third as a code, the others by one of their names."""
    is_code, draws = rng.random(len(codes)) < 0.35, rng.random(len(codes)) ** 1.5
    written = [
        code if plain else NAMES[code][int(draw * len(NAMES[code]))]
        for code, plain, draw in zip(codes.tolist(), is_code.tolist(), draws.tolist(), strict=True)
    ]
    return np.array(written, dtype=object)


def _firms(bills: pd.DataFrame, wrong: pd.DataFrame, *, rng: np.random.Generator) -> dict[str, Any]:
    """Where a bank or a forwarder is the consignee, the firm is mostly the one to notify."""
    number = len(bills)
    firm = wrong["firm_manifest"].to_numpy(dtype=object)
    written = as_written(firm, rng=rng)
    is_import = bills["direction"].to_numpy(dtype=object) != "export"
    draws = rng.random(number)
    to_order = (draws < ORDERED) & is_import
    forwarded = (draws > 1 - FORWARDED) & is_import
    branch = np.where(rng.random(number) < OTHER_BRANCH, 2, 1).tolist()
    is_known = (rng.random(number) < ICE_KNOWN) & ~to_order & ~forwarded
    numbers = np.array([ice(*of) for of in zip(firm.tolist(), branch, strict=True)], dtype=object)
    bank = np.array(TO_ORDER, dtype=object)[rng.integers(0, len(TO_ORDER), number)]
    share = np.where(to_order | forwarded, NOTIFIED, NOTIFIED_BESIDE)
    return {
        "consignee": np.where(to_order, bank, np.where(forwarded, forwarders(number, rng=rng), written)),
        "consignee_ice": _unless(~is_known, numbers),
        "notify": _unless(rng.random(number) >= share, as_written(firm, rng=rng)),
    }


def names_firm(manifest: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether a line says whose the goods are."""
    stands_for_it = manifest["consignee"].str.contains(f"ORDER|ORDRE|{FORWARDER}", regex=True)
    return np.asarray(~stands_for_it | manifest["notify"].notna())


def _unless(is_untold: npt.NDArray[np.bool_], words: Objects) -> Objects:
    told = words.copy()
    told[is_untold] = None
    return told


def _goods(bills: pd.DataFrame, wrong: pd.DataFrame, *, rng: np.random.Generator) -> Objects:
    """Moroccan shippers write French more often."""
    names = [products()[place].names for place in wrong["product_manifest"].tolist()]
    imported, exported = (by_carrier(names, shares=shares, rng=rng) for shares in (IMPORT_NAMES, EXPORT_NAMES))
    return np.where(bills["direction"].to_numpy(dtype=object) == "export", exported, imported)


def _counted(bills: pd.DataFrame, wrong: pd.DataFrame, *, rng: np.random.Generator) -> dict[str, Any]:
    """Who counts pallets weighs them as well."""
    number, kinds = wrong["packages_manifest"].to_numpy(), _kinds(wrong["product_manifest"].to_numpy())
    draws, a_pallet = rng.random(len(bills)), rng.integers(*A_PALLET, len(bills))
    on_pallets = (draws < OUTER) & np.isin(kinds, ON_PALLETS) & (number > A_PALLET[1])
    by_box = draws > 1 - BY_BOX
    written = words_of_packages(np.where(on_pallets, "PX", kinds).tolist(), rng=rng)
    counted = np.where(on_pallets, -(-number // a_pallet), number)
    return {
        "packages": np.where(by_box, bills["boxes"], counted),
        "package_kind": np.where(by_box, "CONTAINER", written),
        **_gross(bills, wrong, pallets=np.where(on_pallets & ~by_box, counted, 0), rng=rng),
    }


def _kinds(places: npt.NDArray[np.int64]) -> Objects:
    return np.array([product.package for product in products()], dtype=object)[places]


def _gross(
    bills: pd.DataFrame, wrong: pd.DataFrame, *, pallets: npt.NDArray[np.int64], rng: np.random.Generator
) -> dict[str, Any]:
    told = (bills["gross_kg"] * wrong["gross_manifest"]).to_numpy() + PALLET_KG * pallets
    told = told + np.where(rng.random(len(bills)) < WITH_TARE, bills["tare_kg"], 0)
    gross, unit = weights(told, in_tonnes=IN_TONNES, rng=rng)
    return {"gross": gross, "gross_unit": unit}


def _received(bills: pd.DataFrame, *, rng: np.random.Generator) -> Times:
    """Days before the ship, and before the declaration that refers to it."""
    ahead, shortly = (some_hours(span, len(bills), rng=rng) for span in (BEFORE_SHIP, BEFORE_DECLARATION))
    moved, declared = (bills[name].to_numpy().astype("datetime64[m]") for name in ("moved_at", "declared_at"))
    return np.asarray(np.fmin(moved - ahead, declared - shortly))
