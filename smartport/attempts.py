"""How often one may try to come in: from one address, behind which a whole hall may sit, and at one account."""

from collections.abc import Mapping


def account_limits(*, by_address: int) -> Mapping[str, str]:
    """For allauth: so many of each a minute from one address (0 is no limit there); what is tried at one account is
    limited whatever the address."""
    address = from_one_address(by_address)
    return {
        "login": address,
        "signup": address,
        "reset_password_from_key": address,
        "login_failed": _both(address, "5/5m/key"),
        "reset_password": _both(address, "5/m/key"),
    }


def from_one_address(by_address: int) -> str:
    """As allauth writes it; empty for no limit."""
    return f"{by_address}/m/ip" if by_address else ""


def _both(*limits: str) -> str:
    return ",".join(filter(None, limits))
