"""fieldarchive keeps what a fieldworker brings home, describes it, and lets a team browse it.

Start reading at `ingest`: it names the eight stops every file makes.
"""

__version__ = "0.1.0"
