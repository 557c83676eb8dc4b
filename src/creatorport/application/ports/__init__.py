"""What the application needs from outside, each as a small Protocol.

One convention holds everywhere: `load…` raises NotFound, `find…` returns None, and every lookup for a member is scoped
to a workspace, so that an id of another workspace is simply not there.
"""
