"""Reporters: evaluations to text and files, one file per format.

A module here that has a `REPORTER` is a format (see `contract.py`); `registry.py` finds it by walking the folder.
"""
