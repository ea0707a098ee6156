# TRIES: the same system calls through another door: the 32-bit gate (int 0x80) and the x32 numbers, by machine code.
# MUST REPORT: OK, scored normally: the children that try are killed or refused.
# NEVER: a filter that looks at 64-bit numbers only: keyctl, ptrace or unshare answered through another ABI.
import csv
import ctypes
import mmap
import os
import platform

X32 = 0x40000000
GATE_32 = b"\x53\xb8%s\x31\xdb\x31\xc9\x31\xd2\xcd\x80\x5b\xc3"  # push rbx; mov eax, n; ebx = ecx = edx = 0; int 0x80
NUMBERS_32 = {"getpid": 20, "keyctl": 288, "unshare": 310, "socketcall": 102, "io_setup": 245}
NUMBERS_X32 = {"getpid": 39, "ptrace": 521, "keyctl": 250, "unshare": 272}


def through_gate(number):
    code = GATE_32 % number.to_bytes(4, "little")
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()


def in_child(call, number):
    child = os.fork()
    if child == 0:
        os._exit(0 if -4096 < call(number) < 0 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def x32(number):
    return -1 if ctypes.CDLL(None).syscall(X32 | number, 0, 0, 0) < 0 else 0


if platform.machine() == "x86_64":
    for kind, call, numbers in (("32-bit", through_gate, NUMBERS_32), ("x32", x32, NUMBERS_X32)):
        for name, number in numbers.items():
            ended = in_child(call, number)
            print("ATTACK-RESULT:", "SUCCEEDED" if ended > 0 else "blocked", kind, name, ended, flush=True)
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
