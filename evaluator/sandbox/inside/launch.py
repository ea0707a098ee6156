"""Loads libraries, waits at the door, and then is `python SCRIPT ARGUMENT...`.

    python launch.py LIBRARIES FOLDER DOOR SCRIPT [ARGUMENT...]

Until the door opens nothing of a stranger's is run, though it may lie there already; what is loaded by then (LIBRARIES,
with commas) costs the program nothing. FOLDER is where they are looked for first: the program's own if that is no
stranger's, else empty. Afterwards everything is as Python itself would have made it: the module `__main__`, the
arguments, the module path, the traceback of a crash, the exit code. A program that brings a module of its own under a
name that is loaded already would get the wrong one, so it gets a new interpreter instead.
"""

import gc
import importlib
import os
import sys
from types import ModuleType


def main() -> None:
    libraries, folder, door, script, *arguments = sys.argv[1:]
    program = os.getcwd()
    sys.argv = [script, *arguments]
    sys.path[:1] = [folder] if folder else []
    load(libraries.split(","), folder)
    wait(door)
    if not folder:
        sys.path.insert(0, program)
    importlib.invalidate_caches()
    if brings_its_own(program):
        os.execv(sys.executable, [sys.executable, script, *arguments])
    run(script, os.path.join(program, script))


def load(libraries: list[str], folder: str) -> None:
    """What libraries are made of lives as long as the program: Python's search for garbage passes it over, now and at
    the end, which saves a quarter of the CPU time of a small run. What is the program's own in FOLDER comes last, and
    is loaded as ever."""
    own = names_in(folder) if folder else set()
    gc.disable()
    for name in libraries:
        if name not in own:
            load_one(name)
    gc.freeze()
    gc.enable()
    for name in libraries:
        if name in own:
            load_one(name)
    gc.collect()
    gc.freeze()


def load_one(name: str) -> None:
    """An image need not have it; one that is there and breaks is an error."""
    try:
        if name:
            importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise


def wait(door: str) -> None:
    """Opening a FIFO blocks until somebody opens its other end. A door that shuts without a word leads nowhere."""
    with open(door, "rb") as opened:
        if not opened.read():
            sys.exit("nobody is there any more")


def brings_its_own(program: str) -> bool:
    names = names_in(program)
    return any(name in names and not came_from(program, module) for name, module in list(sys.modules.items()))


def names_in(folder: str) -> set[str]:
    return {name.partition(".")[0] for name in os.listdir(folder)}


def came_from(program: str, module: ModuleType) -> bool:
    return (getattr(module, "__file__", None) or "").startswith(program + os.sep)


def run(script: str, path: str) -> None:
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        sys.stderr.write(f"{sys.executable}: can't open file {path!r}: [Errno {error.errno}] {error.strerror}\n")
        sys.exit(2)
    main_module = ModuleType("__main__")
    main_module.__dict__.update(__file__=path, __builtins__=__builtins__, __cached__=None, __annotations__={})
    sys.modules["__main__"] = main_module
    try:
        exec(compile(source, path, "exec", dont_inherit=True), main_module.__dict__)
    except Exception as error:
        trace = error.__traceback__ and error.__traceback__.tb_next  # without this file's own line
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        sys.exit(1)


main()
