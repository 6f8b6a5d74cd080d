"""Secrets kept by the operating system: the only user of `keyring`.

Says honestly whether there is a keyring at all: a machine without one, and one whose "keyring" writes plain text to a
file, count as having none, and the PIN then has to be longer. What the secrets are for is the envelopes' business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from inspector_desktop.errors import NotSignedIn

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "inspector-desktop"
_NO_KEYRING = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
_PROBE = "probe"


class Keychain(Protocol):
    """Where secrets of one person of this computer lie."""

    def available(self) -> bool:
        """Whether secrets are really kept here, unreadable for others."""
        ...

    def get(self, service: str, name: str) -> str | None:
        """Return a secret, or none. Raises `NotSignedIn` when the keyring is locked."""
        ...

    def set(self, service: str, name: str, secret: str) -> None:
        """Keep a secret. Raises `NotSignedIn` when the keyring is locked or there is none."""
        ...

    def delete(self, service: str, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        ...


class MemoryKeychain:
    """Forgets everything at the end of the program: for the demonstration and for tests."""

    def __init__(self, *, present: bool = True) -> None:
        self.secrets: dict[tuple[str, str], str] = {}
        self.present = present

    def available(self) -> bool:
        return self.present

    def get(self, service: str, name: str) -> str | None:
        return self.secrets.get((service, name)) if self.present else None

    def set(self, service: str, name: str, secret: str) -> None:
        if not self.present:
            raise NotSignedIn("error-keyring-none")
        self.secrets[service, name] = secret

    def delete(self, service: str, name: str) -> None:
        self.secrets.pop((service, name), None)


class SystemKeychain:
    """The operating system's keyring (Windows credentials, macOS keychain, Secret Service, KWallet)."""

    def __init__(self) -> None:
        self._backend: KeyringBackend | None = None

    def available(self) -> bool:
        return self._found() is not None

    def get(self, service: str, name: str) -> str | None:
        backend = self._found()
        if backend is None:
            return None
        try:
            return backend.get_password(service, name)
        except _failures() as error:
            raise NotSignedIn("error-keyring-locked") from error

    def set(self, service: str, name: str, secret: str) -> None:
        backend = self._found()
        if backend is None:
            raise NotSignedIn("error-keyring-none")
        try:
            backend.set_password(service, name, secret)
        except _failures() as error:
            raise NotSignedIn("error-keyring-locked") from error

    def delete(self, service: str, name: str) -> None:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415

        backend = self._found()
        if backend is None:
            return
        try:
            backend.delete_password(service, name)
        except PasswordDeleteError:
            return  # it was not there
        except _failures() as error:
            raise NotSignedIn("error-keyring-locked") from error

    def _found(self) -> KeyringBackend | None:
        if self._backend is None:  # asked again each time: a locked keyring may be unlocked meanwhile
            self._backend = _find_backend()
        return self._backend


def _find_backend() -> KeyringBackend | None:
    """The first backend that keeps secrets secret and answers a question, or none."""
    import keyring  # noqa: PLC0415  (0.1 s)

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", (chosen,)):  # a chainer asks several in turn
        if type(backend).__module__.startswith(_NO_KEYRING):
            continue
        try:
            backend.get_password(SERVICE, _PROBE)
        except _failures():
            continue  # its service is not running here
        found: KeyringBackend = backend
        return found
    return None


def _failures() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError  # noqa: PLC0415

    return (KeyringError, RuntimeError, OSError)  # the last two come from the system's own services
