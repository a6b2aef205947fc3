"""What measures is run by hand, and proves nothing."""

collect_ignore = ["__main__.py", "contenders.py", "sweep_report.py", "sweeps.py"]
