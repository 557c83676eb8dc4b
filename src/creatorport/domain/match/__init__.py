"""How well a creator fits a campaign: an additive score of five factors, with its reasons. See docs/match-score.md."""
