"""Where a trace goes on: from one loop into the next."""
from lower.loops import loop

BODY = """
    used = set()
    if i > 150:    # the comprehension is compiled before
        for p in (1, 2, 3, 4, 5, i % 11):
            used.add(p * i % 9)
    free = [d for d in range(1, 10) if d not in used]
    out.append(free)
"""


def test_a_loop_leads_into_a_comprehension_whose_variable_has_no_value_yet(both):
    stats = loop(both, "", BODY, passes=400)
    assert stats["bridges"] and not any("has no value" in reason for reason, _ in stats["aborts"]), stats["aborts"]


def test_a_variable_has_its_value_again_after_the_comprehension(both):
    assert loop(both, "d = -1", BODY + "    out.append(d); d = i\n", passes=400)["bridges"]
