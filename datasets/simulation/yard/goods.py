"""What is in a box: HS chapters with French descriptions, and how such goods are packed. Shares are ours."""

from dataclasses import dataclass
from typing import Literal

Flow = Literal["import", "export"]


@dataclass(frozen=True)
class Goods:
    """One kind of goods. `weight` is its share of the bills of its flow, `short` the share of 20-foot boxes, `tonnes`
    the median net weight of a 20-foot box, `dangerous` the share declared so, `pace` what it adds to the logarithm of
    the dwell; `is_food` needs a sanitary certificate, `is_material` feeds a factory."""

    hs2: str
    text: str
    weight: float
    origins: tuple[str, ...]
    kind: str = "dry"
    short: float = 0.35
    tonnes: float = 13.0
    dangerous: float = 0.0
    pace: float = 0.0
    is_food: bool = False
    is_material: bool = False
    flow: Flow = "import"


ORIGINS = (
    "CNSHA", "CNNGB", "CNTAO", "ESVLC", "ESALG", "FRFOS", "FRLEH", "ITGOA", "DEHAM", "BEANR", "NLRTM", "TRMER",
    "USNYC", "BRSSZ", "INNSA", "AEJEA", "EGALY", "KRPUS", "PTSIE", "VNSGN",
)  # fmt: skip
CHINA = ("CNSHA", "CNNGB", "CNTAO")
ASIA = (*CHINA, "KRPUS", "INNSA", "VNSGN")
NORTH = ("FRLEH", "DEHAM", "BEANR", "NLRTM")
SOUTH = ("ESVLC", "ESALG", "FRFOS", "ITGOA", "TRMER")
EUROPE = (*NORTH, *SOUTH)
AMERICA = ("USNYC", "BRSSZ")

