"""Runs the code cells of a notebook from top to bottom with nothing but Python, and shows what each ends with."""

import ast
import json
import sys
from pathlib import Path


def main(notebook: str) -> None:
    sys.path.insert(0, "")
    names: dict[str, object] = {"__name__": "__main__"}
    pictures = 0
    for cell in json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            shown = run("".join(cell["source"]), names)
            pictures += hasattr(shown, "_repr_svg_") and shown._repr_svg_().startswith("<svg")
            print(shown)
    print(f"pictures: {pictures}")


def run(code: str, names: dict[str, object]) -> object:
    """The value of the last line, where it is one."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - a notebook is code
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


if __name__ == "__main__":
    main(*sys.argv[1:])
