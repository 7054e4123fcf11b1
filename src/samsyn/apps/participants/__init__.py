"""People at a party: referrals, groups, attendance, follow-up. Only on party nodes; nobody imports this station."""
