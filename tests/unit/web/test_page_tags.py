"""The marked tags of a page, and their places."""

from cargo_nix.web.page_tags import head_end, marked_tags, tag_text

PAGE = """<!doctype html>
<html>
<head>
  <title>é & ü</title>
  <link data-trunk rel="css"
        href="a.css" disabled>
  <!-- <link data-trunk rel="css" href="comment.css"> -->
  <link rel="stylesheet" href="plain.css">
  <base data-trunk-public-url>
</head>
<body><script data-trunk src='b&amp;c.js'></script></body>
</html>
"""


def test_marked_tags_have_places_and_attributes() -> None:
    tags = marked_tags(PAGE)
    assert [(tag.name, PAGE[tag.start : tag.end]) for tag in tags] == [
        ("link", '<link data-trunk rel="css"\n        href="a.css" disabled>'),
        ("base", "<base data-trunk-public-url>"),
        ("script", "<script data-trunk src='b&amp;c.js'>"),
    ]
    assert dict(tags[0].attributes) == {"data-trunk": "", "rel": "css", "href": "a.css", "disabled": ""}
    assert tags[2].attributes["src"] == "b&c.js"


def test_the_end_of_the_head() -> None:
    assert PAGE[head_end(PAGE) :].startswith("</head>\n<body>")
    assert head_end("<p>no head") == len("<p>no head")


def test_a_tag_as_text() -> None:
    attributes = {"data-trunk": "", "data-trunk-x": "1", "href": 'a"b&c', "disabled": ""}
    assert tag_text("link", attributes) == '<link href="a&quot;b&amp;c" disabled>'
