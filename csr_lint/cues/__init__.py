"""Cues: lexical and timing events, written as sense grammars, matched over turns, read with their modifiers."""
