"""The web: routes, pages and what every request passes on its way to them."""
