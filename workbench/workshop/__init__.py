"""The curve workshop: a plan, a projector, speaker notes and phones that vote. No kernel, no account, no name."""
