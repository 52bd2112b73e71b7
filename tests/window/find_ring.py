#!/usr/bin/env python3
"""Finds the desk phone in a recording (16-bit samples, mono, 48 kHz): prints when each ring begins and ends, in seconds.

find_ring.py FILE [FROM]    FROM: seconds from the beginning of the file; negative: from its end
"""

import array
import math
import os
import sys

RATE = 48_000
PIECE = RATE // 10
# The two tones of the ring, and where it has next to nothing.
RING, BESIDE = (800, 1000), (600, 1320)


def amplitude(samples, hertz):
    """The amplitude of one frequency, 0 to 1, by Goertzel's algorithm."""
    factor = 2 * math.cos(2 * math.pi * hertz / RATE)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + factor * last - before
    power = before * before + last * last - factor * before * last
    return 2 * math.sqrt(max(power, 0.0)) / len(samples) / 32_768


def rings(samples):
    least = min(amplitude(samples, hertz) for hertz in RING)
    return least > 0.04 and least > 4 * max(amplitude(samples, hertz) for hertz in BESIDE)


def main():
    start = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    size = os.path.getsize(sys.argv[1]) // 2
    start = max(0, int(start * RATE) + (size if start < 0 else 0))
    samples = array.array("h")
    with open(sys.argv[1], "rb") as file:
        file.seek(2 * start)
        samples.frombytes(file.read(2 * (size - start)))
    found = []
    for place in range(0, len(samples) - PIECE + 1, PIECE):
        if not rings(samples[place : place + PIECE]):
            continue
        begin, end = (start + place) / RATE, (start + place + PIECE) / RATE
        if found and begin - found[-1][1] < 0.15:
            found[-1][1] = end
        else:
            found.append([begin, end])
    for begin, end in found:
        print(f"{begin:.1f} {end:.1f}")


main()
