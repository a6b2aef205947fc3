"""Write what plotly.js would put into style elements by itself, which a strict policy forbids.

static/css/plotly.css holds its style rules. Run it after another version of plotly.js was fetched:
`python tests/browser/make_plotly_css.py`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parents[2] / "static"
SCRIPT = STATIC / "vendor" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
RULES = """[...document.getElementById('plotly.js-style-global').sheet.cssRules]
    .map(rule => rule.cssText)"""


def main() -> None:
    """Run plotly.js in an empty page and read what it added."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
        rules, version = (page.evaluate(code) for code in (RULES, "Plotly.version"))
        browser.close()
    origin = f"plotly.js {version}, as written by make_plotly_css.py"
    css = f"/* The style rules of {origin}. */\n" + "\n".join(rules) + "\n"
    (STATIC / "css" / "plotly.css").write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
