"""The ledger of hazards (隐患排查治理台账) in the layout offices use: out as a workbook, and in."""
