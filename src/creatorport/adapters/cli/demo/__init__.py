"""`creatorport demo`: the main job, from connecting an account to live numbers, against the simulator.

It drives the gateway as a front-end would, through its public addresses alone.
"""
