"""Arithmetic with unit costs: what a number of visits costs, and what a period that ended early left unspent."""


def cost_of(visits: float, unit_cost: float) -> float:
    """Price of a number of visits. Source: 10 visits at 345 euro are 3 450 euro (Helsinki, 15 May 2025)."""
    return visits * unit_cost


def unspent(cost: float, planned: float, held: float) -> float:
    """What is left of the price of a whole when `held` of `planned` parts were held, each part at the same price.

    Rule: linear; nothing is left where as much or more was held than planned.
    Source: 8 664 euro, 4 of 6 months: 2 888 euro. Raises: ValueError where nothing was planned.
    """
    if planned <= 0:
        raise ValueError("nothing was planned")
    return cost * max(planned - held, 0) / planned
