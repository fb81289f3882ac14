"""What only a finger does: an answer that goes on by itself."""
