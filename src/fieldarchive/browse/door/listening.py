"""An address of this machine to serve the pages at, or a sentence why it cannot be had."""

from __future__ import annotations

import errno
import socket

from fieldarchive.errors import FieldArchiveError


class CannotListen(FieldArchiveError):
    """The pages cannot be served at `host` and `port`; `reason` is the system's own clause."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port, self.reason = host, port, reason
        super().__init__(
            f"The pages cannot be served at {host}, port {port}: {reason}. "
            "Choose another --port; 0 takes any that is free."
        )


class PortBusy(CannotListen):
    """Another program listens at `host` and `port` already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, "another program is listening there already")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; raises `PortBusy` or `CannotListen`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise CannotListen(host, port, _reason(error)) from error
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(host, port) from error
        raise CannotListen(host, port, _reason(error)) from error
    return listening


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
