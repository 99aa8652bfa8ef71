"""Write the script ``script`` of the derivation's attributes to ``bin/<program>``. Run by Nix."""

import json
import os

with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
    attributes = json.load(file)
path = f"{attributes['outputs']['out']}/bin/{attributes['program']}"
os.makedirs(os.path.dirname(path))
with open(path, "x", encoding="utf-8") as script:
    script.write(attributes["script"])
os.chmod(path, 0o755)  # noqa: S103 -- the store makes it read-only
