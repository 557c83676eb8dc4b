"""Who watches a creator, how it grows, what does well and when: read where it is told, kept with its pedigree.

What a creator's consent told and what anybody can see are two stores, and nothing moves from the first to the second.
"""
