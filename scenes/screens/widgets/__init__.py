"""What the screens are made of. Widgets get data and draw; what the reader does goes up."""
