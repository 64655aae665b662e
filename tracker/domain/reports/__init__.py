"""What is derived from the work: workbooks, gaps, the action plan, and the comparison with returned workbooks."""
