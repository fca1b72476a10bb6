"""Episodes: one pass through a procedure (a hold, a transfer, a need …) with the steps that were seen.

One file per kind. Each module has KIND, OPENED_BY (the cues that open it) and
`follow(scene: Scene) -> Iterator[Episode]`; `following.py` finds them by walking
this folder. A module reads cues by name and asks the scene who speaks next; `steps.py` holds what several of them
share.
"""
