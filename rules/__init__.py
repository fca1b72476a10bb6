"""The rulebook of csr-lint: rules, cues, slots and scorecards as readable files."""
