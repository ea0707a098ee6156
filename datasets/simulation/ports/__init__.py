"""The ports that can be simulated, under their UN/LOCODE.

Read in public sources: the codes, what each port is known for, the calls of Casablanca in 2023 (2,558, of which 1,202
of containers with 1,110 TEU each), the limits of swell and tide there, the shares of cargo. Everything else is ours:
chosen so that berths are busy 50 to 75 % of the time and waiting comes out as a port would recognise it. Terminal and
berth names are ours too.
"""

from .atlantic import AGADIR, CASABLANCA, JORF_LASFAR, MOHAMMEDIA, SAFI, SAFI_ATLANTIQUE
from .parts import Berth, Port, Sea, Terminal, Trade
from .south import DAKHLA, LAAYOUNE
from .strait import NADOR, TANGER_MED, TANGER_VILLE

PORTS = {
    port.locode: port
    for port in (
        CASABLANCA,
        JORF_LASFAR,
        AGADIR,
        MOHAMMEDIA,
        SAFI,
        SAFI_ATLANTIQUE,
        LAAYOUNE,
        DAKHLA,
        TANGER_MED,
        TANGER_VILLE,
        NADOR,
    )
}

__all__ = ["CASABLANCA", "PORTS", "Berth", "Port", "Sea", "Terminal", "Trade"]
