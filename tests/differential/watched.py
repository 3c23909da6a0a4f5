"""What a program may import from the harness: `counted` hands an object over, its reference count is compared at the end."""

objects = []


def counted(value):
    """Give `value` back; when the program is over the harness compares how many references to it are left."""
    objects.append(value)
    return value