IMPORTED = (
    Goods("02", "Viandes congelées", 0.9, AMERICA, "reefer", 0.1, 12, pace=-0.15, is_food=True),
    Goods("03", "Poissons congelés", 0.9, ("CNTAO", "ESVLC", "VNSGN"), "reefer", 0.1, 12, pace=-0.1, is_food=True),
    Goods("04", "Fromages", 0.9, (*NORTH, "EGALY"), "reefer", 0.2, 11, is_food=True),
    Goods("04", "Lait en poudre", 1.3, NORTH, "dry", 0.5, 14, pace=0.05, is_food=True),
    Goods("08", "Pommes et fruits frais", 1.4, ("FRFOS", "ITGOA", "ESVLC"), "reefer", 0.05, 11, pace=-0.3,
          is_food=True),
    Goods("08", "Bananes", 1.0, ("BRSSZ", "PTSIE"), "reefer", 0.05, 11, pace=-0.4, is_food=True),
    Goods("08", "Dattes et fruits secs", 1.4, ("AEJEA", "EGALY", "USNYC"), "dry", 0.6, 15, pace=0.1, is_food=True),
    Goods("09", "Thé vert", 3.2, CHINA, "dry", 0.45, 9, pace=0.2, is_food=True),
    Goods("09", "Café vert et épices", 1.6, ("VNSGN", "INNSA", "BRSSZ"), "dry", 0.8, 18, pace=0.1, is_food=True),
    Goods("15", "Huiles végétales en vrac", 0.6, (*SOUTH, "BRSSZ"), "tank", 1.0, 21, pace=-0.2, is_food=True),
    Goods("17", "Confiserie et sucreries", 1.4, (*SOUTH, "CNNGB"), "dry", 0.5, 13, pace=0.1, is_food=True),
    Goods("19", "Pâtes, biscuits et farines", 1.3, SOUTH, "dry", 0.3, 10, is_food=True),
    Goods("20", "Conserves de légumes et de fruits", 1.5, (*SOUTH, "CNTAO"), "dry", 0.7, 17, pace=0.1, is_food=True),
    Goods("21", "Préparations alimentaires", 1.6, EUROPE, "dry", 0.5, 12, is_food=True),
    Goods("22", "Boissons", 1.1, EUROPE, "dry", 0.8, 18, pace=0.3, is_food=True),
    Goods("28", "Produits chimiques minéraux", 1.9, (*EUROPE, *CHINA), "dry", 0.8, 20, 0.55, -0.05, is_material=True),
    Goods("29", "Produits chimiques organiques", 0.9, (*NORTH, "CNSHA"), "tank", 1.0, 20, 0.75, -0.1, is_material=True),
    Goods("30", "Médicaments", 0.7, (*NORTH, "INNSA"), "reefer", 0.5, 7, 0.02, -0.25),
    Goods("30", "Produits pharmaceutiques", 1.2, (*NORTH, "INNSA"), "dry", 0.5, 8, 0.05, -0.05),
    Goods("32", "Peintures, encres et vernis", 1.7, EUROPE, "dry", 0.6, 16, 0.6),
    Goods("33", "Parfumerie et cosmétiques", 1.6, (*EUROPE, "AEJEA"), "dry", 0.3, 9, 0.25, 0.25),
    Goods("34", "Détergents et lubrifiants", 1.3, (*EUROPE, "TRMER"), "dry", 0.6, 16, 0.1, 0.05),
    Goods("38", "Produits phytosanitaires", 2.1, (*EUROPE, *CHINA), "dry", 0.55, 15, 0.7, 0.2),
    Goods("39", "Polymères en granulés", 6.5, ("AEJEA", "EGALY", "BEANR", "KRPUS"), "dry", 0.2, 16, 0.02, -0.1,
          is_material=True),
    Goods("39", "Articles en plastique", 4.0, (*CHINA, "TRMER"), "dry", 0.2, 8, pace=0.1),
    Goods("40", "Pneumatiques", 3.2, (*ASIA, "TRMER"), "dry", 0.1, 10, pace=0.2),
    Goods("44", "Panneaux et placages de bois", 3.0, ("CNNGB", "TRMER", "BRSSZ"), "dry", 0.2, 17, pace=0.15),
    Goods("48", "Papier et carton", 3.6, EUROPE, "dry", 0.3, 18, is_material=True),
    Goods("52", "Fils et tissus de coton", 2.6, ("INNSA", "TRMER", "EGALY", "CNSHA"), "dry", 0.3, 12, pace=-0.2,
          is_material=True),
    Goods("54", "Tissus synthétiques", 3.4, (*CHINA, "KRPUS", "TRMER"), "dry", 0.3, 13, pace=-0.1, is_material=True),
    Goods("60", "Étoffes de bonneterie", 2.4, (*CHINA, "TRMER"), "dry", 0.3, 12, pace=-0.15, is_material=True),
    Goods("62", "Vêtements", 2.4, (*CHINA, "TRMER"), "dry", 0.3, 7, pace=0.3),
    Goods("63", "Linge de maison et textiles usagés", 1.8, (*CHINA, "USNYC", "INNSA"), "dry", 0.3, 10, pace=0.35),
    Goods("64", "Chaussures", 1.9, (*CHINA, "VNSGN"), "dry", 0.3, 7, pace=0.3),
    Goods("69", "Carreaux céramiques et sanitaires", 2.6, ("ESVLC", "CNNGB", "ITGOA"), "dry", 0.9, 24, pace=0.25),
    Goods("70", "Verre plat et verrerie", 2.0, (*SOUTH, *CHINA), "dry", 0.8, 20, pace=0.1),
    Goods("72", "Aciers en bobines et barres", 2.6, (*SOUTH, *CHINA), "dry", 0.95, 24, is_material=True),
    Goods("73", "Ouvrages en fer et en acier", 3.2, (*CHINA, "TRMER", "ITGOA"), "dry", 0.5, 18, pace=0.05),
    Goods("76", "Profilés en aluminium", 1.7, ("TRMER", "ESVLC", "AEJEA"), "dry", 0.3, 14, pace=-0.05,
          is_material=True),
    Goods("84", "Machines et pièces mécaniques", 6.0, (*EUROPE, *CHINA), "dry", 0.3, 11, 0.01),
    Goods("84", "Climatiseurs et électroménager", 2.6, (*CHINA, "TRMER"), "dry", 0.1, 9, pace=0.2),
    Goods("85", "Appareils et câbles électriques", 5.0, (*EUROPE, *CHINA), "dry", 0.2, 12, 0.03, -0.1,
          is_material=True),
    Goods("85", "Téléviseurs et téléphones", 1.8, (*CHINA, "VNSGN"), "dry", 0.1, 7, 0.05, 0.15),
    Goods("85", "Accumulateurs et batteries", 1.4, (*CHINA, "KRPUS"), "dry", 0.9, 20, 0.9, 0.1),
    Goods("87", "Composants pour l'automobile", 5.0, (*EUROPE, "KRPUS"), "dry", 0.15, 11, 0.02, -0.45,
          is_material=True),
    Goods("87", "Pièces de rechange automobiles", 2.8, (*CHINA, "TRMER", "AEJEA"), "dry", 0.4, 13, 0.04, 0.25),
    Goods("90", "Matériel médical et instruments", 1.2, (*NORTH, "CNSHA"), "dry", 0.4, 8, 0.02, -0.1),
    Goods("94", "Meubles et luminaires", 3.0, (*CHINA, "TRMER", "ITGOA"), "dry", 0.1, 8, pace=0.25),
    Goods("95", "Jouets et articles de sport", 1.5, CHINA, "dry", 0.15, 7, pace=0.3),
)  # fmt: skip

