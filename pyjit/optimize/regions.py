"""Regions of memory: every load and store names the one that it means, and a store changes no other."""

# Regions that nothing changes: they outlive any code that runs.
LASTING = frozenset((
    "frame constants", "methods", "array descriptor", "wrapped iterator", "characters", "tuple", "bytes", "str", "int", "float", "complex",
    "range iterator step", "thread state", "deque maxlen"))
# What is read here may change at any time: never shared.
COUNTS = "reference counts"
VOLATILE = frozenset((COUNTS, "breaker", "arguments"))

# A part of a region is called "region/part": a store into it leaves the other parts alone. What changes the values of any dict
# may change attributes, since an instance's inline values may be those of its dict; what stands on a generator's stack depends on where it
# has been left.
ALIASES = {"dict values": ("attributes",), "generator states": ("generators",)}


def parts_of(region):
    """What `killed` holds for a region of which some part, but not all, has changed."""
    return region + "/"


def is_killed(region, killed):
    """Has the memory of a region changed, of which `killed` tells?"""
    if region in killed or parts_of(region) in killed:
        return True
    whole, part, _ = region.partition("/")
    return bool(part) and whole in killed
