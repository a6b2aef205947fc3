"""The documents as a site, by Sphinx: `make docs` fails where a link leads nowhere."""

import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
CONTENTS = {
    "Begin": ["README"],
    "Learn and teach": [
        "lessons",
        "examples",
        "classes",
        "sweeps",
        "landscape",
        "accessibility",
        "translating",
    ],
    "Drive it": ["api", "notebook", "exports"],
    "Serve it": ["deploy", "privacy", "upgrade"],
    "Figures": ["figures", "bench", "load", "attack", "capacity", "alarms"],
    "Take part": ["CONTRIBUTING", "DESIGN", "engine/README", "CHANGELOG"],
}

project = "Neural Network Playground"
version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
extensions = ["myst_parser"]
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 4
include_patterns = ["*.md", "docs/*.md", "engine/README.md"]
root_doc = "README"
# The contents are the bar's, below: documents say nothing of their places.
suppress_warnings = ["toc.not_included"]

html_theme = "alabaster"
html_theme_options = {
    "page_width": "72rem",
    "font_size": "15px",
    "font_family": "system-ui, sans-serif",
    "show_powered_by": False,
}
html_title = f"{project} {version}"
html_copy_source = False
html_show_copyright = False
templates_path = ["."]
html_additional_pages = {"index": "index.html"}
html_sidebars = {"**": ["contents.html", "searchbox.html"]}


def page(name: str) -> dict[str, str]:
    """Where a document is, without its ending, and its title."""
    path = name if (ROOT / f"{name}.md").exists() else f"docs/{name}"
    title, *_ = (ROOT / f"{path}.md").read_text(encoding="utf-8").splitlines()
    return {"path": path, "title": title.removeprefix("# ")}


html_context = {
    "contents": {head: [page(name) for name in names] for head, names in CONTENTS.items()}
}


def unlink_folders(app: Sphinx, document: nodes.document) -> None:
    """What is linked and is a folder has no page here: its words stand without a link."""
    for link in list(document.findall(pending_xref)):
        if (ROOT / link["refdoc"]).parent.joinpath(link["reftarget"]).is_dir():
            link.replace_self(link.children)


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("doctree-read", unlink_folders)
