# TRIES: memory that belongs to no process: pipes blown up by F_SETPIPE_SZ and memfds in flight in a socket, all full.
# MUST REPORT: MEMORY_LIMIT or RUNTIME_ERROR.
# NEVER: memory of the kernel that is not counted as the run's.
import array
import fcntl
import os
import socket
import time

F_SETPIPE_SZ = 1031


def full_pipes():
    keep = []
    while len(keep) < 100:
        reader, writer = os.pipe()
        keep += [reader, writer]
        try:
            fcntl.fcntl(writer, F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass
        os.set_blocking(writer, False)
        try:
            while True:
                os.write(writer, bytes(1 << 16))
        except BlockingIOError:
            continue
    return keep


def memfds_in_flight():
    ours, theirs = socket.socketpair()
    for number in range(100):
        handle = os.memfd_create(f"in flight {number}")
        os.write(handle, bytes(1 << 20))
        ours.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [handle]))])
        os.close(handle)
    return ours, theirs


keep = memfds_in_flight()
for _ in range(8):
    if os.fork() == 0:
        keep = full_pipes(), memfds_in_flight()
        time.sleep(30)
time.sleep(30)
