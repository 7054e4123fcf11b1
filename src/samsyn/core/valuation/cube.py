"""The product of a run: what every account gains each year in every draw, undiscounted; and its reductions.

Flows of a year are taken at its end, so the first year is discounted by one year. An account that loses has a negative
sum. Society is every actor's money and production together; transfers cancel there, wellbeing is never added to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from samsyn.core.valuation.compiling import Account
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.entries import Actor

SOCIETY, PUBLIC, WELLBEING = "society", "public", "wellbeing"
PUBLIC_SECTOR = "public_sector"
COVER = 0.9  # of the draws lie between low and high
MONEY = ("fiscal", "economic")


@dataclass(frozen=True)
class Spread:
    """Draws in short: their mean, and the ends of the interval that holds nine of ten."""

    mean: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        return {"mean": self.mean, "low": self.low, "high": self.high}


def spread_of(draws: Floats) -> Spread:
    """Describe draws, shape (draws,)."""
    low, high = np.quantile(draws, [(1 - COVER) / 2, (1 + COVER) / 2])
    return Spread(float(draws.mean()), float(low), float(high))


def spreads_of(draws: Floats) -> list[Spread]:
    """Describe many rows of draws at once, shape (rows, draws): the same numbers as one by one, sooner."""
    low, high = np.quantile(draws, [(1 - COVER) / 2, (1 + COVER) / 2], axis=1)
    return [Spread(*map(float, each)) for each in zip(draws.mean(axis=1), low, high, strict=True)]


@dataclass(frozen=True)
class Cube:
    """Sums in SEK of the price year, each of shape (years, accounts, draws).

    without: the group if nothing is done. gain: what the intervention adds to that, its own cost taken off.
    cost: that cost, negative. potential: what would be gained if everyone with the need succeeded, at no cost.
    """

    accounts: tuple[Account, ...]
    without: Floats
    gain: Floats
    cost: Floats
    potential: Floats

    @property
    def years(self) -> int:
        return int(self.gain.shape[0])

    @property
    def draws(self) -> int:
        return int(self.gain.shape[2])

    def as_arms(self) -> Floats:
        """(arm, draw, year, payer): without the intervention, and with it."""
        return np.stack([self.without, self.without + self.gain]).transpose(0, 3, 1, 2)

    def fingerprint(self) -> str:
        """The same for the same numbers, bit by bit, however they were computed."""
        known = hashlib.blake2b(digest_size=16)
        for part in (self.without, self.gain, self.cost, self.potential):
            known.update(str(part.shape).encode())
            known.update(np.ascontiguousarray(part).tobytes())
        return known.hexdigest()

    def of(self, part: Floats, members: tuple[int, ...]) -> Floats:
        """The sums of some accounts together, shape (years, draws)."""
        return np.asarray(part[:, list(members), :].sum(axis=1))


@dataclass(frozen=True)
class Perspective:
    """From whose side the sums are seen. members: numbers of accounts. parts: codes of the actors within."""

    code: str
    members: tuple[int, ...]
    parts: tuple[str, ...] = ()


def perspectives_of(accounts: tuple[Account, ...], actors: Mapping[str, Actor]) -> tuple[Perspective, ...]:
    """Society, the public sector, every actor with money of its own, and each coarser actor that gathers two or more.

    Wellbeing comes last, by itself, where the scenario has any.
    """
    money = [at for at, account in enumerate(accounts) if account.ledger in MONEY]
    above = {account.actor: _above(account.actor, actors) for account in accounts}
    public = [
        at
        for at in money
        if accounts[at].ledger == "fiscal" and PUBLIC_SECTOR in (accounts[at].actor, *above[accounts[at].actor])
    ]
    found = [Perspective(SOCIETY, tuple(money)), Perspective(PUBLIC, tuple(public))]
    present = {accounts[at].actor for at in money}
    for code in actors:
        within = [actor for actor in present if actor == code or code in above[actor]]
        skipped = code in (SOCIETY, PUBLIC_SECTOR)
        if (code in present or len(within) > 1) and not skipped:
            members = tuple(at for at in money if accounts[at].actor in within)
            found.append(Perspective(code, members, tuple(sorted(set(within) - {code}))))
    wellbeing = tuple(at for at, account in enumerate(accounts) if account.ledger == "wellbeing")
    return (*found, Perspective(WELLBEING, wellbeing)) if wellbeing else tuple(found)


def _above(actor: str, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    found: list[str] = []
    at = actors.get(actor)
    while at is not None and at.parent is not None:
        found.append(at.parent)
        at = actors.get(at.parent)
    return tuple(found)


def discounting(years: int, rate: float) -> Floats:
    """What a krona at the end of each year is worth at the beginning of the first, shape (years,).

    ValueError at a rate of -1 or below. Source: docs/methods/samhallsekonomi.md.
    >>> round(float(discounting(20, 0.04).sum()), 3)
    13.59
    """
    if rate <= -1:
        raise ValueError("Kalkylräntan ska vara större än −100 %.")
    return np.asarray((1.0 + rate) ** -np.arange(1, years + 1, dtype=np.float64))


def present_value(yearly: Floats, rate: float) -> Floats:
    """Yearly sums, shape (years, …), as seen at the beginning of the first year: shape (…).

    >>> round(float(present_value(np.array([60.0, 60.0]), rate=0.03)), 2)
    114.81
    """
    weights = discounting(yearly.shape[0], rate)
    return np.asarray(np.tensordot(weights, yearly, axes=1))


def payback(yearly: Floats, rate: float) -> tuple[int | None, list[float]]:
    """The first year (0 is the first) after which the discounted sum is and stays at nought or more on average, None
    where it never does; and for each year the share of the draws that have come so far. yearly: (years, draws)."""
    weights = discounting(yearly.shape[0], rate)
    sums = np.cumsum(yearly * weights[:, None], axis=0)
    middle = sums.mean(axis=1)
    below = np.flatnonzero(middle < 0)
    first = 0 if below.size == 0 else int(below[-1]) + 1
    reached = first if first < len(middle) else None
    return reached, [float(share) for share in (sums >= 0).mean(axis=1)]
