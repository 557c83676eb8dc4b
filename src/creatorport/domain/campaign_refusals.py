"""Refusals about a campaign's plan and its money; `errors` draws the whole tree."""

from creatorport.domain.error_roots import Refusal


class CurrencyMismatch(Refusal):
    """Amounts of unlike currencies meet: they are never added, compared or converted."""

    code = "CURRENCY_MISMATCH"

    def __init__(self, expected: str, given: str, *, field: str | None = None) -> None:
        super().__init__(f"The currency here is {expected}, not {given}. Amounts are never converted.", field=field)
        self.expected = expected
        self.given = given


class BudgetExceeded(Refusal):
    """What is committed to creators would be more than the campaign's budget. Amounts are written out: `12.50 EUR`."""

    code = "BUDGET_EXCEEDED"

    def __init__(self, budget: str, committed: str, *, field: str | None = None) -> None:
        super().__init__(f"{committed} would be committed, and the budget is {budget}.", field=field)
        self.budget = budget
        self.committed = committed
