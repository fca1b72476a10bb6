"""Checks: the closed set of rule kinds, each a function from a rule and a scene to a Result.

`dispatch.py` chooses by the rule's `check`. A check looks up cues and episodes by name (only `quantities.py` counts in
turns), and it never looks at another rule's result.
"""
