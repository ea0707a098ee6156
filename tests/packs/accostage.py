"""Two exercises of accostage that were worked by hand, as the files of a bundle tell them."""

import csv
import io

from tests.packs.building import PACKS

ACCOSTAGE = PACKS / "accostage"
SHIPS = "call_id,instance,arrives_h,length_m,draught_m,handling_h,cost_per_h,closed_h\n"
BERTHS = "berth,name,length_m,draught_m\n1,DIV-3,180,8\n2,CER-1,230,12\n"

# The example of the statement. In order of arrival: A enters berth 1 at 0 and leaves it at 20; B, which fits berth 2
# alone, enters it at 2 and leaves at 32; C could have berth 1 at 21.5, when the port is closed, so it enters at 26 and
# waits 22 h x 300 = 6,600; D enters berth 2 at 33.5 and waits 28.5 h x 500 = 14,250. Together 20,850 USD.
# Best: D before B, at 5, so that B enters at 18.5 and waits 16.5 h x 700 = 11,550; C before A, at 4, so that A enters
# at 15.5 and waits 15.5 h x 400 = 6,200. Together 17,750 USD; 3,100 / 17,750 = 17.4648 %.
FIRST = (
    "A,one,0,150,8,20,400,20-26\nB,one,2,225,12,30,700,20-26\nC,one,4,175,8,10,300,20-26\nD,one,5,175,10,12,500,20-26\n"
)
FIRST_BEST = 17_750
FIRST_PLAN = "A,1,0\nB,2,2\nC,1,26\nD,2,33.5\n"

# E has berth 1 from 0.5 to 13. G could follow at 14.5, when the port is closed until 16: it waits 12.5 h x 410 = 5,125.
# F has berth 2 from 3 to 27, then H at 28.75 (a quarter late) waits 18.75 h x 900 = 16,875 and leaves at 37.25; K at
# 38.75 waits 26.75 h x 330 = 8,827.50. Together 30,827.50 USD.
# Best: H at 10 before F at 20, which waits 17 h x 640 = 10,880; K at 16 after E waits 4 h x 330 = 1,320, and G after it
# at 23.5 waits 20 h x 410 = 8,200. Together 20,400 USD; 10,427.50 / 20,400 = 51.1152 %.
SECOND = (
    "E,two,0.5,125,7,12.5,250,14-16 40-41\nF,two,3,200,10,24.0,640,14-16 40-41\nG,two,3.5,150,8,30,410,14-16 40-41\n"
    "H,two,10,225,12,8.5,900,14-16 40-41\nK,two,12,175,8,6,330,14-16 40-41\n"
)
SECOND_BEST = 20_400
SECOND_PLAN = "E,1,0.5\nF,2,3\nG,1,16\nH,2,28.75\nK,2,38.75\n"

HEADER = "call_id,berth,enters_h\n"
PLAN = HEADER + FIRST_PLAN + SECOND_PLAN  # A is in row 2, B in 3, C in 4, D in 5, E in 6, and so on to K in 10


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
