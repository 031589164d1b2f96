"""How good the measures are in own data: rows from the store, figures for the gate, one card per figure."""

from fitlib.indicators.psychometrics.cards import ASPECTS, FORM, QualityCard, quality_cards
from fitlib.indicators.psychometrics.figures import qualities

__all__ = ["ASPECTS", "FORM", "QualityCard", "qualities", "quality_cards"]
