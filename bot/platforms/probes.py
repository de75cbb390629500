"""/healthz, /readyz and /metrics, for operators."""

from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.health.condition import Condition
from bot.health.health import Health, is_ready
from bot.live import Live


def probe_routes(live: Live, health: Health) -> Sequence[BaseRoute]:
    """What is said to those who watch konsult.

    `/healthz`: the process is up. `/readyz`: it can answer (503 until a region is loaded), and how
    each line in and out is. `/metrics`: the same and more in figures.
    """

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        conditions, snapshot = health.conditions(), live.snapshot
        ready = is_ready(conditions)
        told = {
            "ready": ready,
            "loaded_at": snapshot.loaded_at.isoformat() if snapshot else None,
            "services": len(snapshot.services) if snapshot else 0,
            "parts": [_told(one) for one in conditions],
        }
        return JSONResponse(told, status_code=200 if ready else 503)

    async def metrics(_: Request) -> Response:
        health.conditions()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]


def _told(condition: Condition) -> dict[str, object]:
    since = condition.since.isoformat() if condition.since else None
    return {"name": condition.line, "ok": condition.ok, "since": since, "says": condition.says}
