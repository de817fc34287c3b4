"""Jobs about clocks: what devices an archive has met, how they differ, and setting them right.

What a device is stands in `devices`; what time a clock tells of an item in `describe.clocks`.
"""
