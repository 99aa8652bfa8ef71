"""rustdoc's pages: no broken links, links between members, and a look in a browser."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from page_links import broken_links, links_of

from support.browser import needs_browser
from support.nix import CHECKOUT, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FIXTURE = Path(__file__).parent / "workspace"
ARGUMENTS = 'profile = "dev"; workspace = true;'
LOCKED_ITOA = (
    '\n[[package]]\nname = "itoa"\nversion = "1.0.17"\n'
    'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
    'checksum = "92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2"\n'
)


@pytest.fixture(scope="module")
def site() -> Path:
    return build(f"{workspace(FIXTURE, ARGUMENTS)}.doc")


def _pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_the_site_has_the_pages_of_cargo_doc(site: Path, tmp_path: Path) -> None:
    command = ["cargo", "doc", "--workspace", "--no-deps", "--offline", "--quiet", "--target-dir", str(tmp_path)]
    subprocess.run(command, cwd=FIXTURE, check=True)
    # The site has one more page: the list of all crates.
    assert _pages(site) == sorted(["index.html", *_pages(tmp_path / "doc")])
    crate_pages = {link for link in links_of(site / "index.html") if link.endswith("/index.html")}
    assert crate_pages == {"./index.html", *(f"{name}/index.html" for name in ("goods", "helper", "shop", "shop_till"))}


def test_no_link_is_broken(site: Path) -> None:
    assert broken_links(site) == []
    assert "../shop/index.html" in links_of(site / "helper/index.html")
    assert "../goods/index.html" in links_of(site / "shop/index.html")


def test_broken_links_are_reported(site: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "site", copy_function=shutil.copyfile))
    for directory in [copy, *(path for path in copy.rglob("*") if path.is_dir())]:
        directory.chmod(0o755)
    (copy / "goods/fn.price.html").unlink()
    page = copy / "shop/index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("fn.total.html", "fn.total.html#nowhere"), encoding="utf-8"
    )
    broken = broken_links(copy)
    assert "goods/index.html: fn.price.html" in broken
    assert "shop/index.html: fn.total.html#nowhere" in broken


@pytest.mark.network
def test_the_full_site_has_dependencies(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[dependencies]\nitoa = "1"\n'),
        "Cargo.lock": lock("app itoa") + LOCKED_ITOA,
        "src/lib.rs": "/// Returns a [`itoa::Buffer`].\npub fn buffer() -> itoa::Buffer {\n    itoa::Buffer::new()\n}\n",
    }
    project = write_project(tmp_path / "project", files)
    site = build(f"{workspace(project)}.fullDoc")
    assert "../itoa/struct.Buffer.html" in links_of(site / "app/fn.buffer.html")
    assert broken_links(site) == []
    assert not (build(f"{workspace(project)}.doc") / "itoa").exists()


@needs_browser
def test_a_browser_shows_crate_list_and_search(site: Path, tmp_path: Path) -> None:
    """The scripts of the pages show the crates, search all members, and link to a result's page."""
    copy = shutil.copytree(site, tmp_path / "site", copy_function=shutil.copyfile)

    def page(address: str) -> str:
        command = [str(CHECKOUT / "dev/browser"), f"file://{copy}/{address}"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    search_page = page("helper/index.html?search=total")
    crate_list = re.search(r'<ul class="block crate">(.*?)</ul>', page("helper/index.html"))
    assert crate_list is not None
    assert re.findall(r'href="([^"]+)"', crate_list[1]) == [
        f"../{name}/index.html" for name in ("goods", "helper", "shop", "shop_till")
    ]
    assert 'class="result-fn" href="../shop/fn.total.html"' in search_page
    assert "Return what the goods cost together." in page("helper/../shop/fn.total.html")


def test_a_library_takes_precedence_over_a_program_of_the_same_name(tmp_path: Path) -> None:
    """Cargo warns, and keeps the pages of the last one."""
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["cli", "tool"]\nresolver = "2"\n',
        "Cargo.lock": lock("cli tool", "tool"),
        "cli/Cargo.toml": package(
            "cli", '[dependencies]\ntool = { path = "../tool" }\n\n[[bin]]\nname = "tool"\npath = "src/main.rs"\n'
        ),
        "cli/src/main.rs": "fn inner() {}\nfn main() {\n    inner();\n    tool::public();\n}\n",
        "tool/Cargo.toml": package("tool"),
        "tool/src/lib.rs": "pub fn public() {}\n",
    }
    expression = workspace(write_project(tmp_path / "project", files), ARGUMENTS)
    site = build(f"{expression}.doc")
    assert sorted(path.name for path in (site / "tool").glob("fn.*")) == ["fn.public.html"]
    assert broken_links(site) == []
    pages = build(f"{expression}.checks.cli-doc") / "doc"
    assert sorted(path.name for path in (pages / "tool").glob("fn.*")) == ["fn.inner.html", "fn.main.html"]


def test_rustdoc_uses_rustdocflags_only(tmp_path: Path) -> None:
    configured = '[build]\nrustflags = ["--cfg", "of_rustc"]\nrustdocflags = ["--cfg", "of_rustdoc"]\n'
    flagged = "".join(f"#[cfg(of_{tool})]\npub fn for_{tool}() {{}}\n\n" for tool in ("rustc", "rustdoc"))
    files = {
        "Cargo.toml": package("app", '[lints.rust]\nunexpected_cfgs = "allow"\n'),
        "Cargo.lock": lock("app"),
        ".cargo/config.toml": configured,
        "src/lib.rs": flagged,
    }
    pages = build(f"{workspace(write_project(tmp_path, files))}.checks.app-doc") / "doc/app"
    assert sorted(path.name for path in pages.glob("fn.*")) == ["fn.for_rustdoc.html"]
