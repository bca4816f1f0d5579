"""How good matching is: who is found who is listed, and who is alerted on who is not."""
