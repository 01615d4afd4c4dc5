"""Is the fall safe? Children in care and on child protection plans: who came, who left, and what became of them."""
