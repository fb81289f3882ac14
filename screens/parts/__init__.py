"""What screens are built from: fields, drawings, lists. Each draws a piece of one screen."""
