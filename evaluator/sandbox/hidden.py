"""What of the host a container does not get to see, beyond what engines hide by themselves."""

# What engines mask by default (a list given replaces theirs), the newest of them included.
_BY_DEFAULT = (
    *("/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats"),
    *("/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap"),
    "/sys/firmware",
)
# The host's command line may hold anything; a pressure trigger makes its kernel work for whoever writes one.
_BY_US = (
    *("/proc/cmdline", "/proc/config.gz", "/proc/diskstats", "/proc/kallsyms", "/proc/key-users", "/proc/modules"),
    *("/proc/partitions", "/proc/pressure"),
)
MASKED = [*_BY_DEFAULT, *_BY_US]

# An empty folder in place of the pseudo terminals: they are one number for the whole host, and what is written into
# them is carried by the kernel's own threads, at nobody's cost.
NO_TERMINALS = {"/dev/pts": "ro,nosuid,noexec,size=4096,nr_inodes=1,mode=0555"}
