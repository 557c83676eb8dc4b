"""Refusals about a campaign's plan and its money; `errors` draws the whole tree."""

from creatorport.domain.error_roots import Refusal


class CurrencyMismatch(Refusal):
    """Amounts of unlike currencies meet: they are never added, compared or converted."""

    code = "CURRENCY_MISMATCH"

    def __init__(self, expected: str, given: str, *, field: str | None = None) -> None:
        super().__init__(f"The currency here is {expected}, not {given}. Amounts are never converted.", field=field)
        self.expected = expected
        self.given = given


class FieldFrozen(Refusal):
    """A field cannot be changed any more in the campaign's present state."""

    code = "FIELD_FROZEN"

    def __init__(self, field: str, state: str) -> None:
        super().__init__(f"{field} cannot be changed while the campaign is {state}.", field=field)
        self.state = state


class CampaignEdited(Refusal):
    """Somebody else changed the campaign since the version that the caller saw. `fields` are what they changed."""

    code = "CAMPAIGN_EDITED"

    def __init__(
        self, campaign_id: str, expected: int, present: int, fields: tuple[str, ...], members: tuple[str, ...]
    ) -> None:
        super().__init__(
            f"It was changed since version {expected}, and is at version {present}: {', '.join(fields)},"
            f" by {', '.join(members)}. Look at it, and repeat the change with the new version.",
            field="expectedVersion",
        )
        self.campaign_id = campaign_id
        self.expected = expected
        self.present = present
        self.fields = fields
        self.members = members


class BudgetExceeded(Refusal):
    """What is committed to creators would be more than the campaign's budget. Amounts are written out: `12.50 EUR`."""

    code = "BUDGET_EXCEEDED"

    def __init__(self, budget: str, committed: str, *, field: str | None = None) -> None:
        super().__init__(f"{committed} would be committed, and the budget is {budget}.", field=field)
        self.budget = budget
        self.committed = committed
