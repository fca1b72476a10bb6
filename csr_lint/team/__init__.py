"""Many calls together: the summary and its tables, the rules of the floor, changes between runs, plans for coaching."""

from csr_lint.team.summary import summarise

__all__ = ["summarise"]
