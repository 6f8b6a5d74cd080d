"""A desk: a device life with a signed-in person. Every act is done at one."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.ids import BureauId, LifeId, PersonId


@dataclass(frozen=True)
class Person:
    """Somebody who signs in: `roles` are of `officer`, `section-chief`, `deputy-head`, `head`, `supervising`."""

    id: PersonId
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """Who acts, on which device life, and the key that life signs with."""

    bureau: BureauId
    life: LifeId
    person: Person
    signer: Ed25519PrivateKey

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of the roles."""
        return any(role in self.person.roles for role in roles)
