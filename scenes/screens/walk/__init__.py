"""The walk on the screen: map, stage, words, timeline, lab. What is told there is the story's."""
