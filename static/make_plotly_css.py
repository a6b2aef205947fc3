"""Write css/plotly.css: the style rules plotly.js would add by itself, which a strict content security policy forbids."""

import shutil
from pathlib import Path

import plotly
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
READ_RULES = "[...document.getElementById('plotly.js-style-global').sheet.cssRules].map(rule => rule.cssText)"

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    rules = page.evaluate(READ_RULES)
    version = page.evaluate("Plotly.version")
    browser.close()

heading = f"/* plotly.js {version}: its own style rules, written by make_plotly_css.py. */\n"
(HERE / "css" / "plotly.css").write_text(heading + "\n".join(rules) + "\n", encoding="utf-8")
