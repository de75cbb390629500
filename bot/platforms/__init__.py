"""Where people chat: each platform draws cards and asks the desk; none knows another."""
