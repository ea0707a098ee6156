# TRIES: keeps far more than its memory limit in the receive buffers of sockets on the loopback interface.
# MUST REPORT: RUNTIME_ERROR (there are no such sockets).
# NEVER: memory of the host that is counted as nobody's; the host's own sockets run into udp_mem and tcp_mem.
import os
import socket
import time

LIMIT = 256 << 20


def filled(family):
    out = socket.socket(family, socket.SOCK_DGRAM)
    keep, held = [], 0
    while len(keep) < 200:
        target = socket.socket(family, socket.SOCK_DGRAM)
        target.bind(("localhost", 0))
        target.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        keep.append(target)
        for _ in range(30):
            held += out.sendto(bytes(16_000), target.getsockname())
    return keep, held


blocked = 0
for family in (socket.AF_INET, socket.AF_INET6):
    try:
        keep, held = filled(family)
        print("ATTACK-RESULT: SUCCEEDED", family, held >> 20, "MiB in one process of", LIMIT >> 20, flush=True)
    except OSError as error:
        blocked += 1
        print("ATTACK-RESULT: blocked", family, error, flush=True)
time.sleep(0.1)
os._exit(1 if blocked else 0)
