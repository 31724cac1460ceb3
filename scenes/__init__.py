"""Pictures: from a recorded run of the model to clips and films."""
