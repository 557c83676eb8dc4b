"""What to refresh next, when there is more to refresh than TikTok's quota allows.

The theory is that of crawling the web under a budget: J. Cho and H. Garcia-Molina, "Effective page refresh policies for
Web crawlers", ACM TODS 28(4), 2003; Y. Azar, E. Horvitz, E. Lubetzky, Y. Peres and D. Shahaf, "Tractable near-optimal
policies for crawling", PNAS 115(32), 2018. `docs/quota-planner.md` explains it.
"""
