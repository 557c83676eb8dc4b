"""ProfileSnapshot: an account's own counts at one moment."""

from dataclasses import dataclass, fields

from creatorport.domain.creator import Reach
from creatorport.domain.pedigree import Pedigree


@dataclass(frozen=True, slots=True)
class ProfileSnapshot:
    """One capture. `fell` marks a count lower than in the capture before it: people do leave."""

    reach: Reach
    pedigree: Pedigree
    fell: bool

    @classmethod
    def of(cls, reach: Reach, earlier: Reach | None, pedigree: Pedigree) -> "ProfileSnapshot":
        pairs = [(getattr(reach, count.name), getattr(earlier, count.name, None)) for count in fields(Reach)]
        fell = any(now is not None and before is not None and now < before for now, before in pairs)
        return cls(reach, pedigree, fell)
