"""Implementation as the staff see it: questionnaires from a configuration, their rounds, stages and the logic model."""
