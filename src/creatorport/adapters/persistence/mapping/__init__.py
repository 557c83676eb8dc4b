"""Between rows and the domain: two functions per aggregate."""
