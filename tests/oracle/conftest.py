"""The oracle needs PyTorch and is run by hand; tests only read the numbers it wrote."""

collect_ignore = ["make.py"]
