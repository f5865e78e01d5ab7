"""What the player's hands do: a press is told from a repeat, and from what was meant before."""
