"""A directory with a link to each of some store paths. Run by Nix on its own.

python3 -I -S link_roots.py OUT, with the attribute ``groups``: lists of paths by the name of their folder.
"""

import json
import os
import sys

__all__ = ["link_roots"]


def link_roots(groups: dict[str, list[str]], out: str) -> None:
    """Make ``out/<group>/<name of the path>`` for each path of ``groups``."""
    os.mkdir(out)
    for group, paths in groups.items():
        os.mkdir(f"{out}/{group}")
        for path in sorted(set(paths)):
            os.symlink(path, f"{out}/{group}/{os.path.basename(path)}")


if __name__ == "__main__":
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        link_roots(json.load(file)["groups"], sys.argv[1])
