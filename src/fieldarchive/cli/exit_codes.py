"""How the program leaves: README's table of exit codes."""

DONE, FAILED, MISTYPED, IN_PART, FIXITY_BROKEN = range(5)
