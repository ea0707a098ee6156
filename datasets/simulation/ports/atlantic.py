"""Ports of the Atlantic coast from Mohammedia to Agadir."""

from .parts import Port, Sea, Trade, terminal

CASABLANCA = Port(
    locode="MACAS",
    name="Casablanca",
    sea=Sea(),
    terminals=(
        terminal("TC1", 350, 350, 300),
        terminal("TC2", 280, 250),
        terminal("CER", 230, 230),
        terminal("VRA", 230, 200),
        terminal("PHO", 230),
        terminal("DIV", 200, 200, 180, 180),
        terminal("ROR", 220, 200),
        terminal("LIQ", 200),
    ),
    trades=(
        Trade("container", "containers", "TC1", 740, 18, 0.3, 10_000, 0.45, (140, 340), 12, tonnes_a_teu=10),
        Trade("container", "containers", "TC2", 462, 18, 0.3, 9_000, 0.45, (120, 250), 9, tonnes_a_teu=10),
        Trade("bulk", "cereals", "CER", 128, 64, 0.35, 31_000, 0.3, (160, 225), season=0.25, peak=2),
        Trade("bulk", "feed", "CER", 38, 60, 0.35, 24_000, 0.35, (140, 200), season=0.2, peak=11),
        Trade("bulk", "coal", "VRA", 82, 62, 0.3, 30_000, 0.3, (160, 225)),
        Trade("bulk", "ores", "VRA", 84, 56, 0.4, 18_000, 0.4, (120, 199)),
        Trade("bulk", "phosphates", "PHO", 139, 34, 0.3, 26_000, 0.35, (130, 225)),
        Trade("general", "steel", "DIV", 262, 42, 0.45, 9_000, 0.5, (90, 190)),
        Trade("general", "timber", "DIV", 114, 40, 0.45, 6_500, 0.5, (90, 180), season=0.25, peak=4),
        Trade("general", "project cargo", "DIV", 98, 36, 0.5, 3_500, 0.6, (80, 170)),
        Trade("roro", "vehicles", "ROR", 305, 30, 0.35, 4_000, 0.4, (110, 210), 6),
        Trade("tanker", "edible oils", "LIQ", 60, 43, 0.3, 12_000, 0.4, (100, 190)),
        Trade("tanker", "acids", "LIQ", 46, 40, 0.3, 14_000, 0.4, (110, 190)),
    ),
    pilots=2,
    deep_draught=11.5,
    deep_tide=1.8,
)

MOHAMMEDIA = Port(
    locode="MAMOH",
    name="Mohammedia",
    sea=Sea(),
    terminals=(
        terminal("PET", 330, 250),
        terminal("GPL", 180),
        terminal("DIV", 140, 130),
    ),
    trades=(
        Trade("tanker", "hydrocarbons", "PET", 270, 35, 0.3, 23_000, 0.4, (140, 245)),
        Trade("tanker", "crude oil", "PET", 10, 46, 0.2, 85_000, 0.15, (245, 320)),
        Trade("tanker", "butane", "GPL", 130, 33, 0.3, 6_500, 0.4, (90, 175), season=0.2, peak=1),
        Trade("bulk", "salt", "DIV", 90, 34, 0.35, 5_500, 0.4, (80, 138)),
        Trade("general", "steel", "DIV", 130, 38, 0.4, 4_500, 0.5, (80, 138)),
    ),
    pilots=1,
    deep_draught=12.5,
    deep_tide=2.0,
)

