"""Readers of JSON that is told by its keys: recognisers, contact-centre platforms, voice agents, training data.

Each module here is a reader as `csr_lint.readers` describes it; they are asked only for files that are JSON. What they
share: `readers.records` (the records of a file, each with its place), `readers.spoken` (words made pieces of talk),
`readers.assemble` (pieces made a Call).
"""
