"""A line that is cut while a laptop sends: the service goes on and complains to nobody."""

import socket
import time

from factories.exchange import BUREAU

from inspector_desktop.clock import SystemClock
from inspector_desktop.headquarters.running import Premises, serve_embedded


def test_an_upload_cut_in_the_middle_leaves_no_traceback_and_the_service_answers(tmp_path, caplog, capfd):
    with serve_embedded(Premises(tmp_path), bureau=BUREAU, clock=SystemClock()) as served:
        host, port = served.address.removeprefix("http://").split(":")
        for _ in range(3):
            with socket.create_connection((host, int(port))) as line:
                line.sendall(b"PUT /v1/batches/a/b/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
                time.sleep(0.05)
        time.sleep(0.2)
        with socket.create_connection((host, int(port))) as line:
            line.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert line.recv(12) == b"HTTP/1.1 401"
    assert "Traceback" not in caplog.text + "".join(capfd.readouterr())
