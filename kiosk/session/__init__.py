"""The conversation at the screen: a pure state machine (``machine``) and the controller that runs its effects."""
