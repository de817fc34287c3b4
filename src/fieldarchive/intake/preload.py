"""What every worker needs, imported once in the fork server so that workers start at once.

The server and its workers say nothing by themselves: libraries written in C chatter about every
damaged picture, and a worker whose run was given up has nobody to complain to.
"""

import os

from fieldarchive.readers import documents, photographs, recordings

__all__ = ["documents", "photographs", "recordings"]

_silence = os.open(os.devnull, os.O_WRONLY)
os.dup2(_silence, 2)
os.close(_silence)