EXPORTED = (
    Goods("07", "Tomates et légumes frais", 2.0, EUROPE, "reefer", 0.1, 11, is_food=True, flow="export"),
    Goods("08", "Agrumes", 3.2, EUROPE, "reefer", 0.05, 11, is_food=True, flow="export"),
    Goods("03", "Poissons et céphalopodes congelés", 4.5, (*SOUTH, "CNTAO"), "reefer", 0.1, 12,
          is_food=True, flow="export"),
    Goods("16", "Conserves de sardines", 8.0, (*EUROPE, *AMERICA), "dry", 0.6, 17, is_food=True, flow="export"),
    Goods("20", "Olives et conserves végétales", 6.0, (*EUROPE, *AMERICA), "dry", 0.7, 17, is_food=True, flow="export"),
    Goods("25", "Barytine et fluorine", 4.0, (*AMERICA, "INNSA"), "dry", 1.0, 24, flow="export"),
    Goods("26", "Minerais concentrés", 5.0, CHINA, "dry", 1.0, 24, 0.15, flow="export"),
    Goods("28", "Acide phosphorique purifié", 5.0, (*EUROPE, "BRSSZ"), "tank", 1.0, 21, 1.0, flow="export"),
    Goods("31", "Engrais en sacs", 5.0, AMERICA, "dry", 0.85, 23, 0.2, flow="export"),
    Goods("38", "Produits chimiques divers", 7.0, EUROPE, "dry", 0.7, 17, 0.8, flow="export"),
    Goods("47", "Vieux papiers", 4.0, ("INNSA", "ESVLC"), "dry", 0.1, 13, flow="export"),
    Goods("62", "Vêtements", 12.0, (*EUROPE, "USNYC"), "dry", 0.2, 7, flow="export"),
    Goods("74", "Déchets de cuivre", 4.0, (*CHINA, "DEHAM"), "dry", 0.9, 21, flow="export"),
    Goods("85", "Câblage automobile", 12.0, EUROPE, "dry", 0.1, 9, flow="export"),
    Goods("87", "Pièces automobiles", 9.0, EUROPE, "dry", 0.1, 10, flow="export"),
    Goods("94", "Sièges et mobilier", 4.0, EUROPE, "dry", 0.1, 8, flow="export"),
    Goods("69", "Zellige et céramique", 2.0, (*EUROPE, "USNYC"), "dry", 0.9, 20, flow="export"),
)  # fmt: skip

GOODS = (*IMPORTED, *EXPORTED)
