"""How fast csr-lint is, as ratios measured in one run: `python -m benchmarks`."""
