"""Files for other programs: what a thing holds, and one writer for each format."""
