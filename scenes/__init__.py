"""Everything the reader sees: the story, the panels, the screens, the app, the command line."""
