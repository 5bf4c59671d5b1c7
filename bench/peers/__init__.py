"""Other programs that bring records from many places to one, measured with the same entries as the platform.

Nothing here installs them: give their folders to ``python -m bench.peers``; what is missing is skipped.
"""
