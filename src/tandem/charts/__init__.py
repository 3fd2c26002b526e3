"""Small figures: plain numbers in, SVG out. Words come from the caller, colours from the style sheet."""
