"""What is made of the work: workbooks, gaps, the action plan, and the comparison with what comes back."""
