"""The journey: how far children came after a contact, how long each stage took, and who came back."""
