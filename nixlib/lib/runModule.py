"""Run ``main`` of a module: ``python3 runModule.py [--request] LIBRARY MODULE [ARG…]``. Run by Nix.

LIBRARY is the folder of the packages. With ``--request`` the derivation has structured attributes, and ``main`` gets
the path of their JSON before the other arguments.
"""

import importlib
import os
import sys

arguments = sys.argv[1:]
has_request = arguments[:1] == ["--request"]
library, module, *arguments = arguments[has_request:]
sys.path.insert(0, library)
request = [os.environ["NIX_ATTRS_JSON_FILE"]] if has_request else []
sys.exit(importlib.import_module(module).main([*request, *arguments]))
