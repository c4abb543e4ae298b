"""The parts of reading: from cleaned lines through marks and outline to sections, clauses and doubts."""
