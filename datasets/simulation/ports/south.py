"""Ports of the Atlantic coast south of Agadir."""

from .parts import Port, Sea, Trade, terminal

LAAYOUNE = Port(
    locode="MAEUN",
    name="Laâyoune",
    sea=Sea(swell_mean=1.9, swell_season=0.6),
    terminals=(
        terminal("PHO", 230),
        terminal("SAB", 150, 140),
        terminal("PEC", 120, 110),
        terminal("LIQ", 160),
    ),
    trades=(
        Trade("bulk", "phosphates", "PHO", 66, 60, 0.3, 34_000, 0.35, (150, 225)),
        Trade("bulk", "sand", "SAB", 330, 20, 0.35, 4_500, 0.4, (80, 138)),
        Trade("general", "cement", "SAB", 90, 44, 0.4, 5_000, 0.4, (80, 148)),
        Trade("reefer", "fish", "PEC", 170, 42, 0.4, 1_800, 0.5, (60, 118), season=0.3, peak=10),
        Trade("general", "general cargo", "PEC", 60, 40, 0.45, 2_500, 0.5, (70, 118)),
        Trade("tanker", "hydrocarbons", "LIQ", 120, 34, 0.3, 7_000, 0.4, (80, 155)),
    ),
    pilots=1,
    deep_draught=10.5,
    deep_tide=1.2,
)

DAKHLA = Port(
    locode="MAVIL",
    name="Dakhla",
    sea=Sea(swell_mean=1.4, swell_season=0.4, tide_mean=1.3, tide_moon=0.75, tide_sun=0.3),
    terminals=(
        terminal("PEC", 130, 120, 110),
        terminal("DIV", 140),
        terminal("LIQ", 140),
    ),
    trades=(
        Trade("reefer", "fish", "PEC", 340, 38, 0.4, 1_500, 0.5, (60, 125), season=0.3, peak=9),
        Trade("container", "containers", "DIV", 52, 16, 0.3, 1_900, 0.4, (90, 138), 1, tonnes_a_teu=10),
        Trade("general", "general cargo", "DIV", 70, 44, 0.4, 2_500, 0.5, (70, 135)),
        Trade("tanker", "hydrocarbons", "LIQ", 110, 38, 0.3, 4_500, 0.35, (75, 135)),
    ),
    pilots=1,
    deep_draught=7.8,
    deep_tide=1.2,
)
