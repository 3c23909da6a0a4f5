"""The command line of the fuzzer."""
import argparse
import random
import subprocess
import sys

from .campaign import Campaign
from .writer import program


def arguments():
    what = "Run generated programs stock and jitted and compare."
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=what)
    parser.add_argument("--seed", type=int, help="which programs: the same seed gives the same ones (default: any)")
    parser.add_argument("--programs", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--first", type=int, default=0, help="the index of the first (default: 0)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="start no program after that time")
    parser.add_argument("--jobs", type=int, default=1, help="processes that share the work, two of them each (default: 1)")
    parser.add_argument("--check", action="store_true", help="pyjit verifies each step of its work (PYJIT_CHECK=1)")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--sampled", dest="mode", action="store_const", const="sampled", default="jitted",
                       help="code gets events, and loses them again, in the midst of things")
    modes.add_argument("--called", dest="mode", action="store_const", const="called", help="functions are compiled by themselves early")
    parser.add_argument("--no-shrink", action="store_true", help="only tell what differs")
    parser.add_argument("--show", action="store_true", help="print the program --first of the seed and run nothing")
    return parser.parse_args()


def main():
    given = arguments()
    given.seed = random.randrange(10 ** 6) if given.seed is None else given.seed
    if given.show:
        print(program(given.seed, given.first))
        return 0
    if given.jobs > 1:
        return shared(given)
    campaign = Campaign(given.seed, given.programs, given.first, given.seconds, given.check,
                        given.mode, not given.no_shrink)
    return 0 if campaign.run() else 1


def shared(given):
    """Each job runs its part of the indices."""
    share = -(-given.programs // given.jobs)
    options = ["--seed", str(given.seed), "--programs", str(share), "--seconds", str(given.seconds)]
    options += ["--check"] * given.check + ["--" + given.mode] * (given.mode != "jitted") + ["--no-shrink"] * given.no_shrink
    jobs = [subprocess.Popen([sys.executable, "-m", "tests.fuzz", *options, "--first", str(given.first + number * share)])
            for number in range(given.jobs)]
    return max([job.wait() for job in jobs])
