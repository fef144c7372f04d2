"""Testing on all the test digits: the score, the confusion matrix, the mistakes."""
