"""线索核查: leads, and the targeted checks they lead to. They never enter a draw (004 第八条, 国办发〔2024〕54号)."""