JORF_LASFAR = Port(
    locode="MAJFL",
    name="Jorf Lasfar",
    sea=Sea(swell_mean=2.0),
    terminals=(
        terminal("PHO", 300, 280, 250, 250),
        terminal("SOU", 280, 250),
        terminal("CHA", 300),
        terminal("LIQ", 250, 220, 200),
    ),
    trades=(
        Trade("bulk", "fertilisers", "PHO", 370, 42, 0.35, 32_000, 0.4, (150, 230)),
        Trade("bulk", "phosphates", "PHO", 110, 44, 0.35, 45_000, 0.35, (170, 250)),
        Trade("bulk", "sulphur", "SOU", 190, 56, 0.35, 38_000, 0.35, (160, 230)),
        Trade("bulk", "coal", "CHA", 60, 80, 0.3, 75_000, 0.3, (200, 290), season=0.15, peak=12),
        Trade("tanker", "ammonia", "LIQ", 140, 34, 0.3, 21_000, 0.35, (140, 210)),
        Trade("tanker", "acids", "LIQ", 215, 38, 0.3, 19_000, 0.35, (120, 185)),
        Trade("tanker", "hydrocarbons", "LIQ", 90, 36, 0.3, 28_000, 0.35, (140, 240)),
    ),
    pilots=2,
    deep_draught=13.0,
    deep_tide=2.0,
)

SAFI = Port(
    locode="MASFI",
    name="Safi",
    sea=Sea(swell_mean=2.0),
    terminals=(
        terminal("PHO", 210, 200),
        terminal("MIN", 200, 180),
        terminal("DIV", 190, 170),
        terminal("LIQ", 190),
    ),
    trades=(
        Trade("bulk", "fertilisers", "PHO", 190, 44, 0.35, 20_000, 0.35, (120, 200)),
        Trade("bulk", "phosphates", "PHO", 40, 38, 0.3, 22_000, 0.3, (130, 200)),
        Trade("bulk", "sulphur", "MIN", 80, 52, 0.35, 24_000, 0.3, (130, 195)),
        Trade("bulk", "gypsum", "MIN", 175, 34, 0.35, 9_500, 0.4, (90, 180)),
        Trade("bulk", "cereals", "DIV", 50, 66, 0.35, 17_000, 0.35, (120, 188), season=0.3, peak=2),
        Trade("bulk", "ores", "DIV", 150, 40, 0.4, 9_000, 0.4, (90, 180)),
        Trade("tanker", "acids", "LIQ", 125, 36, 0.3, 14_000, 0.35, (110, 185)),
    ),
    pilots=1,
    deep_draught=10.2,
    deep_tide=1.9,
)

SAFI_ATLANTIQUE = Port(
    locode="MANPS",
    name="Safi Atlantique",
    sea=Sea(swell_mean=2.0),
    terminals=(
        terminal("CHA", 300),
        terminal("MIN", 260),
    ),
    trades=(
        Trade("bulk", "coal", "CHA", 54, 74, 0.3, 72_000, 0.3, (200, 290), season=0.15, peak=12),
        Trade("bulk", "sulphur", "MIN", 40, 54, 0.3, 40_000, 0.3, (160, 230)),
        Trade("bulk", "gypsum", "MIN", 36, 46, 0.35, 30_000, 0.3, (150, 225)),
    ),
    pilots=1,
    deep_draught=13.5,
    deep_tide=1.8,
)

AGADIR = Port(
    locode="MAAGA",
    name="Agadir",
    sea=Sea(swell_mean=1.6, swell_season=0.7),
    terminals=(
        terminal("TCM", 250, 200),
        terminal("DIV", 220, 200, 180),
        terminal("LIQ", 200),
    ),
    trades=(
        Trade("container", "containers", "TCM", 330, 18, 0.35, 7_000, 0.45, (100, 240), 7, 0.35, 1, 10),
        Trade("reefer", "citrus", "TCM", 160, 24, 0.35, 3_500, 0.4, (100, 170), season=0.8, peak=1),
        Trade("bulk", "cereals", "DIV", 80, 66, 0.35, 18_000, 0.35, (130, 200), season=0.3, peak=2),
        Trade("general", "steel", "DIV", 120, 36, 0.45, 7_000, 0.5, (90, 180)),
        Trade("bulk", "clinker", "DIV", 110, 44, 0.35, 16_000, 0.4, (110, 200)),
        Trade("tanker", "hydrocarbons", "LIQ", 150, 34, 0.3, 16_000, 0.4, (110, 190)),
    ),
    pilots=1,
    deep_draught=10.5,
    deep_tide=1.8,
)
