"""Pictures of what a model shows: its curve, its decisions, its sheet of answers, its chain."""
