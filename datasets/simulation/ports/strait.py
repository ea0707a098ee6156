"""Ports of the Strait of Gibraltar and of the Mediterranean coast.

There the sea is closed to ships at a lower swell, as the short sea of the levanter is steep (ours), and ferries keep no
more than a quarter of an hour of formalities (ours).
"""

from .parts import Port, Sea, Trade, terminal

QUARTER = 0.25  # hours

TANGER_MED = Port(
    locode="MAPTM",
    name="Tanger Med",
    sea=Sea(0.9, 0.4, swell_spread=0.5, closed_above=2.6, tide_mean=0.7, tide_moon=0.4, tide_sun=0.15),
    terminals=(
        terminal("TC1", 400, 360, 330),
        terminal("TC2", 400, 360, 330),
        terminal("TC3", 400, 400, 350),
        terminal("TC4", 400, 400, 400, 360),
        terminal("TIR", 220, 210, 200),
        terminal("VEH", 240, 220),
        terminal("HYD", 300, 250),
    ),
    trades=(
        Trade("container", "containers", "TC1", 560, 18, 0.3, 31_000, 0.4, (140, 395), 9, tonnes_a_teu=10),
        Trade("container", "containers", "TC2", 540, 18, 0.3, 31_000, 0.4, (140, 395), 9, tonnes_a_teu=10),
        Trade("container", "containers", "TC3", 480, 21, 0.3, 40_000, 0.4, (180, 399), 8, tonnes_a_teu=10),
        Trade("container", "containers", "TC4", 640, 21, 0.3, 42_000, 0.4, (180, 399), 10, tonnes_a_teu=10),
        Trade("roro", "TIR trailers", "TIR", 1_400, 9, 0.3, 2_200, 0.3, (130, 215), 8, formalities_hours=QUARTER),
        Trade("roro", "vehicles", "VEH", 330, 24, 0.35, 4_500, 0.4, (140, 225), 5),
        Trade("tanker", "hydrocarbons", "HYD", 270, 32, 0.3, 24_000, 0.4, (120, 265)),
    ),
    pilots=4,
    deep_draught=17.0,
    deep_tide=0.6,
    transshipped=0.85,
)

TANGER_VILLE = Port(
    locode="MATNG",
    name="Tanger-ville",
    sea=Sea(0.8, 0.35, swell_spread=0.5, closed_above=2.2, tide_mean=1.2, tide_moon=0.7, tide_sun=0.25),
    terminals=(
        terminal("FER", 150, 130, 110),
        terminal("CRO", 320),
    ),
    trades=(
        Trade("ferry", "passengers", "FER", 4_100, 1.0, 0.25, 450, 0.3, (70, 135), 4, 0.0, 8, 0.0, QUARTER),
        Trade("cruise", "passengers", "CRO", 90, 9, 0.2, 900, 0.3, (130, 315), season=0.6, peak=9),
    ),
    pilots=2,
    deep_draught=9.0,
    deep_tide=0.6,
)

NADOR = Port(
    locode="MANDR",
    name="Nador",
    sea=Sea(0.8, 0.3, swell_spread=0.5, closed_above=2.4, tide_mean=0.3, tide_moon=0.12, tide_sun=0.05),
    terminals=(
        terminal("TCN", 230, 200),
        terminal("FER", 200, 190, 180),
        terminal("VRA", 210, 200),
        terminal("LIQ", 190),
    ),
    trades=(
        Trade("container", "containers", "TCN", 190, 18, 0.35, 4_800, 0.4, (100, 215), 4, tonnes_a_teu=10),
        Trade("general", "steel", "TCN", 110, 38, 0.4, 8_000, 0.45, (90, 190)),
        Trade("ferry", "passengers", "FER", 900, 5, 0.35, 1_300, 0.4, (110, 195), 6, 0.0, 8, 0.0, QUARTER),
        Trade("roro", "TIR trailers", "FER", 260, 10, 0.3, 1_800, 0.35, (110, 190), 3, formalities_hours=QUARTER),
        Trade("bulk", "cereals", "VRA", 40, 66, 0.35, 20_000, 0.35, (130, 205), season=0.3, peak=2),
        Trade("bulk", "clinker", "VRA", 110, 44, 0.35, 15_000, 0.4, (110, 195)),
        Trade("bulk", "ores", "VRA", 60, 40, 0.4, 12_000, 0.4, (100, 190)),
        Trade("tanker", "hydrocarbons", "LIQ", 110, 38, 0.3, 11_000, 0.4, (100, 180)),
    ),
    pilots=1,
    deep_draught=10.5,
    deep_tide=0.2,
)
