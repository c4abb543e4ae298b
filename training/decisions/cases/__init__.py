"""Cases on two tracks that never mix: ethics and discipline."""
