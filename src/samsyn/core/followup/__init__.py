"""What happened to the participants: ladders, paired steps, rates, hours, due days and breakdowns.

Everything here counts true figures of people. What leaves a party is protected afterwards, in another place.
"""
