"""What measures is run by hand, and proves nothing."""

collect_ignore = [
    "__main__.py", "contenders.py", "live.py", "served.py", "sweep_report.py", "sweeps.py",
]  # fmt: skip
