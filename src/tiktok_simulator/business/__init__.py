"""TikTok API for Business and TikTok One, simulated: the endpoints, and what creators do by themselves."""
