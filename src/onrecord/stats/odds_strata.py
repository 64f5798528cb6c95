"""Distributions of a sum of hypergeometric numbers, one of each 2 × 2 table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NEGLIGIBLE = 1e-200
"""Of the largest probability, under the tilt that centres on the observed sum."""
_NARROW = 16
"""Widest distributions that are added side by side."""
_FEW = 1 << 18
"""Numbers up to which the transforms of all strata are taken at once."""


class Strata:
    """The weights of every possible a of every stratum, end to end, on the log scale."""

    def __init__(self, table: Ints) -> None:
        a, b, c, d = table.T
        row, column, n = a + b, a + c, a + b + c + d
        self.least = np.maximum(0, row + column - n)
        self.most = np.minimum(row, column)
        size = self.most - self.least + 1
        self.starts = np.concatenate([[0], np.cumsum(size)[:-1]])
        self.stratum = np.repeat(np.arange(len(table)), size)
        self.x = np.arange(size.sum()) - self.starts[self.stratum] + self.least[self.stratum]
        row, column, n = (margin[self.stratum] for margin in (row, column, n))
        self.log_weight = _log_choose(row, self.x) + _log_choose(n - row, column - self.x)

    def _tilted(self, theta: float) -> tuple[Floats, Floats]:
        """Probabilities at log odds theta, and the log of each stratum's sum."""
        raised = self.log_weight + theta * self.x
        top = np.maximum.reduceat(raised, self.starts)
        weights = np.exp(raised - top[self.stratum])
        total = np.add.reduceat(weights, self.starts)
        return weights / total[self.stratum], top + np.log(total)

    def expected(self, theta: float) -> float:
        """Expectation of Σ a at log odds theta."""
        return float(np.sum(self._tilted(theta)[0] * self.x))

    def log_total(self, theta: float) -> float:
        return float(np.sum(self._tilted(theta)[1]))

    def log_end(self, *, most: bool) -> float:
        """log P(Σ a at the end of its range) at an odds ratio of 1."""
        end = self.x == (self.most if most else self.least)[self.stratum]
        return float(np.sum(self.log_weight[end])) - self.log_total(0.0)

    def convolved(self, theta: float) -> tuple[Ints, Floats]:
        """Sums Σ a and the logs of their probabilities at log odds theta, but for the negligible.

        Strata are added in pairs, then the pairs, and so on: every convolution is short.
        """
        parts = self._added(self._tilted(theta)[0])
        while len(parts) > 1:
            pairs = zip(parts[::2], parts[1::2], strict=False)
            added = [_trimmed(i + j, np.convolve(one, two)) for (i, one), (j, two) in pairs]
            parts = added + parts[2 * len(added) :]
        first, weights = parts[0]
        return np.arange(first, first + weights.size), np.log(weights)

    def tail_by_fourier(self, observed: int) -> float | None:
        """P(Σ a ≥ observed) at an odds ratio of 1, up to about 1e-15; None for wide tables."""
        least, most = int(self.least.sum()), int(self.most.sum())
        length = 1 << (most - least).bit_length()
        if length * self.least.size > _FEW:
            return None
        table = np.zeros((self.least.size, length))
        table[self.stratum, self.x - self.least[self.stratum]] = self._tilted(0.0)[0]
        p = np.fft.irfft(np.prod(np.fft.rfft(table, axis=1), axis=0), length)
        return float(np.sum(p[observed - least : most - least + 1]))

    def _added(self, p: Floats) -> list[tuple[int, Floats]]:
        """The distributions of sums over a few strata each, with their first values.

        Those of about one width are added side by side, as long as that is narrow.
        """
        size = self.most - self.least + 1
        power = _next_power(size)
        parts: list[tuple[int, Floats]] = []
        for width in np.unique(power):
            mine = power == width
            first, table = self.least[mine], np.zeros((int(mine.sum()), int(width)))
            inside = np.arange(width) < size[mine][:, None]
            table[inside] = p[mine[self.stratum]]
            while len(table) > 1 and table.shape[1] <= _NARROW:
                half = len(table) // 2
                one, two, wide = table[:half], table[half : 2 * half], table.shape[1]
                added = np.zeros((half, 2 * wide - 1))
                for shift in range(wide):
                    added[:, shift : shift + wide] += one[:, [shift]] * two
                if len(table) % 2:
                    parts.append(_trimmed(int(first[-1]), table[-1]))
                first, table = first[:half] + first[half : 2 * half], added
            parts += [_trimmed(int(at), row) for at, row in zip(first, table, strict=True)]
        return parts


def _next_power(size: Ints) -> Ints:
    return np.asarray(2 ** np.ceil(np.log2(size)), dtype=np.int64)


def _log_choose(n: Ints, k: Ints) -> Floats:
    # Imported where it is needed: most claims are tested sooner than it is loaded.
    from scipy.special import gammaln

    return np.asarray(gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0), dtype=np.float64)


def _trimmed(first: int, weights: Floats) -> tuple[int, Floats]:
    """The weights without the negligible ends, and the value that the first of them is for."""
    kept = np.flatnonzero(weights > _NEGLIGIBLE * weights.max())
    return first + int(kept[0]), weights[kept[0] : kept[-1] + 1]
