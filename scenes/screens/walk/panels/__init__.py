"""What the walk is made of beside its stage: map, words and timeline, a file each."""
