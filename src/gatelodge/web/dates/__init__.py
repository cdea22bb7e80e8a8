"""Release dates: what two people reached, how, and the second calculation that shows no first."""
