"""The page of one item: picture, player, transcript, note."""
