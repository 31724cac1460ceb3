"""What chapters are made of: type, figures, regions, colours, camera."""
