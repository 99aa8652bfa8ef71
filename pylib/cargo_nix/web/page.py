"""Write the page of an app: index.html with the module, its JavaScript and the assets."""

from __future__ import annotations

import os

from hashed_name import integrity_of
from page_assets import PageAssets
from page_tags import head_end, marked_tags
from start_tags import check_start_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from page_tags import Tag
    from web_attributes import WebAttributes

__all__ = ["module_tags", "public_url", "write_page"]

# The event and the variable are trunk's, for scripts of pages that wait for the app.
_START = """\
<script type="module">
import init, * as bindings from "{script}";
const wasm = await init();
window.wasmBindings = bindings;
dispatchEvent(new CustomEvent("TrunkApplicationStarted", {{ detail: {{ wasm }} }}));
</script>"""


def write_page(attrs: WebAttributes, pkg: str, stem: str, out: str) -> None:
    """Write index.html of the app into ``out``.

    ``pkg`` is the directory in ``out`` with the files that wasm-bindgen wrote, ``<stem>.js`` and ``<stem>_bg.wasm``.
    The tag ``<link data-trunk rel="rust">`` becomes the start of the module; a page without this tag gets the start at
    the end of its head. Raises WebError for an asset that cannot be had, and for a tag against the app's arguments.
    """
    page = os.path.join(attrs["src"], attrs["directory"], attrs["index"])
    with open(page, encoding="utf-8", newline="") as file:
        text = file.read().replace("\r\n", "\n").replace("\r", "\n")
    page_name = os.path.normpath(os.path.join(attrs["directory"], attrs["index"]))
    url = public_url(attrs["publicUrl"])
    start = module_tags(f"{out}/{pkg}", f"{url}{pkg}", stem)
    assets = PageAssets(os.path.dirname(page), out, url, hash_names=attrs["hashNames"], page=page_name)
    tags = marked_tags(text)
    starts = [tag for tag in tags if _is_rust(tag)]
    check_start_tags(starts, attrs, page_name)
    replacements = [(tag.start, tag.end, start if _is_rust(tag) else assets.replace(tag)) for tag in tags]
    if not starts:
        end = head_end(text)
        replacements.append((end, end, start + "\n"))
    for begin, end, replacement in sorted(replacements, reverse=True):
        text = text[:begin] + replacement + text[end:]
    with open(f"{out}/index.html", "w", encoding="utf-8") as file:
        file.write(text)


def public_url(url: str) -> str:
    """Return the address ``url`` with a slash at the end."""
    return url.rstrip("/") + "/"


def module_tags(directory: str, url: str, stem: str) -> str:
    """Return the tags that load and start the module ``<stem>_bg.wasm`` in ``directory``, whose address is ``url``.

    The browser fetches the module while it still reads the script.
    """
    script = f"{url}/{stem}.js"
    integrity = integrity_of(f"{directory}/{stem}.js")
    module = f"{url}/{stem}_bg.wasm"
    return "\n".join(
        (
            f'<link rel="modulepreload" href="{script}" crossorigin="anonymous" integrity="{integrity}">',
            f'<link rel="preload" href="{module}" as="fetch" type="application/wasm" crossorigin="anonymous">',
            _START.format(script=script),
        )
    )


def _is_rust(tag: Tag) -> bool:
    return tag.name == "link" and tag.attributes.get("rel") == "rust"
