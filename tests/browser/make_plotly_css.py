"""Write what plotly.js would put into style elements by itself, which a strict policy forbids.

static/css/plotly.css holds its style rules. static/js/lib/plotly-styles.js holds the ids of further
style elements, which are for maps and not needed here: plotly.js leaves them out when it finds
elements of those ids. Run it after a new version of plotly was installed:
`python tests/browser/make_plotly_css.py`.
"""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parents[2] / "static"
SCRIPT = files("plotly") / "package_data" / "plotly.min.js"
RULES = """[...document.getElementById('plotly.js-style-global').sheet.cssRules]
    .map(rule => rule.cssText)"""
IDS = """[...document.querySelectorAll('style[id]')]
    .map(style => style.id).filter(id => !id.startsWith('plotly.js-'))"""


def main() -> None:
    """Run plotly.js in an empty page and read what it added."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
        rules, ids, version = (page.evaluate(code) for code in (RULES, IDS, "Plotly.version"))
        browser.close()
    origin = f"plotly.js {version}, as written by make_plotly_css.py"
    css = f"/* The style rules of {origin}. */\n" + "\n".join(rules) + "\n"
    (STATIC / "css" / "plotly.css").write_text(css, encoding="utf-8")
    module = (
        f"// @ts-check\n/**\n * Style elements that {origin}, leaves out when it"
        f" finds their ids.\n */\nexport default {json.dumps(ids)};\n"
    )
    (STATIC / "js" / "lib" / "plotly-styles.js").write_text(module, encoding="utf-8")


if __name__ == "__main__":
    main()
