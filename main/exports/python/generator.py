# %% [markdown] generator
# %%
import math

import numpy as np


class Generator:
    """Xoroshiro128+, seeded as LinearLab's lessons/random.ts does it: a stream for each purpose."""

    def __init__(self, seed, purpose, index=0):
        name = 0
        for letter in purpose:
            name = self._mix(name ^ ord(letter))
        first = self._mix(seed ^ 0x9E3779B9)
        second = self._mix(first ^ name)
        third = self._mix(second ^ index)
        self.s0, self.s1 = first << 32 | second, third << 32 | self._mix(third)

    @staticmethod
    def _mix(h):
        h = (h ^ h >> 16) * 0x85EBCA6B & 0xFFFFFFFF
        h = (h ^ h >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
        return h ^ h >> 16

    def next(self):
        """32 random bits."""
        s0, s1 = self.s0, self.s1
        a = s0 ^ s1
        self.s0 = (s0 << 24 | s0 >> 40) & 0xFFFFFFFFFFFFFFFF ^ a ^ a << 16 & 0xFFFFFFFFFFFFFFFF
        self.s1 = (a << 37 | a >> 27) & 0xFFFFFFFFFFFFFFFF
        return (s0 + s1) & 0xFFFFFFFF

    def uniform(self):
        """From 0 to 1, without 1."""
        high = self.next() & 0x3FFFFFF
        return high * 2.0**-26 + (self.next() & 0x7FFFFFF) * 2.0**-53

    def below(self, n):
        """An integer from 0 to n - 1."""
        limit = 2**32 // n * n if n > 2 else 2**32
        while True:
            value = self.next() ^ 0x80000000
            if value < limit:
                return value % n

    def normal(self, n, std):
        """n draws from N(0, std²), by Box and Muller."""
        values = np.empty(n + n % 2, np.float32)
        for i in range(0, n, 2):
            radius = math.sqrt(-2 * math.log(1 - self.uniform()))
            angle = 2 * math.pi * self.uniform()
            values[i] = std * radius * math.cos(angle)
            values[i + 1] = std * radius * math.sin(angle)
        return values[:n]

    def shuffled(self, n):
        """The integers from 0 to n - 1 in random order, by Fisher and Yates."""
        order = [0] * n
        for i in range(n):
            place = self.below(i + 1)
            order[i] = order[place]
            order[place] = i
        return np.array(order, np.int64)
