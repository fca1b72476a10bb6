"""The HTML report: one page for all calls, or a folder with a page a call, that opens without a network."""

from csr_lint.reporters.html.reporter import REPORTER

__all__ = ["REPORTER"]
