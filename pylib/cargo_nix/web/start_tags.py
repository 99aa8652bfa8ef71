"""Compare a page's tag ``<link data-trunk rel="rust">`` with the app's arguments.

Nix does not read the page for its arguments, so a difference would be a silent one.
"""

from __future__ import annotations

from bindgen import module_stem
from web_error import WebError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from page_tags import Tag
    from web_attributes import WebAttributes

__all__ = ["check_start_tags"]

# Attributes of trunk's tag, and the argument of cargo-nix for each.
_ARGUMENTS = {
    "data-cargo-all-features": "features",
    "data-cargo-no-default-features": "noDefaultFeatures",
    "data-cargo-profile": "profile",
    "data-keep-debug": "bindgenArgs",
    "data-reference-types": "bindgenArgs",
    "data-wasm-opt": "wasmOpt",
    "data-wasm-opt-params": "wasmOpt",
    "data-weak-refs": "bindgenArgs",
}
# Attributes that are compared, and those that say how a browser checks and fetches the files.
_KNOWN = ("data-trunk", "data-type", "data-bin", "data-target-name", "data-cargo-features", "data-bindgen-target")
_WITHOUT_EFFECT = ("data-integrity", "data-cross-origin")


def check_start_tags(tags: Sequence[Tag], attrs: WebAttributes, page: str) -> None:
    """Raise WebError if ``tags``, the start tags of ``page``, say something else than the arguments."""
    if len(tags) > 1 or any(tag.attributes.get("data-type", "main") != "main" for tag in tags):
        raise WebError(
            "the page starts more than the module of the app",
            place=page,
            expected='one tag `<link data-trunk rel="rust">`, without `data-type="worker"`',
            came=f"{len(tags)} tags" if len(tags) > 1 else "a worker",
            ways_out=("make an app of each module: the argument `web` takes several",),
        )
    for tag in tags:
        _check_values(tag, attrs, page)
        _check_presence(tag, attrs, page)
        _refuse_unknown(tag, page)


def _check_values(tag: Tag, attrs: WebAttributes, page: str) -> None:
    features = tag.attributes.get("data-cargo-features", "").replace(",", " ").split()
    names = " ".join(f'"{name}"' for name in sorted(features))
    stem = module_stem(attrs["module"])
    compared = (
        ("data-cargo-features", "features", sorted(features) == sorted(attrs["features"]), f"[ {names} ]"),
        *(
            (name, "bin", tag.attributes.get(name) == stem, f'"{tag.attributes.get(name)}"')
            for name in ("data-bin", "data-target-name")
        ),
        (
            "data-bindgen-target",
            "target",
            tag.attributes.get("data-bindgen-target") == attrs["target"],
            f'"{tag.attributes.get("data-bindgen-target")}"',
        ),
    )
    argument_texts = {"features": ", ".join(attrs["features"]) or "no features", "bin": stem, "target": attrs["target"]}
    for attribute, argument, is_equal, value in compared:
        if attribute in tag.attributes and not is_equal:
            raise WebError(
                f"the page and the argument `{argument}` differ",
                place=f"{page}: {attribute}",
                expected=f"{attrs['argument']}.{argument} = {value};",
                came=argument_texts[argument],
                ways_out=(f"change `{attrs['argument']}.{argument}`", f"remove {attribute} from the page"),
            )


def _check_presence(tag: Tag, attrs: WebAttributes, page: str) -> None:
    values = {
        "features": attrs["features"],
        "noDefaultFeatures": attrs["noDefaultFeatures"],
        "profile": attrs["profile"],
        "bindgenArgs": attrs["bindgenArgs"],
        "wasmOpt": attrs["wasmOpt"],
    }
    for attribute, argument in _ARGUMENTS.items():
        if attribute in tag.attributes and not values[argument]:
            raise WebError(
                "the page has a setting that is an argument of cargo-nix",
                place=f"{page}: {attribute}",
                expected=f"`{attrs['argument']}.{argument}`",
                came=tag.attributes[attribute] or attribute,
                ways_out=(f"set `{attrs['argument']}.{argument}`", f"remove {attribute} from the page"),
            )


def _refuse_unknown(tag: Tag, page: str) -> None:
    known = {*_KNOWN, *_WITHOUT_EFFECT, *_ARGUMENTS}
    for attribute in tag.attributes:
        if attribute.startswith("data-") and attribute not in known:
            raise WebError(
                "cargo-nix does not carry out a setting of the page",
                place=f"{page}: {attribute}",
                expected="trunk's settings in docs/web.md",
                came=tag.attributes[attribute] or attribute,
                ways_out=(f"remove {attribute} from the page",),
            )
