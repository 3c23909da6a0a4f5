"""Compares every layout with live objects whose content is known; open() does so before anything else is done."""


def run(host):
    """Raises Unsupported at the first layout that does not hold."""
