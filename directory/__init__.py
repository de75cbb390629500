"""Who, where and when: values and pure rules. Knows nothing of chat."""
