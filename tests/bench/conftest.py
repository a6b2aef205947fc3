"""The bench is run by hand: it measures, and proves nothing."""

collect_ignore = ["__main__.py", "contenders.py"]
