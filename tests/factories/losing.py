"""A wire that loses requests and answers, or delivers twice, before a real service."""

import httpx2


class Losing(httpx2.BaseTransport):
    """Passes requests on to a real service; `plan` says `ok`, `request`, `answer` or `twice`, one per request."""

    def __init__(self, client, plan) -> None:
        self.client = client
        self.plan = iter(plan)
        self.lost = 0

    def handle_request(self, request):
        what = next(self.plan, "ok")
        if what == "request":
            self.lost += 1
            raise httpx2.ConnectError("lost")
        answer = self._deliver(request)
        if what == "answer":
            self.lost += 1
            raise httpx2.ReadError("lost")
        if what == "twice":
            self._deliver(request)  # whatever it says: the first answer is the one that arrives
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def close(self) -> None:
        self.client.close()

    def _deliver(self, request):
        return self.client.request(
            request.method, str(request.url), content=request.read(), headers=dict(request.headers)
        )


def client_over(transport: Losing) -> httpx2.Client:
    return httpx2.Client(transport=transport)
