"""The version of csr-lint."""

__version__ = "0.1.0"
