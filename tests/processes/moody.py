"""A mail server in a bad mood: refuses, says goodbye, hangs up and falls silent, each as a seed decided beforehand."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.smtp import MailServer

UNKNOWN = "550 5.1.1 no such user"
MOODS = ("450 4.2.0 busy", "421 4.3.2 closing", "451 4.3.0 try later", "hang up", "stay silent")


class MoodyServer(MailServer):
    """Each address has a plan: what its first attempts meet before it is taken. The `unknown` are never taken."""

    def __init__(self, addresses: Iterable[str], *, seed: int, silence: float) -> None:
        super().__init__(pipelining=True)
        self._silence = silence
        chance = random.Random(seed)
        self.plans = {address: _plan(chance) for address in addresses}
        self.unknown = {address for address, plan in self.plans.items() if UNKNOWN in plan}
        self.met: list[str] = []

    async def handle_RCPT(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        plan = self.plans[address]
        if plan and plan[0][:3] in {"550", "450", "421"}:
            answer = self._next(plan)
            if answer.startswith("421"):
                asyncio.get_running_loop().call_later(0.01, _close, server)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        plan = self.plans[envelope.rcpt_tos[0]]
        if not plan:
            return await super().handle_DATA(server, session, envelope)
        answer = self._next(plan)
        if answer == "stay silent":
            await asyncio.sleep(self._silence)
        if answer.startswith("451"):
            return answer
        _close(server)
        return "421 gone"

    def _next(self, plan: list[str]) -> str:
        answer = plan[0] if plan[0] == UNKNOWN else plan.pop(0)
        self.met.append(answer)
        return answer


def _plan(chance: random.Random) -> list[str]:
    if chance.random() < 0.03:
        return [UNKNOWN]
    return chance.choices(MOODS, weights=(6, 3, 6, 4, 1), k=chance.choices((0, 1, 2), weights=(88, 10, 2))[0])


def _close(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()
