"""What the reader can do, by the ids that texts mark; each renderer has its own way to do it.

Actions of one act alone are that act's own.
"""

from scenes.story.nouns import Worded

ACTIONS = {
    "learning-rate": "turn the learning rate",
    "another-jay": "another Jay",
    "another-lola": "another Lola",
    "another-pixel": "another pixel",
    "other-weights": "other weights: untrained, trained, or your own",
    "other-rule": "blame by the exact rule, or by the shortcut",
    "another-digit": Worded("a {thing} of a kind"),
    "random-digit": Worded("any other {thing}"),
    "go-to": "go to another act",
    "side-path": "take the side path, exact but hard; or leave it",
    "words": "what a word means",
    "answer": "answer a question",
    "questions": "ask questions, or ask none",
    "train": Worded("train a network on all the {things}"),
    "test": "test this network",
    "draw": Worded("draw a {thing}"),
    "lab": "change something, and see what it does",
    "backwards": "run an answer backwards",
    "practice": "work numbers such as these out yourself",
    "code": "read the code that computes it",
}
"""The id, and in a few words what it does."""
