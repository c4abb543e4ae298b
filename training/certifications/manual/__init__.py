"""What HR decides by hand about one person's certification: excusals, extensions, waivers, temporary ones."""
