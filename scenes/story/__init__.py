"""What is told: the walk as data. It knows no screen, no key and no renderer."""
