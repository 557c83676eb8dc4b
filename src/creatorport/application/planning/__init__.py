"""The planner at work: what is known becomes targets, rounds spend the calls, members are told what is planned."""
