"""What the walk is made of: map, stage, words and timeline, a file each."""
