"""``python -m cargo_nix.cli``."""

import sys

from cargo_nix.cli.main import main

sys.exit(main(sys.argv[1:]))
