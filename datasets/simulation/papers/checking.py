"""Sets the papers of each declared bill against each other, and has customs officers look at them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .certificates import needs_one
from .manifests import names_firm
from .officers import NONE, Differences, allowed_weight, blocked_fields, chances, foreseeable_care
from .products import apart, products
from .spelling import GENERAL, PACKAGES
from .times import some_hours
from .written import Written, told_masses

Floats = npt.NDArray[np.float64]

SCALE_DOUBT = {"vgm1": 0.02, "vgm2": 0.025}
FIRST_LOOK = (1.0, 20.0)  # ours: hours from the declaration until a file is blocked


def checked(port: Port, written: Written, *, seed: int) -> pd.DataFrame:
    """Along the declarations: blocked_field (NONE where it was not blocked), blocked_at, and what nobody writes down:
    the chance of each field, and care."""
    declared = written.declarations
    table = chances(differences(written))
    bills = written.bills.iloc[declared["place"].to_numpy()].reset_index(drop=True)
    care = foreseeable_care(bills["regime"], bills["hs2"], declared["declared_at"])
    rng = stream(seed, port.locode, "officers")
    days = declared["declared_at"].to_numpy().astype("datetime64[D]").astype(np.int64)
    weeks = (days - days.min(initial=0)) // 7 if len(days) else days
    field = blocked_fields(table, care, channel=declared["channel"], weeks=weeks, rng=rng)
    return table.assign(care=care, blocked_field=field, blocked_at=_blocked_at(declared, field != NONE, rng=rng))


def _blocked_at(
    declared: pd.DataFrame, is_blocked: npt.NDArray[np.bool_], *, rng: np.random.Generator
) -> npt.NDArray[np.datetime64]:
    """Soon after the declaration, and before the release where there was one."""
    lodged, released = (declared[name].to_numpy().astype("datetime64[m]") for name in ("declared_at", "released_at"))
    looked = lodged + some_hours(FIRST_LOOK, len(declared), rng=rng)
    in_time = np.fmin(looked, lodged + (released - lodged) // 2)
    return np.where(is_blocked, in_time, np.datetime64("NaT"))


def differences(written: Written) -> Differences:
    """Of what the papers mean, along the declarations. What no paper shows is no difference: a false origin that a
    firm of a third country hides, another firm behind a bank or a forwarder, other goods under a general name."""
    place = written.declarations["place"].to_numpy()
    bills, wrong = (table.iloc[place].reset_index(drop=True) for table in (written.bills, written.wrong))
    manifest = written.manifests.iloc[place].reset_index(drop=True)
    certificate = written.certificates.set_index("place").reindex(place).reset_index(drop=True)
    declared, carried = wrong["packages_declared"].to_numpy(), wrong["packages_manifest"].to_numpy()
    product = wrong["product_declared"].to_numpy()
    is_vague = manifest["goods"].isin(GENERAL).to_numpy()
    partner, country = (bills[name].to_numpy(dtype=object) for name in ("partner_country", "country"))
    is_false = wrong["country_declared"].to_numpy(dtype=object) != country
    return Differences(
        weight=_weights(written, bills, wrong, place),
        weight_allowed=allowed_weight(bills["hs2"], is_food=bills["is_food"].to_numpy()),
        packages=np.abs(declared - carried).clip(0) / np.maximum(carried, 1),
        are_packed_alike=_packed_alike(manifest, product),
        goods_apart=np.where(is_vague, 0, apart(product, wrong["product_manifest"].to_numpy())),
        is_vague=is_vague,
        is_origin_false=is_false & (partner == country),
        has_other_partner=partner != country,
        has_preference=wrong["has_preference"].to_numpy(),
        is_other_firm=(wrong["firm_manifest"] != bills["firm"]).to_numpy() & names_firm(manifest),
        containers=wrong["containers"].to_numpy(),
        needs_certificate=needs_one(bills),
        certificate_apart=_certified(certificate["product"], product),
        age=certificate["age"].fillna(0.0).to_numpy(),
        lacking=certificate["lacking"].fillna(0.0).to_numpy(),
    )


def _weights(written: Written, bills: pd.DataFrame, wrong: pd.DataFrame, place: npt.NDArray[np.int64]) -> Floats:
    """Of the declared weight from the manifest's, or, beyond the doubt about scales, from what was weighed."""
    declared, carried = wrong["gross_declared"].to_numpy(), wrong["gross_manifest"].to_numpy()
    told = told_masses(written).iloc[place]
    weighed = (told["gross_kg"].to_numpy() - bills["tare_kg"].to_numpy()) / bills["gross_kg"].to_numpy()
    doubt = told["method"].map(SCALE_DOUBT).to_numpy(dtype=np.float64)
    with np.errstate(invalid="ignore"):
        beyond = np.abs(np.log(declared / weighed.clip(0.1))) - doubt
    return np.asarray(np.fmax(np.abs(np.log(declared / carried)), np.fmax(beyond, 0.0)))


def _packed_alike(manifest: pd.DataFrame, product: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether both papers count the same things; a carrier may have counted pallets, or boxes."""
    is_pallet = np.array([one.package == "PX" for one in products()])[product]
    counts_pallets = manifest["package_kind"].isin(PACKAGES["PX"]).to_numpy()
    return np.asarray((counts_pallets == is_pallet) & (manifest["package_kind"] != "CONTAINER").to_numpy())


def _certified(product: pd.Series, declared: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    known = product.notna().to_numpy()
    certified = product.fillna(0).to_numpy(dtype=np.int64)
    return np.where(known, apart(certified, declared), -1)
