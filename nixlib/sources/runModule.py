"""Run the main function of a package: `runModule.py LIBRARY PACKAGE OUT`, the request is in NIX_ATTRS_JSON_FILE."""

import importlib
import os
import sys

library, package, out = sys.argv[1:]
sys.path.insert(0, library)
sys.exit(importlib.import_module(f"{package}.__main__").main([os.environ["NIX_ATTRS_JSON_FILE"], out]))
