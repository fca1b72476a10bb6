"""A first, cheap pass over all calls: what only many of them together can tell."""

from __future__ import annotations

import msgspec

from csr_lint.batch import BatchCounter, BatchRoles
from csr_lint.intake import read_found
from csr_lint.model import Call
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.roles import RoleChoices, assign_roles, load_vocabulary
from csr_lint.runner import Files


def gather(files: Files, choices: RoleChoices, reading: Reading = AS_FOUND) -> BatchRoles:
    """What the calls in these files tell of labels and names. Every file is read; counts are kept, no calls.

    Sides are taken as they are before any swap: that comes once, at the end.
    """
    vocabulary, choices = load_vocabulary(), msgspec.structs.replace(choices, swap=False)
    counter = BatchCounter(vocabulary)
    for file in files:
        for read in read_found(file, reading):
            if isinstance(read, Call):
                counter.add(assign_roles(read, choices=choices, vocabulary=vocabulary))
    return counter.roles()
