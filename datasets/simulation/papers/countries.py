"""Countries of the trade: how carriers write them, who trades for others, and whose goods pay less duty."""

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "AE": ("UNITED ARAB EMIRATES", "UAE", "EMIRATS ARABES UNIS", "U.A.E."),
    "BE": ("BELGIUM", "BELGIQUE", "BELGIUM BE"),
    "BR": ("BRAZIL", "BRESIL", "BRASIL"),
    "CH": ("SWITZERLAND", "SUISSE"),
    "CN": ("CHINA", "P.R. CHINA", "CHINE", "CHINA PR", "PRC"),
    "DE": ("GERMANY", "ALLEMAGNE", "DEUTSCHLAND"),
    "EG": ("EGYPT", "EGYPTE"),
    "ES": ("SPAIN", "ESPAGNE", "ESPANA"),
    "FR": ("FRANCE", "FRANCE METROPOLITAINE"),
    "GB": ("UNITED KINGDOM", "UK", "ROYAUME UNI", "GREAT BRITAIN"),
    "HK": ("HONG KONG", "HONG KONG SAR"),
    "IN": ("INDIA", "INDE"),
    "IT": ("ITALY", "ITALIE", "ITALIA"),
    "KR": ("SOUTH KOREA", "KOREA REP.", "COREE DU SUD"),
    "NL": ("NETHERLANDS", "PAYS-BAS", "HOLLAND"),
    "PT": ("PORTUGAL", "PORTUGAL PT"),
    "SG": ("SINGAPORE", "SINGAPOUR"),
    "TR": ("TURKEY", "TURQUIE", "TURKIYE"),
    "US": ("UNITED STATES", "USA", "ETATS UNIS", "U.S.A."),
    "VN": ("VIETNAM", "VIET NAM"),
}
TRADERS = ("AE", "HK", "CH", "SG", "NL", "GB", "ES")
"""Where firms sell goods that they never see."""

FREE_TRADE = ("ES", "FR", "IT", "DE", "BE", "NL", "PT", "TR", "US", "EG", "AE", "GB")
"""Partners of a free-trade agreement with Morocco: with a proof of origin the duty is lower."""

HUBS: Mapping[str, float] = {
    "ESALG": 0.4, "AEJEA": 0.35, "PTSIE": 0.25, "NLRTM": 0.15, "BEANR": 0.12, "ESVLC": 0.1, "ITGOA": 0.08,
    "EGALY": 0.08,
}  # fmt: skip
"""Ports where boxes change ships, and the share of what is loaded there that comes from elsewhere (ours)."""
